import type { FieldSpecs } from '../core/fields.ts'
import { type Meant, plainField, type Replaced, replacedIn } from './amendment-change.ts'
import { afterDenial, NOT_THIS, RIGHT, SIGN, SLIP, tailOf, WRONG } from './amendment-words.ts'
import { labelsOf } from './labels.ts'
import { type Message, trimSpan } from './message.ts'
import type { Span } from './span.ts'

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

/** All words of the correction, and the entry as it stands. */
interface Entry {
  whole: Span
  stored: Record<string, unknown>
}

/** What was meant, where no label says of which field. */
export function meantField(message: Message, specs: FieldSpecs, { whole, stored }: Entry): Meant | Replaced | null {
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
