import type { FieldSpecs, FieldType } from '../core/fields.ts'
import type { Field, FieldReading } from './field-reading.ts'
import { readValue } from './fields.ts'
import { put } from './item.ts'
import { compileLabels, findLabels, labelsOf } from './labels.ts'
import { type Ground, type Message, toMessage, trimSpan, wordsOf } from './message.ts'
import { normalise } from './normalise.ts'
import { escapePattern } from './patterns.ts'
import type { Span } from './span.ts'
import type { ItemReading } from './types.ts'
import { parseAmount } from './values/amounts.ts'
import { findDates } from './values/dates.ts'
import { findNumbers } from './values/numbers.ts'

/** What a correction is read against: the roster, and the values of the entry as they stand. */
export interface AmendedGround extends Ground {
  stored?: Record<string, unknown>
}

interface Meant extends Field {
  span: Span
}

/** A text of the entry in which words are replaced (把务农改成务工). */
interface Replaced {
  key: string
  value: string
}

/**
 * Reads what a correction changes: labelled fields (改 1027 金额:4.6万); a label with what is wrong and right (金额写错了，应该是三万六); what was meant
 * alone where it is plainly an amount, a date, a name or an option (应该是因残, 不是三万二是三万六), or where the words it takes the place of stand in the
 * entry; else, unless it only says that something is wrong, the main text. Nothing is asked for that was not typed; an empty item means that
 * nothing was understood.
 */
export function readAmendment(raw: string, specs: FieldSpecs, ground: AmendedGround): ItemReading {
  const message = toMessage(raw, ground)
  const item: ItemReading = { values: {}, ids: {}, asks: [], corrections: [], source: raw.trim(), trace: [] }
  const whole = trimSpan(message.text, { start: 0, end: message.text.length })
  const segments = findLabels(message.text, { start: 0, end: message.text.length }, compileLabels(specs))
  for (const { key, value } of segments) {
    const spec = specs[key]
    if (spec !== undefined) add(item, { key, spec }, { reading: readValue(message, { key, spec }, value), words: wordsOf(message, value) })
  }
  if (segments.length > 0 || whole.start >= whole.end) return item
  const meant = labelledField(message, specs, whole) ?? meantField(message, specs, { whole, stored: ground.stored ?? {} })
  if (meant === null) return item
  if ('value' in meant) {
    item.values[meant.key] = meant.value
    item.trace.push({ field: meant.key, words: raw.trim(), rule: 'words replaced' })
  } else add(item, meant, { reading: readValue(message, meant, meant.span), words: wordsOf(message, meant.span) })
  return item
}

function add(item: ItemReading, field: Field, { reading, words }: { reading: FieldReading; words: string }): void {
  put(item, field.key, { reading, spec: { ...field.spec, required: true } })
  item.trace.push({ field: field.key, words, rule: reading.rule })
}

const SLIP = '(?:写|打|填|报|录|记|搞|弄|输|说|发|选|登|算)(?:的)?(?:错|反|串|漏|岔|少|多)(?:了|啦)?'
/** What says that something is wrong: 写错了, 不对, 有误. */
const WRONG = `(?:好像|可能|都|是|给)?(?:${SLIP}|不对|有误|不准确?|错(?:了|啦)|有问题)(?:了|啊|呀|哈)?`
/** What comes before the right words: 应该是, 改成, 实际是. */
const RIGHT =
  '(?:应该|应当|应)?(?:要)?(?:改成|改为|改到|改|换成|更正为|更正成|调整为)|(?:应该|应当)(?:就?是|为|写|填)?|应(?:是|为)|(?:实际上?|其实|正确的|准确的)(?:应该)?是?|而?是|为'
const SIGN = '[\\s,。;:!、]*'
const TAIL = /(?:才对|才是|来着|的吧|[吧哈啊呀哦])?[\s。!~]*$/

const patterns = new WeakMap<FieldSpecs, { key: string; pattern: RegExp }[]>()

