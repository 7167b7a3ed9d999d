import type { FieldSpec } from '../core/fields.ts'
import { type Due, dueIn } from './decisions.ts'
import { claim, type Draft, isAlone, settle, skipLead, wordsOfPiece } from './draft.ts'
import { labelPatterns } from './labels.ts'
import type { Span } from './span.ts'
import { findDates } from './values/dates.ts'

const DONE = `(?:去|走访|入户|回访|上门|开|召开|举行|举办|办|看|到|来|培训|调研|检查|督查|开展|发现)[了过]?的`
const DONE_AFTER = new RegExp(String.raw`^\s*(?:上午|下午|晚上|早上|中午|傍晚)?${DONE}(?=$|[\s,;。])`)
const DOING_AFTER =
  /^\s*(?:上午|下午|晚上|早上|中午|傍晚|刚|又|专门)*(?:去(?:看|了一趟|他|她|家|户|的|过|走访|入户|了解)|过去|走访|入户|上门|回访|看望|了解|摸排|查看|到(?:他|她|家里|户|村里)|召开|开[了的会]|组织|举办|参加)/
/** 6月5日走的, a clause of its own: walked to the household, unless somebody of it may have left. */
const WALKED_AFTER = /^\s*(?:上午|下午|晚上|早上|中午|傍晚)?(?:走|跑|访)的(?=$|[\s,;。])/
const MAY_LEAVE = /回来|外出|打工|务工|上学|住院|在外|儿|女|孙|媳|老伴|[他她]/
/** 昨天都走访了: done with all of them. */
const ALL_AFTER = /^\s*(?:上午|下午|晚上|早上)?(?:都|均|全都?|也|已经?)+(?:走访|入户|回访|遍访|走)(?:了|过|完)/
const TIME_AFTER =
  /^\s*(?:(?:上午|下午|晚上|早上|早晨|中午|傍晚|夜里)(?:[\d一二两三四五六七八九十]{1,3}点半?(?:钟|左右)?)?|[\d一二两三四五六七八九十]{1,3}点半?(?:钟|左右)?|[早晚夜](?!上|里|饭|婚|年|稻|熟))/

/** What is only planned, and nothing told after it: 明天去, 后天再上门看看. */
const PLAN_AFTER =
  /^\s*(?:上午|下午|晚上|早上|中午)?(?:再|要|准备|打算|计划)*(?:去|走访|入户|上门|过去|走|看)(?:看看?|一趟|一下|他家|她家)?[\s。!]*$/

/** 王国新 明天去 房顶补过了: a plan where the day of the report stands; 正常，明天再去 is told besides. */
const PLAN_FIRST =
  /^\s*(?:上午|下午|晚上|早上|中午)?(?:再|要|准备|打算|计划)*(?:去|走访|入户|上门|过去)(?:一趟|一下|他家|她家)?(?=[\s,;。])/

/** Characters without which there is no date. */
const DATE_LIKE = /[夜昨节日号天儿周期拜月旬年早晚午]|\d\s*[.\-/]\s*\d|\d{8}/

/** A date at the edge of the words, alone between blanks, or with 去的, 开的 … after it; dates inside the story are not the report's. */
export function claimDate(draft: Draft, key: string, spec: FieldSpec): boolean {
  if (spec.direction === 'ahead') return false
  const { message } = draft
  for (const [index, piece] of draft.pool.entries()) {
    const part = message.text.slice(piece.start, piece.end)
    if (!DATE_LIKE.test(part)) continue
    const meant = skipLead(message.text, piece) - piece.start
    for (const date of findDates(part, message.nowMs, 'past')) {
      const label = labelBefore(part, date.start, spec)
      const end =
        label > 0
          ? date.end
          : reportDateEnd(part, date, {
              atStart: date.start <= meant || piece.end <= draft.from,
              isFirst: index === 0 && !isNamed(draft),
              isLast: index === draft.pool.length - 1,
            })
      if (end === null) continue
      const words = message.raw.slice(piece.start + date.start, piece.start + end)
      const open = part.charAt(date.start - 1) === '(' ? 1 : 0
      claim(draft, { start: piece.start + (date.start <= meant ? 0 : date.start - open - label), end: piece.start + end })
      if (date.value === null)
        settle(draft, key, { ask: { field: key, reason: 'invalid', typed: words, message: date.message }, rule: 'invalid', words })
      else settle(draft, key, { value: date.value, rule: `date ${date.rule}`, words })
      return false
    }
  }
  return false
}

/** A label stands this close before its date. */
const LABEL_REACH = 24

/** How long the label is that stands before a date without a colon (日期6月8日, 时间是6月8日). */
function labelBefore(part: string, at: number, spec: FieldSpec): number {
  const from = Math.max(0, at - LABEL_REACH)
  const label = labelPatterns(spec).before.exec(part.slice(from, at))
  return label !== null && (isParted(part, from + label.index - 1) || part.charAt(from + label.index - 1) === '家') ? label[0].length : 0
}

function isNamed(draft: Draft): boolean {
  return Object.entries(draft.labels.fields).some(([key, { type }]) => type === 'household' && draft.readings.has(key))
}

interface Edge {
  atStart: boolean
  isFirst: boolean
  isLast: boolean
}

