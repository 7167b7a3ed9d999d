import type { Db } from '../../db/client.ts'
import { type FreedUnit, findFreed, findFreedUnits } from '../../db/queries/exemptions.ts'
import { type DateText, toDate } from '../clock.ts'
import { oncePer } from '../core/once-per.ts'
import type { Directory } from './directory.ts'
import { dutyKey, type House, type PackDuty } from './house.ts'
import { kindsOf } from './pack.ts'
import { type Period, periodOf } from './periods.ts'

/** Units that owe nothing, or nothing more, on a duty in a period (counting-rules 11), by unit. */
export interface Freed {
  /** 免报: why. They leave the denominator. */
  exempt: Map<number, string>
  /** 免报: on which day it was given. */
  exemptOn: Map<number, DateText>
  /** 零报告: when it was sent. It counts as reported with 0 done. */
  zero: Map<number, number>
}

/** More units than these are not asked for one by one. */
const MANY = 200

/** Of whom it is asked: these units; null means all that are freed at all. */
type Asked = number[] | null

/** Units as they are asked for: of many it is quicker to look at all. */
export function askedOf<Thing>(things: readonly Thing[], idsOf: (thing: Thing) => number[]): Asked {
  return things.length > MANY ? null : [...new Set(things.flatMap(idsOf))]
}

async function readFreed(db: Db, { unitIds, ...of }: { dutyId: string; period: string; unitIds: Asked }): Promise<FreedUnit[]> {
  if (unitIds === null) return await findFreed(db, of.dutyId, of.period)
  if (unitIds.length === 0) return []
  if (unitIds.length <= MANY) return await findFreedUnits(db, { ...of, unitIds })
  const rows = await findFreed(db, of.dutyId, of.period)
  const wanted = rows.length > 0 ? new Set<number | null>(unitIds) : null
  return rows.filter(({ unitId }) => wanted?.has(unitId))
}

/** The units below others, with those that were merged into them: found once for each roster. */
const unitsIn = oncePer((_directory: Directory) => new Map<number, number[]>())

/** A unit, all below it, and all that were merged into these. */
export function unitsBelow(directory: Directory, root: number): number[] {
  const known = unitsIn(directory).get(root) ?? directory.subtree(root).flatMap(({ id }) => [id, ...directory.absorbed(id)])
  unitsIn(directory).set(root, known)
  return known
}

/**
 * Reads which of these units are freed from a duty in one of its periods. Persons owe by their posts: the post's unit is freed by what
 * frees it from the duty of its own that asks for the same.
 */
export async function freedFrom(db: Db, packDuty: PackDuty, { period, unitIds }: { period: Period; unitIds: Asked }): Promise<Freed> {
  const freed: Freed = { exempt: new Map(), exemptOn: new Map(), zero: new Map() }
  for (const of of freeingDuties(packDuty, period)) {
    for (const { kind, unitId, reason, at } of await readFreed(db, { ...of, unitIds })) {
      if (unitId === null) continue
      if (kind === 'exempt') {
        freed.exempt.set(unitId, reason)
        freed.exemptOn.set(unitId, toDate(at))
      } else if (!freed.zero.has(unitId)) freed.zero.set(unitId, at)
    }
  }
  return freed
}

/** The duty itself; for persons in posts those of their units that ask for the same kind of report over at least the same time. */
function freeingDuties({ pack, duty }: PackDuty, period: Period): { dutyId: string; period: string }[] {
  if (!duty.who.post) return [{ dutyId: dutyKey({ pack, duty }), period: period.key }]
  const kinds = kindsOf(duty)
  return pack.duties.flatMap((other) => {
    const isSame = kindsOf(other).some((kind) => kinds.includes(kind)) && (other.covers === undefined) === (duty.covers === undefined)
    if (!other.who.kind || !isSame) return []
    const longer = periodOf(other.every, period.from, pack.term)
    return longer.to >= period.to ? [{ dutyId: dutyKey({ pack, duty: other }), period: longer.key }] : []
  })
}

/** What is left out of a figure: the freed units, and those that had been merged into one before it was freed (counting-rules 6). */
export function leftOut({ directory }: Pick<House, 'directory'>, { exempt, exemptOn }: Freed): ReadonlyMap<number, unknown> {
  const all = new Map<number, unknown>(exempt)
  for (const [unitId, on] of exemptOn)
    for (const id of directory.absorbed(unitId)) if ((directory.unit(id).until ?? '') < on) all.set(id, true)
  return all
}
