import type { UnitKind } from '../core/nouns.ts'
import { rateOf, type UnitTally } from './tallies.ts'

/** One line of a ranking. */
export interface RankLine extends UnitTally {
  /** 1, 1, 3; null where the denominator is too small to compare. */
  place: number | null
}

/**
 * Coverage with fewer households than this is shown without a place (counting-rules 17). Numbers of reports are owed by ones and
 * twos as a rule, so that the limit would empty their rankings: it holds for shares of households only.
 */
export const SMALLEST_DENOMINATOR = 5

/** Which duty a ranking is over matters for small denominators only. */
export interface RankOptions {
  coverage: boolean
}

/** Units that owe the same, parted by kind: only units of one kind are compared (counting-rules 17). */
export function groupByKind(tallies: UnitTally[]): { kind: UnitKind; tallies: UnitTally[] }[] {
  const kinds = [...new Set(tallies.map((tally) => tally.unit.kind))]
  return kinds.map((kind) => ({ kind, tallies: tallies.filter((tally) => tally.unit.kind === kind) }))
}

/** The kinds of which at least two units owe something: fewer are nothing to compare. */
export function comparable(tallies: UnitTally[]): ReturnType<typeof groupByKind> {
  return groupByKind(tallies.filter((tally) => tally.required > 0)).filter((group) => group.tallies.length > 1)
}

/** Ranks units of one kind: rate first, then the on-time rate; equals share a place (counting-rules 17). */
export function rankUnits(tallies: UnitTally[], options: RankOptions): RankLine[] {
  const owing = tallies.filter((tally) => tally.required > 0)
  const isSmall = (tally: UnitTally): boolean => options.coverage && tally.required < SMALLEST_DENOMINATOR
  const placed = owing.filter((tally) => !isSmall(tally)).sort(compare)
  const lines: RankLine[] = []
  for (const [index, tally] of placed.entries()) {
    const before = lines.at(-1)
    const place = before?.place && compare(before, tally) === 0 ? before.place : index + 1
    lines.push({ ...tally, place })
  }
  return [...lines, ...owing.filter(isSmall).map((tally) => ({ ...tally, place: null }))]
}

/** Better first; whole numbers are compared crosswise, so that equal shares are equal. */
function compare(a: UnitTally, b: UnitTally): number {
  return b.done * a.required - a.done * b.required || b.onTime * a.required - a.onTime * b.required
}

/** 前N: a tie that crosses the cut is taken in. */
export function topOf(lines: RankLine[], n: number): RankLine[] {
  return lines.filter((line) => line.place !== null && line.place <= n)
}

/** 后N, last first: a tie that crosses the cut is left out, and so is who must not be named last. */
export function bottomOf(lines: RankLine[], n: number): RankLine[] {
  const placed = lines.filter((line) => line.place !== null)
  const cut = placed[placed.length - n]
  const before = placed[placed.length - n - 1]
  const crossing = cut && before && cut.place === before.place ? cut.place : null
  return placed
    .slice(-n)
    .filter((line) => line.place !== crossing && isNameable(line))
    .reverse()
}

/** Never named last: a unit at 100 % or ahead of 序时进度. */
function isNameable(line: RankLine): boolean {
  const rate = rateOf(line) ?? 1
  return rate < 1 && (line.target === null || rate < line.target)
}