/** Where the words of the report's own date end; null when the date is part of the story. */
function reportDateEnd(part: string, date: { start: number; end: number; value: string | null }, edge: Edge): number | null {
  const after = part.slice(date.end)
  const done = DONE_AFTER.exec(after)
  if (done !== null) return date.end + done[0].length
  const partedBefore = date.start === 0 || /[\s,;。、(]/.test(part.charAt(date.start - 1))
  const walked =
    partedBefore && !MAY_LEAVE.test(part.slice(Math.max(0, date.start - TOLD_REACH), date.start)) ? WALKED_AFTER.exec(after) : null
  if (walked !== null) return date.end + walked[0].length
  const time = TIME_AFTER.exec(after)?.[0].length ?? 0
  const end = date.end + time
  if (edge.atStart && (edge.isFirst || isParted(part, end) || DOING_AFTER.test(after) || ALL_AFTER.test(after))) return end
  if (date.start < NAME_REACH && part.charAt(date.start - 1) === '(' && part.charAt(end) === ')') return end + 1
  if (date.value === null) {
    const planned = planEnd(part, date, { atStart: edge.atStart || partedBefore })
    if (planned !== null) return planned
  }
  if (partedBefore && edge.isLast && /^[\s,;。.!)]*$/.test(part.slice(end))) return part.length
  if (isSaidApart(part, date.start, end)) return end
  return /\s/.test(part.charAt(date.start - 1)) && /^\s/.test(part.slice(end)) ? end : null
}

/** 专班例会，6月12日，…: a clause of its own behind the first word. */
function isSaidApart(part: string, start: number, end: number): boolean {
  return (
    start < FIRST_REACH &&
    /[,;]\s*$/.test(part.slice(0, start)) &&
    /^\s*[,;]/.test(part.slice(end)) &&
    !/[,;]/.test(part.slice(0, start).replace(/[,;]\s*$/, ''))
  )
}

/** How far the first word of a report reaches. */
const FIRST_REACH = 20

/** Before a day to come, this far back, other words are looked for. */
const TOLD_REACH = 200

/** Where the words of a day end that says when one will go, and nothing else; null when it is part of the story. */
function planEnd(part: string, date: Span, { atStart }: { atStart: boolean }): number | null {
  const after = part.slice(date.end)
  const told = part.slice(0, Math.min(date.start, TOLD_REACH)).match(/[^\s,;。、]+/g)?.length ?? 0
  const isParted = date.start === 0 || /[\s,;。、(]/.test(part.charAt(date.start - 1))
  const planned = isParted && told < 2 ? PLAN_FIRST.exec(after) : null
  if (planned !== null) return date.end + planned[0].length
  const isTold = told > 1 && /^\s*再/.test(after)
  return !isTold && atStart && PLAN_AFTER.test(after) ? part.length : null
}

/** How far a date in brackets behind the household's name may stand. */
const NAME_REACH = 10

function isParted(part: string, at: number): boolean {
  return at < 0 || at >= part.length || /[\s,;:。、]/.test(part.charAt(at))
}

/** A deadline that stands apart from the text, which loses it: 至6月18日, or a span of days (6月16日至6月18日). */
function dueApart(draft: Draft, piece: Span, label: RegExp): { value: string; rule: string; words: string } | null {
  const { text, raw, nowMs } = draft.message
  const part = text.slice(piece.start, piece.end)
  for (const date of findDates(part, nowMs, 'ahead')) {
    const from = Math.max(0, date.start - LABEL_REACH)
    const before = label.exec(part.slice(from, date.start))
    if (date.value === null || (before === null && date.until === undefined)) continue
    const span = { start: piece.start + (before === null ? date.start : from + before.index), end: piece.start + date.end }
    if (!isAlone(draft, span, piece)) continue
    claim(draft, span)
    return { value: date.until ?? date.value, rule: 'deadline apart', words: raw.slice(span.start, span.end) }
  }
  return null
}

function settleDue(draft: Draft, key: string, { due, words }: { due: Due; words: string }): true {
  if (due.date !== null) return settle(draft, key, { value: due.date, rule: 'deadline', words })
  return settle(draft, key, { ask: { field: key, reason: 'invalid', typed: words, message: due.message }, rule: 'invalid', words })
}

/** A deadline in running text (7月5日前解决); its words stay in the text. A date alone at the end is one too. */
export function claimDue(draft: Draft, key: string, spec: FieldSpec): boolean {
  if (spec.direction !== 'ahead') return false
  const { message } = draft
  for (const piece of draft.pool) {
    const apart = dueApart(draft, piece, labelPatterns(spec).before)
    if (apart !== null) return settle(draft, key, apart)
    const due = dueIn(message, piece, labelPatterns(spec).before)
    if (due !== null) return settleDue(draft, key, { due, words: wordsOfPiece(draft, piece) })
  }
  if (Object.values(draft.labels.fields).some((other) => other.type === 'date' && other.direction !== 'ahead')) return false
  const last = draft.pool.at(-1)
  if (last === undefined) return false
  const part = message.text.slice(last.start, last.end)
  const date = findDates(part, message.nowMs, 'ahead').at(-1)
  if (date?.value === undefined || date.value === null || part.slice(date.end).trim() !== '' || !/[\s,;]/.test(part.charAt(date.start - 1)))
    return false
  const span = { start: last.start + date.start, end: last.start + date.end }
  claim(draft, span)
  return settle(draft, key, { value: date.until ?? date.value, rule: 'date at the end', words: message.raw.slice(span.start, span.end) })
}
