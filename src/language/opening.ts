import type { FieldSpec } from '../core/fields.ts'
import { optionWords } from './fields.ts'
import { type HouseholdReading, readHousehold } from './households.ts'
import { findLabels, type LabelSet, labelPatterns, labelsOf } from './labels.ts'
import { isBoundary, type Message } from './message.ts'
import { escapePattern } from './patterns.ts'
import type { Span } from './span.ts'
import { findCounts } from './values/counts.ts'
import { findDates } from './values/dates.ts'
import { findPeriods } from './values/periods.ts'
import type { Head } from './vocabulary.ts'

/** A report that the message may be: its words before and after the command word. */
export interface Candidate {
  head: Head
  labels: LabelSet
  before: Span | null
  rest: Span
  /** Was it said that something was held (召开, 举办), rather than the command word at its start? */
  isHeld?: true
  /** Does its command word end a title that says how it came to light (督查反馈的问题:)? */
  isTitle?: true
}

const TIME_OF_DAY = '上午|下午|晚上|早上|早晨|中午|傍晚|夜里|[早晚夜]|\\d{1,2}(?:点|时|:)(?:\\d{1,2}分?|半)?'
const PARTICLES = new RegExp(
  `^(?:[\\s,:的/+|—-]|刚[刚才]?|补报|跑[了一]*趟|${TIME_OF_DAY}|了|过|时?发现|去|到|从|给|那个|[吧呢嘛]|一下|一[起块道]|我们?|咱们?|今天|在|[\\d一二两三四五六七八九十]{1,3}(?:户|家)(?:人家|农户|群众)?(?=[\\s,:。]|分别|首先|先|[第头]?一[户家个])|分别是?|首先|先(?=[去到走])|头?一[户家个](?:人家)?就?是|第一户(?:人家)?(?:就?是)?)*`,
)
/** 走访了三户王亦态…: how many, right before a name. */
const HOW_MANY = /^[\d一二两三四五六七八九十]{1,3}(?:户|家)(?:人家|农户|群众)?/

/** A household at the start of a span, after particles and how many there are (了3户:). */
export function namedAt(message: Message, span: Span): HouseholdReading | null {
  const lead = PARTICLES.exec(message.text.slice(span.start, span.end))?.[0].length ?? 0
  for (const start of new Set([span.start, span.start + lead])) {
    const reading = readHousehold(message, { start, end: span.end })
    if (reading !== null && (reading.outside || reading.match !== null)) return reading
  }
  const counted = HOW_MANY.exec(message.text.slice(span.start + lead, span.end))?.[0].length ?? 0
  const reading = counted === 0 ? null : readHousehold(message, { start: span.start + lead + counted, end: span.end })
  return reading?.match?.kind === 'found' && reading.match.rule === 'exact' ? reading : null
}

/** A household between the start of a sentence and its verb, also after a date (昨天去王亦态家走访). */
export function namedBefore(message: Message, before: Span): HouseholdReading | null {
  const part = message.text.slice(before.start, before.end)
  const others = [...findDates(part, message.nowMs, 'past'), ...message.lexicon.findMembers(part, message.speaker)]
  const titles = [...part.matchAll(/书记|主任|队长|队员|网格员|同事|[镇乡县局站村]长|支书|发现|报告|电话|视频/g)].map((match) => ({
    end: match.index + match[0].length,
  }))
  for (const start of [before.start, ...[...others, ...titles].map(({ end }) => before.start + end)]) {
    const named = namedAt(message, { start, end: before.end })
    if (named !== null) return named
  }
  return null
}

const OPENING_WORDS = new RegExp(
  `我们?|咱们?|今儿|请假|${TIME_OF_DAY}|刚刚|刚才|刚|已经?|又|前往|去|到|在|于|对|给|从|出来|回来|替|代|帮|填?报|有|存在|出现|发现|打|电话|微信|视频|语音|屋[里头]|村[里上]|镇[里上]|[县区市乡]里|一?[次个场期]|完成|开展|进行|了|组织|召开|举行|举办|开|搞|办|参加|与|和|跟|同|陪|一[起块道]|村干部|工作队|家里?|的|就是说?|补报|补录|补记|跑|趟|第一书记|书记|主任|队长|队员|网格员|同事|副?[镇乡县局站村]长|支书|那个|这个|然后|[你您]|说一下|说下|汇报一下|汇报|报告|一下|一趟|[嗯呃啊吧呢嘛]|\\p{Script=Han}{1,4}(?:自然村|村|组|屯)|[\\s,:。、]`,
  'gu',
)

/** Do words before the verb that no field took say more than when and where: a person who went along, unless he is known? */
export function tellsMore({ text, lexicon, speaker }: Message, { start, end }: Span, known: unknown[]): boolean {
  return lexicon.findMembers(text.slice(start, end), speaker).some(({ value }) => !known.includes(lexicon.member(value)?.name))
}

/** 走访发现, 审计指出: how something came to light. */
export const FOUND_BY = '时?(?:发现|指出|反馈|反映|查出|移交|通报)'
/** How far behind the verb the number of those present may stand. */
export const TOLD_REACH = 200

