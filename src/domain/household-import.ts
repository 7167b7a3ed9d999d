import type { Db } from '../../db/client.ts'
import { hasEntries } from '../../db/queries/entries.ts'
import { listUnits, type UnitRecord } from '../../db/queries/roster.ts'
import {
  type HouseholdRecord,
  householdsOf,
  loadStaff,
  type NewHousehold,
  putHouseholds,
  type Staff,
} from '../../db/queries/roster-bulk.ts'
import { addDays, type DateText, toInstant } from '../clock.ts'
import { UserError } from '../core/errors.ts'
import type { HouseholdRow } from '../core/roster-rows.ts'
import { keepClass } from './household-class.ts'
import { finishImport, type ImportResult, isSamePhone, type PhoneSealer } from './import-result.ts'
import { mergedGroup, unitHistory } from './mergers.ts'

/** A household as the file wants it, with ids in place of codes and names. */
type Wanted = Omit<HouseholdRow, 'villageCode' | 'carer'> & { village: UnitRecord; carerId: number | null }

/**
 * Adds households, or updates those known by village, group and head. `on` is the day of the import, whose posts decide whom a carer's
 * name means. Once something has been reported, what is new in a village that has households, or of another kind, is a change of its
 * roster: it counts from the next period (counting-rules 1). Until then, and in a village without households, a roster is being set up.
 * An empty phone or carer, a carer whom nobody knows, and a file without 属性 leave what is known as it is; a household that has left stays away.
 */
export async function importHouseholds(
  tx: Db,
  rows: readonly HouseholdRow[],
  { sealer, on }: { sealer: PhoneSealer; on: DateText },
): Promise<ImportResult> {
  const units = await listUnits(tx)
  const { wanted, warnings } = resolve(rows, units, carerFinder(await loadStaff(tx), on))
  const villageIds = [...new Set(wanted.map((household) => household.village.id))]
  const known = await knownHouseholds(tx, units, { villageIds, on })
  const inUse = (await hasEntries(tx)) ? new Set([...known.keys()].map(villageOf)) : new Set<number>()
  const came = new Map<string, number>()
  const result: ImportResult = { added: 0, changed: 0, unchanged: 0, warnings }
  const writes: NewHousehold[] = []
  for (const household of wanted) {
    const before = known.get(keyOf(household.village.id, household))
    if (before?.until)
      warnings.push(`${household.village.name}${household.groupName}${household.head}已于 ${before.until} 移出名册，没有恢复。`)
    if (before && (before.until || isSame(before, household, sealer))) {
      result.unchanged += 1
      continue
    }
    result[before ? 'changed' : 'added'] += 1
    const isLater = inUse.has(household.village.id)
    if (before && isLater && isOtherwise(before, household)) await keepBefore(tx, before, on)
    if (!before && isLater) came.set(household.village.name, (came.get(household.village.name) ?? 0) + 1)
    writes.push({ ...toRecord(household, before, sealer), since: isLater ? addDays(on, 1) : null })
  }
  for (const [village, count] of came)
    warnings.push(`${village}新增 ${count} 户从 ${addDays(on, 1)} 起在册，下期计入应走户数（户数变动 +${count}）。`)
  await putHouseholds(tx, writes)
  return await finishImport(tx, result)
}

/**
 * The households of these villages by the key that a file may give them. Those of a village that was merged into one of them are found
 * under the successor's code as well, by their old group or by how it is shown now (counting-rules 6).
 */
async function knownHouseholds(
  tx: Db,
  units: UnitRecord[],
  { villageIds, on }: { villageIds: number[]; on: DateText },
): Promise<Map<string, HouseholdRecord>> {
  const { absorbed } = unitHistory(units, on)
  const known = new Map((await householdsOf(tx, villageIds)).map((household) => [keyOf(household.villageId, household), household]))
  for (const villageId of villageIds) {
    for (const household of await householdsOf(tx, absorbed(villageId))) {
      const old = units.find(({ id }) => id === household.villageId)
      const { head, groupName } = household
      for (const group of [groupName, old ? mergedGroup(groupName, old) : groupName]) {
        const key = keyOf(villageId, { groupName: group, head })
        if (!known.has(key)) known.set(key, household)
      }
    }
  }
  return known
}

