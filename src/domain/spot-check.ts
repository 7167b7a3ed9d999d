import { createHash } from 'node:crypto'
import type { DateText } from '../clock.ts'
import type { Household } from '../core/nouns.ts'
import { isMonitored, villagesOf } from './denominator.ts'
import type { House } from './house.ts'

/** Most households of one draw. */
export const MOST_DRAWN = 50

/** Which households may be drawn besides those of the unit: the words of the field 户类. */
export const drawnKinds = [{ name: '三类户', aliases: ['监测对象', '监测户'] }, { name: '脱贫户' }]

/** The households from which is drawn, by row id: all that live in a unit on a day, or those of one kind. */
export function frameOf(house: House, unitId: number, about: { kind: unknown; on: DateText }): number[] {
  const { kind, on } = about
  const isMeant = (household: Household): boolean =>
    kind === '三类户' ? isMonitored(household) : kind === '脱贫户' ? household.kind === '脱贫户' : true
  return villagesOf(house, unitId)
    .flatMap((village) => house.directory.households(village))
    .filter((household) => isMeant(household) && (household.until === null || household.until > on))
    .map(({ id }) => id)
    .sort((a, b) => a - b)
}

/**
 * Draws `count` of the frame: those whose SHA-256 over `seed/id` is smallest. The same seed and frame give the same households in the
 * same order, with any tool that knows SHA-256.
 */
export function draw(seed: string, frame: readonly number[], count: number): number[] {
  const lots = frame.map((id) => ({ id, lot: createHash('sha256').update(`${seed}/${id}`).digest('hex') }))
  lots.sort((a, b) => (a.lot < b.lot ? -1 : a.lot > b.lot ? 1 : a.id - b.id))
  return lots.slice(0, count).map(({ id }) => id)
}

/** Ascending numbers as ranges, so that a frame can be kept with its draw: 1-350,352. */
export function toRanges(ids: readonly number[]): string {
  const ranges: { first: number; last: number }[] = []
  for (const id of ids) {
    const open = ranges.at(-1)
    if (open && open.last === id - 1) open.last = id
    else ranges.push({ first: id, last: id })
  }
  return ranges.map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`)).join(',')
}

/** The numbers of such ranges. */
export function fromRanges(ranges: string): number[] {
  return ranges.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
  })
}

/** What an entry keeps of a draw beside the words that are shown. */
export interface Drawn {
  seed: string
  /** The frame as ranges of row ids. */
  frame: string
  /** Row ids in the order drawn. */
  householdIds: number[]
  /** The same for people: 纸房村 一组 王亦态（户号12）. */
  drawn: string[]
  /** What was found, one line a household: the drawn line, a colon, the words. */
  results: string[]
}

/** Draws households of a unit and keeps all that is needed to repeat it; a Chinese sentence when there are too few. */
export function drawFrom(
  house: House,
  about: { unitId: number; kind: unknown; count: number; on: DateText; seed: string },
): Drawn | string {
  const { unitId, kind, count, on, seed } = about
  const frame = frameOf(house, unitId, { kind, on })
  const name = house.directory.unit(unitId).name
  if (frame.length < count)
    return `${name}名册上${kind === undefined ? '' : `的${String(kind)}`}只有 ${frame.length} 户，抽不出 ${count} 户。`
  const householdIds = draw(seed, frame, count)
  return { seed, frame: toRanges(frame), householdIds, drawn: householdIds.map((id) => drawnLine(house, id)), results: [] }
}

function drawnLine({ directory }: House, id: number): string {
  const household = directory.household(id)
  const village = household ? directory.unit(household.villageId).name : ''
  return [village, household?.groupName, `${household?.head ?? ''}（户号${id}）`].filter(Boolean).join(' ')
}

/** Reads the draw out of an entry's fields. */
export function drawnOf(fields: Record<string, unknown>): Drawn {
  const words = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])
  return {
    seed: String(fields.seed ?? ''),
    frame: String(fields.frame ?? ''),
    householdIds: words(fields.householdIds).map(Number),
    drawn: words(fields.drawn),
    results: words(fields.results),
  }
}

/** Households of a draw that nobody has reported on yet, by their place in it. */
export function unanswered({ drawn, results }: Drawn): number[] {
  return drawn.flatMap((line, index) => (results.some((result) => result.startsWith(`${line}：`)) ? [] : [index]))
}

/** Does the seed give the same households again from the frame that was kept? */
export function isRepeatable({ seed, frame, householdIds }: Drawn): boolean {
  return draw(seed, fromRanges(frame), householdIds.length).join() === householdIds.join()
}