/** For each field its label at the start, what says that it is wrong, what says that the right words come. */
function labelStarts(specs: FieldSpecs): { key: string; pattern: RegExp }[] {
  const known = patterns.get(specs)
  if (known !== undefined) return known
  const made = Object.entries(specs).flatMap(([key, spec]) => [...labelsOf(spec)].map((label) => ({ key, label, pattern: startOf(label) })))
  const sorted = made.sort((a, b) => b.label.length - a.label.length).map(({ key, pattern }) => ({ key, pattern }))
  patterns.set(specs, sorted)
  return sorted
}

function startOf(label: string): RegExp {
  return new RegExp(
    `^(?:把|将|那个|这个|我|刚才|上面)*(?:的)?${escapePattern(label)}(?:那[里栏]|一?栏|里面?|的?数)?(?<wrong>${SIGN}${WRONG})?(?<right>${SIGN}(?:${RIGHT}))?(?<sign>${SIGN})`,
  )
}

/** What may follow its label at once (金额三万六); other words need a sign or 改成 between. */
const GLUED: ReadonlySet<FieldType> = new Set<FieldType>(['amount', 'count', 'date', 'period', 'choice', 'household'])

/** 金额改成4.6万, 日期是1月1日, 金额 4.6万, 金额写错了，应该是三万六, 金额三万六. */
function labelledField(message: Message, specs: FieldSpecs, { start, end }: Span): Meant | null {
  const words = message.text.slice(start, end)
  for (const { key, pattern } of labelStarts(specs)) {
    const spec = specs[key]
    const match = pattern.exec(words)
    if (spec === undefined || match === null || match[0].length >= words.length) continue
    const { wrong, right, sign = '' } = match.groups ?? {}
    const span = afterDenial(message, { start: start + match[0].length, end: end - tailOf(words, spec.type) })
    const isMarked = wrong !== undefined || right !== undefined || sign !== ''
    if (!isMarked && !GLUED.has(spec.type)) continue
    if (isMarked && spec.type !== 'text') return { key, spec, span }
    if (spec.type === 'text' ? isMarked : isReadable(message, { key, spec, span })) return { key, spec, span }
  }
  return null
}

function tailOf(words: string, type: FieldType): number {
  return type === 'text' ? 0 : (TAIL.exec(words)?.[0].length ?? 0)
}

/** 不是三万二，是三万六: what is meant; 是三万六不是三万二: the same. */
const NOT_THIS = new RegExp(`^不是(?<was>[^,;。]{1,30}?)${SIGN}(?:而?是|应该是|要?改成)\\s*(?=\\S)`)
const THIS_NOT = new RegExp(`^(?<is>[^,;。]{1,60}?)${SIGN}(?:,|而)?不是[^,;。]{1,30}$`)

function afterDenial({ text }: Message, { start, end }: Span): Span {
  const words = text.slice(start, end)
  const denied = NOT_THIS.exec(words)
  if (denied !== null) return { start: start + denied[0].length, end }
  const meant = THIS_NOT.exec(words)?.groups?.is
  return meant === undefined ? { start, end } : { start, end: start + meant.length }
}

function isReadable(message: Message, { key, spec, span }: Meant): boolean {
  const reading = readValue(message, { key, spec }, span)
  return reading.value !== undefined && reading.ask === undefined
}

const SAID = new RegExp(`^(?:我|刚才|上面|这条|这个|那个|前面)*(?:${WRONG})${SIGN}(?:${RIGHT})?${SIGN}`)
const MEANT = new RegExp(`^(?:${RIGHT})${SIGN}`)
/** 务农改成务工, 把务农换成务工, 务农应该是务工, 务农写错了是务工. */
const INSTEAD = new RegExp(
  `^(?:把|将)?(?<was>[^,;。]{1,40}?)(?:${SIGN}${WRONG}${SIGN}(?:${RIGHT})|(?:应该|应当)?(?:改成|改为|换成)|应该是|应为)${SIGN}(?=\\S)`,
)

