import type { Message } from './message.ts'
import type { Span } from './span.ts'

/** How far into the words a row of units is looked for. */
const REACH = 160
/** Where the first unit of a row and what joins it to the next must stand. */
const FIRST_REACH = 24
const JOINED = /[、/和与及 ]\S/
/** 都, 均, 分别: what follows is said of each of them. */
const EACH = /^(?:这?[两二三四五六七八九\d]个?(?:村|镇|乡|单位|部门)?)?(?:的\p{Script=Han}{1,8}?)?(?:都|均|全都|分别|各自|各(?!种|类|项))/u
const LEAD = /^[\s,:]*(?:了|到|去|由|请|让|叫|责成|安排|交?给|转)?\s*/
/** 、 joins a row; 和 or a blank does where something is said of each. */
const JOIN = /^\s*(?:[、/]|和|与|及|以及|\s)\s*$/

/** Units of one kind, parted from what is said of them (先光村 茶胡村 6月25日前…): a list; 先光村 水务局 is a place and an office. */
function areLike(lexicon: Message['lexicon'], ids: number[]): boolean {
  return new Set(ids.map((id) => lexicon.unit(id)?.kind)).size === 1
}

/** Units named in a row at the start of the words, of each of which the same is said. */
export interface UnitRow {
  units: Span[]
  /** What is said of them. */
  rest: Span
}

/** 先光村、茶胡村路灯不亮, 先光村和茶胡村都没台账. Null when fewer than two stand there, or 和 joins them to one thing (先光村和茶胡村交界处). */
export function unitRow({ text, lexicon, speaker }: Message, { start, end }: Span): UnitRow | null {
  const part = text.slice(start, Math.min(end, start + REACH))
  const opening = part.slice(0, FIRST_REACH)
  if (!JOINED.test(opening) || lexicon.findUnits(opening, speaker)[0] === undefined) return null
  const units: Span[] = []
  const joins: string[] = []
  const seen = new Set<number>()
  let at = LEAD.exec(part)?.[0].length ?? 0
  for (const unit of lexicon.findUnits(part, speaker)) {
    const between = part.slice(at, unit.start)
    if (unit.candidates !== undefined || (units.length === 0 ? between !== '' : !JOIN.test(between))) break
    // The same unit again and again is no row.
    if (seen.has(unit.value)) return null
    if (units.length > 0) joins.push(between.trim())
    seen.add(unit.value)
    units.push({ start: start + unit.start, end: start + unit.end })
    at = unit.end
  }
  if (
    units.length < 2 ||
    text
      .slice(start + at, end)
      .trim()
      .includes('\n')
  )
    return null
  // Three in a row are a list, however they are joined.
  const isListed =
    units.length > 2 || joins.some((join) => join === '、' || join === '/') || (/^\s/.test(part.slice(at)) && areLike(lexicon, [...seen]))
  if (!isListed && !EACH.test(part.slice(at).replace(/^[\s,]+/, ''))) return null
  const of = /^\s*的?/.exec(part.slice(at))?.[0].length ?? 0
  return { units, rest: { start: start + at + of, end } }
}