type CarerFinder = (villageId: number, name: string) => number | null

function resolve(rows: readonly HouseholdRow[], units: UnitRecord[], findCarer: CarerFinder): { wanted: Wanted[]; warnings: string[] } {
  const byCode = new Map(units.map((unit) => [unit.code, unit]))
  const strangers = new Map<string, number>()
  const wanted = rows.map(({ villageCode, carer, ...household }): Wanted => {
    const village = byCode.get(villageCode)
    if (!village) throw new UserError(`没有编码为 ${villageCode} 的单位：请先导入单位，或改正编码。`)
    const carerId = carer === null ? null : findCarer(village.id, carer)
    if (carer !== null && carerId === null) {
      const who = `${village.name}的帮扶责任人“${carer}”`
      strangers.set(who, (strangers.get(who) ?? 0) + 1)
    }
    return { ...household, village, carerId }
  })
  const remedy = '导入人员后，再导入一次农户即可补上'
  return { wanted, warnings: [...strangers].map(([who, n]) => `${who}在人员名册里找不到，或有重名，${n} 户没有登记责任人：${remedy}。`) }
}

/** Finds a carer by name: who serves in the village, else the only one of that name in the whole roster. */
function carerFinder({ members, posts }: Staff, on: DateText): CarerFinder {
  const unitsOf = new Map<number, number[]>()
  for (const { memberId, unitId, since, until } of posts) {
    const inForce = (since === null || since <= on) && (until === null || on <= until)
    if (inForce) unitsOf.set(memberId, [...(unitsOf.get(memberId) ?? []), unitId])
  }
  const bearersOf = new Map<string, number[]>()
  for (const { id, name } of members) if (unitsOf.has(id)) bearersOf.set(name, [...(bearersOf.get(name) ?? []), id])
  return (villageId, name) => {
    const bearers = bearersOf.get(name) ?? []
    const local = bearers.filter((id) => unitsOf.get(id)?.includes(villageId))
    const [only, ...others] = local.length > 0 ? local : bearers
    return only !== undefined && others.length === 0 ? only : null
  }
}

function keyOf(villageId: number, { groupName, head }: { groupName: string; head: string }): string {
  return `${villageId}\n${groupName}\n${head}`
}

function villageOf(key: string): number {
  return Number.parseInt(key, 10)
}

/** Does it become another kind of household, by which duties choose? */
function isOtherwise(before: HouseholdRecord, wanted: Wanted): boolean {
  return before.kind !== wanted.kind || !isSameWords(before, wanted)
}

/** Imports are nobody's in particular. */
const NOBODY = 0

async function keepBefore(tx: Db, { id, villageId: originId, groupName, kind, attributes }: HouseholdRecord, on: DateText): Promise<void> {
  await keepClass(tx, { id, originId, groupName, kind, attributes: attributes ?? [] }, { by: NOBODY, now: toInstant(on) })
}

function isSameWords(before: HouseholdRecord, { attributes }: Wanted): boolean {
  return attributes === undefined || JSON.stringify(attributes) === JSON.stringify(before.attributes ?? [])
}

function isSame(before: HouseholdRecord, wanted: Wanted, sealer: PhoneSealer): boolean {
  const carerId = wanted.carerId ?? before.carerId
  const same = before.kind === wanted.kind && before.persons === wanted.persons && before.carerId === carerId
  return same && isSameWords(before, wanted) && isSamePhone(before.phone, wanted.phone, sealer)
}

function toRecord(wanted: Wanted, before: HouseholdRecord | undefined, sealer: PhoneSealer): Omit<NewHousehold, 'since'> {
  const { village, groupName, head, kind, persons, carerId, phone, attributes } = wanted
  return {
    villageId: before?.villageId ?? village.id,
    groupName: before?.groupName ?? groupName,
    head,
    kind,
    persons,
    carerId: carerId ?? before?.carerId ?? null,
    phone: phone === null ? (before?.phone ?? null) : sealer.seal(phone),
    attributes: attributes ?? before?.attributes ?? [],
  }
}