/** What is going to be done is no report. */
const PLANNED = /明[天早晚日]|后天|下周|下个?月|准备|计划|打算|要去|安排|记得|请(?!假)/
/** What will be held is announced, not reported. */
/** 镇里会议，改到下午: what comes, right behind the word. */
const PUT_OFF = /^[\s,。:]*(?:[^\s,。]{0,4}(?:改[到在为期]|推迟|延期|取消|准时)|明[天早晚日]|后天|下周|下午\d*点?开)/
const ANNOUNCED = /明[天早晚日]|后天|准时|参会人员请|请(?:各|大家|相关|全体)|通知/

/** Does the verb stand near the start of a sentence that reports: after nothing but dates, units, persons, labels, a household and particles? */
export function isReportOpening(message: Message, { before, rest, labels, head, isHeld, isTitle }: Candidate): boolean {
  if (before === null || isTitle === true) return true
  const { text, lexicon, speaker, nowMs } = message
  let part = text.slice(before.start, before.end)
  const fields = Object.values(labels.fields)
  if (PLANNED.test(part) || (isHeld === true && ANNOUNCED.test(firstWords(text, rest)))) return false
  if (fields.some((spec) => spec.type === 'count') && PUT_OFF.test(text.slice(rest.start, rest.end))) return false
  for (const spec of fields) {
    for (const { word } of optionWords(spec.options ?? [])) {
      const found = new RegExp(`${escapePattern(word)}(?:${FOUND_BY}的?)?$`).exec(part)
      if (found !== null) part = part.slice(0, found.index)
      else if (word.endsWith('发现')) part = part.replace(word, ' '.repeat(word.length))
    }
  }
  const dates = findDates(part, nowMs, 'past')
  const units = lexicon.findUnits(part, speaker)
  const named = namedBefore(message, before)
  const places = [named?.span, ...findLabels(text, before, labels).map(({ label, value }) => ({ start: label.start, end: value.end }))]
  const inside = places.flatMap((place) =>
    place === undefined ? [] : [{ start: place.start - before.start, end: place.end - before.start }],
  )
  const periods = fields.some((spec) => spec.type === 'period') ? findPeriods(part, nowMs) : []
  const people = lexicon.findMembers(part, speaker).map((found) => ({ ...found, start: withLabel(part, found.start, fields) }))
  const words = [...dates, ...periods, ...units, ...people, ...inside]
  for (const { start, end } of words) part = part.slice(0, start) + ' '.repeat(Math.max(0, end - start)) + part.slice(end)
  if (part.replace(OPENING_WORDS, '') !== '') return false
  if (fields.some((spec) => spec.type === 'household')) return true
  if (named !== null || head.word.length < 2) return false
  if (
    text.slice(before.start, before.end).endsWith('请假') &&
    fields.some((spec) => spec.type === 'flag' && labelsOf(spec).includes(head.word))
  )
    return true
  if (isHeld === true && /[了过](?:一?[次个场期])?$/.test(text.slice(before.start, before.end))) return true
  if (
    isHeld !== true &&
    (isBoundary(text, rest.start, rest) ||
      startsWithIndicator(message, rest) ||
      startsWithName(message, { start: rest.start + (/^[了过]/.test(text.slice(rest.start, rest.end)) ? 1 : 0), end: rest.end }))
  )
    return true
  const isDated = dates.some(({ value }) => value !== null) || /^[了过]/.test(text.slice(rest.start, rest.end))
  return (isDated || isHeld === true) && tells(message, { rest, labels, hasUnit: units.length > 0 })
}

/** 走访人林小燕: where a person's label without a colon begins, else the person. */
function withLabel(part: string, start: number, fields: FieldSpec[]): number {
  const ends = fields.flatMap((spec) =>
    spec.type === 'person' ? [labelPatterns(spec).before.exec(part.slice(0, start))?.index ?? start] : [],
  )
  return Math.min(start, ...ends)
}

/** The words up to the first pause after a few. */
function firstWords(text: string, { start, end }: Span): string {
  return text.slice(start, Math.min(end, start + 40))
}

/** Do the words say what only a report would: where it was, or how many were there? */
function tells({ text }: Message, { rest, labels, hasUnit }: { rest: Span; labels: LabelSet; hasUnit: boolean }): boolean {
  const fields = Object.values(labels.fields)
  if (hasUnit && fields.some((spec) => spec.type === 'unit' && spec.required === true)) return true
  const persons = findCounts(text.slice(rest.start, Math.min(rest.end, rest.start + TOLD_REACH))).some(({ value }) =>
    /^(?:人|名|位|人次)$/.test(value.unit),
  )
  return persons && fields.some((spec) => spec.type === 'count')
}

/** 六月月报开工率…: do the words begin with an indicator? */
function startsWithIndicator({ text, lexicon }: Message, { start, end }: Span): boolean {
  return lexicon.findIndicators(text.slice(start, Math.min(end, start + 20)))[0]?.start === 0
}

/** Do the words begin with a unit or a person? */
export function startsWithName({ text, lexicon, speaker }: Message, { start, end }: Span): boolean {
  const part = text.slice(start, Math.min(end, start + 20))
  return [...lexicon.findUnits(part, speaker), ...lexicon.findMembers(part, speaker)].some((found) => found.start === 0)
}
