import type { Decision } from '../core/fields.ts'
import { type Message, trimSpan, wordsOf } from './message.ts'
import type { NameFinding } from './names/lexicon.ts'
import { splitLines, splitPoints } from './points.ts'
import type { Span } from './span.ts'
import { splitCells } from './table.ts'
import { findDates } from './values/dates.ts'

const BEFORE_OWNER = /(?:由|请|责成|责任(?:单位|人)\s*[:：]?)\s*$/
/** 三组组长龚国平, 村会计黄辉: what somebody is stands before his name. */
const TITLE = /^[\p{Script=Han}\d]{0,8}(?:组长|书记|支书|主任|会计|文书|委员|专干|网格员|干部|队长|站长|所长|局长|镇长|乡长)$/u
const AFTER_OWNER = /^\s*(?:牵头|负责|落实|承办|配合|主办)/
const DEADLINE_AFTER = /^\s*(?:(?:底|末|上午|中午|下午|晚上)?(?:下班)?(?:之前|以前|前)|(?:返回|回|返)(?:来|岗|村|单位)?(?=$|[\s,。]))/
const DEADLINE_BEFORE = /(?:截止(?:时间|日期)?|时限|限(?:时|期)?|于|期限|完成时间)\s*(?:为|到|至|是)?\s*[:：]?\s*$/

/** The points of a meeting's decisions with who does them and by when. */
export function readDecisions(message: Message, span: Span): Decision[] {
  return readRows(message, span) ?? splitPoints(message, span).map((point) => readDecision(message, point))
}

const COLUMNS = { owner: /责任|牵头|承办|负责/, due: /时限|期限|截止|完成时间/ }

/** A pasted table: a row of titles (责任单位, 完成时限), under it the decisions; the first title may already have been taken for the label. */
function readRows(message: Message, span: Span): Decision[] | null {
  const { text } = message
  const [titles, ...lines] = splitLines(text, span)
  const columns = titles === undefined ? [] : splitCells(text, titles, /[\t|]/g).map(({ start, end }) => text.slice(start, end))
  const isTitle = (column: string) => COLUMNS.owner.test(column) || COLUMNS.due.test(column)
  if (
    lines.length === 0 ||
    columns.length < 2 ||
    columns.filter(isTitle).length === 0 ||
    columns.some((column) => column.trim().length > 8)
  )
    return null
  return lines.map((line) => {
    const cells = splitCells(text, line, /[\t|]/g)
    const shift = cells.length - columns.length
    const cell = (pattern: RegExp) => cells[columns.findIndex((column) => pattern.test(column)) + shift]
    const [owner, due] = [cell(COLUMNS.owner), cell(COLUMNS.due)]
    const first = cells.find((_, at) => !isTitle(columns[at - shift] ?? '') && !/序号|编号/.test(columns[at - shift] ?? '')) ?? line
    const named = columns.some((column) => COLUMNS.owner.test(column)) && owner !== undefined ? ownerOf(message, owner) : ''
    const dated = columns.some((column) => COLUMNS.due.test(column)) && due !== undefined ? dateOf(message, due) : null
    return { text: wordsOf(message, first), ...(named === '' ? {} : { owner: named }), ...(dated === null ? {} : { due: dated }) }
  })
}

function ownerOf(message: Message, cell: Span): string {
  return ownerIn(message, cell) ?? wordsOf(message, cell)
}

function dateOf({ text, nowMs }: Message, { start, end }: Span): string | null {
  const [date] = findDates(text.slice(start, end), nowMs, 'ahead')
  return date?.until ?? date?.value ?? null
}

function readDecision(message: Message, point: Span): Decision {
  const owner = ownerIn(message, point)
  const due = dueIn(message, point)?.date ?? null
  return { text: wordsOf(message, point), ...(owner === null ? {} : { owner }), ...(due === null ? {} : { due }) }
}

/** A unit or member at the start of the point, after 由 or 请, or before 牵头 or 负责. */
function ownerIn({ text, lexicon, speaker }: Message, span: Span): string | null {
  const { start, end } = trimSpan(text, span)
  const part = text.slice(start, end)
  const isOwner = (found: { start: number; end: number }) =>
    found.start === 0 || BEFORE_OWNER.test(part.slice(0, found.start)) || AFTER_OWNER.test(part.slice(found.end))
  const units = lexicon.findUnits(part, speaker)
  const row = rowFrom(part, units, units.findIndex(isOwner))
  const names = row.map((unit) => lexicon.unit(unit.candidates?.[0] ?? unit.value)?.name ?? part.slice(unit.start, unit.end))
  if (names.length > 0) return names.join('、')
  const member = lexicon.findMembers(part, speaker).find((found) => isOwner(found) || TITLE.test(part.slice(0, found.start)))
  if (member !== undefined) return lexicon.member(member.candidates?.[0] ?? member.value)?.name ?? null
  const labelled = /责任(?:单位|部门|人)\s*(?:为|是)?[:\s]*([^\s,;。:()]{2,16})/.exec(part)?.[1]
  return labelled ?? /(?:由|请|责成)\s*([^\s,;。:]{2,16}?)(?:牵头|负责|落实|承办|主办)/.exec(part)?.[1] ?? null
}

/** The units that follow each other from one on: 民政局、财政局. */
function rowFrom(part: string, units: NameFinding[], first: number): NameFinding[] {
  const row = first === -1 ? [] : units.slice(first)
  const end = row.findIndex((unit, at) => at > 0 && !/^\s*[、和与及]\s*$/.test(part.slice(row[at - 1]?.end, unit.start)))
  return end === -1 ? row : row.slice(0, end)
}

/** A deadline: its day, or why there is none such. */
export type Due = { date: string } | { date: null; message: string }

/** The deadline in running text: before 前 or 内, after 截止 or 时限; null when there is none. */
export function dueIn({ text, nowMs }: Message, { start, end }: Span, label?: RegExp): Due | null {
  const part = text.slice(start, end)
  for (const date of findDates(part, nowMs, 'ahead')) {
    const words = part.slice(date.start, date.end)
    if (
      /[前内]$/.test(words) ||
      DEADLINE_AFTER.test(part.slice(date.end)) ||
      DEADLINE_BEFORE.test(part.slice(0, date.start)) ||
      label?.test(part.slice(0, date.start))
    )
      return date.value === null ? { date: null, message: date.message } : { date: date.until ?? date.value }
  }
  return null
}