/** 王国新写成王国兴了: what is right stands first. */
const SLIPPED = /^(?<is>[^,;。\s]{2,20}?)(?:被|给)?(?:我)?(?:写|打|填|报|录|记|输)成了?(?<was>[^,;。\s]{2,20}?)了?$/
/** 帮我改一下: of what, it does not say. */
const ONLY_ASKED =
  /^(?:帮我?|给我|请|麻烦|重新|再|我要|我想|想|要)*(?:改|修改|更正|调整|订正)(?:一?下|改|过来|正)?(?:内容|一下)?[了吧啊呀。!\s]*$/

/** 情况里的务农改成务工: how long the words are that say where. */
function insideLabel(words: string, specs: FieldSpecs): number {
  const labels = Object.values(specs).flatMap(labelsOf)
  const label = labels.find((each) => words.startsWith(each) && /^(?:里面?|中|那[里栏])的?/.test(words.slice(each.length)))
  return label === undefined ? 0 : label.length + (/^(?:里面?|中|那[里栏])的?/.exec(words.slice(label.length))?.[0].length ?? 0)
}

interface Entry {
  whole: Span
  stored: Record<string, unknown>
}

/** What was meant, where no label says of which field. */
function meantField(message: Message, specs: FieldSpecs, { whole, stored }: Entry): Meant | Replaced | null {
  const { text } = message
  const words = text.slice(whole.start, whole.end)
  if (ONLY_ASKED.test(words)) return null
  const inside = insideLabel(words, specs)
  if (inside > 0) return meantField(message, specs, { whole: { start: whole.start + inside, end: whole.end }, stored })
  const slip = SLIPPED.exec(words)?.groups
  const slipped = slip && { was: slip.was ?? '', span: { start: whole.start, end: whole.start + (slip.is ?? '').length }, stored }
  const mended = slipped && (replacedIn(message, specs, slipped) ?? plainField(message, specs, slipped))
  if (mended) return mended
  const said = SAID.exec(words)?.[0].length ?? MEANT.exec(words)?.[0].length ?? 0
  const instead = NOT_THIS.exec(words) ?? (said > 0 ? NOT_THIS.exec(words.slice(said)) : null) ?? INSTEAD.exec(words)
  if (instead !== null) {
    const at = instead.index + instead[0].length + (instead.input === words ? 0 : said)
    const was = instead.groups?.was?.trim() ?? ''
    const span = trimSpan(text, { start: whole.start + at, end: whole.end })
    const found = replacedIn(message, specs, { was, span, stored }) ?? plainField(message, specs, { was, span, stored })
    if (found !== null) return found
  }
  const denied = said > 0 ? afterDenial(message, { start: whole.start + said, end: whole.end }) : afterDenial(message, whole)
  const isSaid = said > 0 || instead !== null || denied.end < whole.end || denied.start > whole.start
  const span = trimSpan(text, {
    start: denied.start,
    end: denied.end - (isSaid ? tailOf(text.slice(denied.start, denied.end), 'choice') : 0),
  })
  const plain = span.end > span.start ? plainField(message, specs, { was: '', span, stored: isSaid ? stored : {} }) : null
  if (plain !== null) return plain
  const main = Object.entries(specs).find(([, spec]) => spec.main === true)
  if (main === undefined || ONLY_WRONG.test(words) || (isSaid && !isAccount(text.slice(span.start, span.end), specs))) return null
  return { key: main[0], spec: main[1], span: isSaid ? span : whole }
}

/** Fewer characters after 应该是 may be a value that was not understood. */
const LEAST_ACCOUNT = 6

/** Do the words tell how things are, rather than name a field or a value of one? */
function isAccount(words: string, specs: FieldSpecs): boolean {
  const names = Object.values(specs).flatMap((spec) => (spec.type === 'text' ? [] : labelsOf(spec)))
  return words.length >= LEAST_ACCOUNT && !names.some((name) => name.length > 1 && words.includes(name))
}

/** Only that something is wrong, not what: 金额写错了, 不对, 报错了应该是那个. */
const ONLY_WRONG = new RegExp(`(?:${SLIP}|^不对|有误)(?:了|啊|呀|哈)?[\\s,。!]*(?:$|应该|帮|麻烦|请|改|重)`)

interface Change {
  was: string
  span: Span
  stored: Record<string, unknown>
}

/** The text of the entry that holds the words, with the right ones in their place. */
function replacedIn(message: Message, specs: FieldSpecs, { was, span, stored }: Change): Replaced | null {
  const right = wordsOf(message, { start: span.start, end: span.end - tailOf(message.text.slice(span.start, span.end), 'choice') })
  if (was.length < 2 || right === '') return null
  const holding = Object.entries(specs).flatMap(([key, { type }]) => {
    const value = stored[key]
    const at = type === 'text' && typeof value === 'string' ? normalise(value).indexOf(was) : -1
    return typeof value === 'string' && at >= 0 ? [{ key, value: value.slice(0, at) + right + value.slice(at + was.length) }] : []
  })
  const isWhole = Object.entries(specs).some(([key, { type }]) => type !== 'text' && isStored(stored[key], was))
  const [only, ...others] = holding
  return only === undefined || others.length > 0 || isWhole ? null : only
}

function isStored(value: unknown, was: string): boolean {
  if (typeof value === 'number') return parseAmount(was) === value || findNumbers(was)[0]?.value === value
  return typeof value === 'string' && normalise(value) === was
}

/** The field that the words are plainly a value of; what is only a number, or one of several, by the value that it takes the place of. */
function plainField(message: Message, specs: FieldSpecs, { was, span, stored }: Change): Meant | null {
  const part = message.text.slice(span.start, span.end)
  const fitting = Object.entries(specs).filter(([key, spec]) => {
    switch (spec.type) {
      case 'amount':
        return isAmount(part) || (was !== '' && isStored(stored[key], was) && !Number.isNaN(parseAmount(part)))
      case 'count':
        return /^(?:约|共)?[\d一二两三四五六七八九十百]+\s*[人名位]?$/.test(part) && (/[人名位]$/.test(part) || isStored(stored[key], was))
      case 'date':
        return isDate(message, part, spec.direction ?? 'past')
      case 'choice':
        return spec.options?.some(({ name, aliases = [] }) => name === part || aliases.includes(part)) === true
      case 'household':
      case 'person':
        return (
          Object.keys(stored).length > 0 &&
          part.length < 12 &&
          isReadable(message, { key, spec, span }) &&
          isName(message, { key, spec, span })
        )
      default:
        return false
    }
  })
  const byValue = fitting.filter(([key]) => was !== '' && isStored(stored[key], was))
  const [first] = byValue.length > 0 ? byValue : fitting
  return first === undefined ? null : { key: first[0], spec: first[1], span }
}

/** A person's name as typed stands for anybody; a household's or one of the roster is a name. */
function isName(message: Message, { key, spec, span }: Meant): boolean {
  const reading = readValue(message, { key, spec }, span)
  return reading.ids !== undefined && (reading.end ?? span.end) >= span.end
}

const MONEY = /[元块万千百亿¥￥]/

function isAmount(part: string): boolean {
  return (
    MONEY.test(part) &&
    /^[^,;。\s]{1,16}$/.test(part) &&
    !Number.isNaN(parseAmount(part)) &&
    /^[\d零一二两三四五六七八九十百千万亿.,元块整角毛多余wk¥￥约]+$/i.test(part)
  )
}

function isDate({ nowMs }: Message, part: string, direction: 'past' | 'ahead'): boolean {
  const [found] = findDates(part, nowMs, direction)
  return found !== undefined && found.start === 0 && found.end === part.length
}
