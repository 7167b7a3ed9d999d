import type { RosterRows, UnitRecord } from '../../db/queries/roster.ts'
import type { DateText } from '../clock.ts'
import type { Household } from '../core/nouns.ts'
import { unitLabel } from './names.ts'

/** Where units stood and stand. */
export interface UnitHistory {
  /** Was it merged away by now? */
  isClosed(id: number): boolean
  /** The unit that answers for it now: itself, as long as it stands. */
  successor(id: number): number
  /** Units that were merged into this one, those that came with them included. */
  absorbed(id: number): number[]
  /** The unit that answered for it on a day. */
  heirOn(id: number, day: DateText): number
  /** The unit and those above it as they stood on a day, nearest first. */
  lineOn(id: number, day: DateText): number[]
}

/**
 * The roster as it stands on a day. A merger (counting-rules 6) is two columns of the unit that goes; nothing else is rewritten, so
 * that figures of the time before it can still be counted as they were, whenever that is done. From the day after its last one the
 * closed unit lies below its successor: subtree sums hold, its entries stay where they were reported and are read there, and its
 * people, groups, pairings and households are the successor's. Its name is an alias of the successor.
 */
export function applyMergers(rows: RosterRows, today: DateText): MergedRoster {
  const history = unitHistory(rows.units, today)
  const { successor } = history
  if (!rows.units.some(({ id }) => history.isClosed(id))) return { rows, history, placed: (household) => household }
  const byId = new Map(rows.units.map((unit) => [unit.id, unit]))
  return {
    history,
    rows: {
      ...rows,
      units: placedUnits(rows.units, history),
      posts: rows.posts.map((post) =>
        history.isClosed(post.unitId) ? { ...post, unitId: successor(post.unitId), originId: post.unitId } : post,
      ),
      chats: rows.chats.map((chat) => ({ ...chat, unitId: chat.unitId === null ? null : successor(chat.unitId) })),
      contacts: rows.contacts.map((contact) => ({
        ...contact,
        unitId: successor(contact.unitId),
        forUnitId: contact.forUnitId === null ? null : successor(contact.forUnitId),
      })),
    },
    placed(household) {
      const villageId = successor(household.villageId)
      if (villageId === household.villageId) return household
      const old = byId.get(household.originId)
      return { ...household, villageId, groupName: old ? mergedGroup(household.groupName, old) : household.groupName }
    },
  }
}

/** A roster with its mergers applied; `placed` does the same for one household. */
export interface MergedRoster {
  rows: RosterRows
  history: UnitHistory
  placed(household: Household): Household
}

/** 一组（原铺仔村）: 一组 of the old village is not 一组 of the new one. */
export function mergedGroup(groupName: string, old: Pick<UnitRecord, 'name' | 'kind'>): string {
  const origin = `原${unitLabel(old)}`
  return groupName === '' ? origin : `${groupName}（${origin}）`
}

/** Where units stood and stand, seen from a day. */
export function unitHistory(units: UnitRecord[], today: DateText): UnitHistory {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const goneOn = (id: number, day: DateText): number | null => {
    const { until = null, mergedIntoId = null } = byId.get(id) ?? {}
    return until !== null && until < day ? mergedIntoId : null
  }
  const follow = (id: number, day: DateText): number => {
    const next = goneOn(id, day)
    return next === null ? id : follow(next, day)
  }
  const successors = new Map(units.map(({ id }) => [id, follow(id, today)]))
  const closed = new Set(units.flatMap(({ id }) => (goneOn(id, today) === null ? [] : [id])))
  const absorbed = new Map<number, number[]>()
  for (const id of closed) {
    const heir = successors.get(id) ?? id
    absorbed.set(heir, [...(absorbed.get(heir) ?? []), id])
  }
  return {
    isClosed: (id) => closed.has(id),
    successor: (id) => successors.get(id) ?? id,
    absorbed: (id) => absorbed.get(id) ?? [],
    heirOn: (id, day) => follow(id, day < today ? day : today),
    lineOn(id, day) {
      const line: number[] = []
      const until = day < today ? day : today
      for (let at: number | null = id; at !== null; at = goneOn(at, until) ?? byId.get(at)?.parentId ?? null) line.push(at)
      return line
    },
  }
}

/** Units with their parents, paths and names as they are now; a closed one keeps the parent that it had. */
function placedUnits(units: UnitRecord[], history: UnitHistory): UnitRecord[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const parentOf = (unit: UnitRecord): number | null => (unit.parentId === null ? null : history.successor(unit.parentId))
  const pathOf = (unit: UnitRecord | undefined): string => {
    if (!unit) return '/'
    const above = history.isClosed(unit.id) ? unit.mergedIntoId : parentOf(unit)
    return `${pathOf(above === null ? undefined : byId.get(above))}${unit.id}/`
  }
  return units.map((unit) => {
    const path = pathOf(unit)
    if (history.isClosed(unit.id)) return { ...unit, path }
    const old = history.absorbed(unit.id).flatMap((id) => byId.get(id) ?? [])
    const aliases = old.flatMap((gone) => [unitLabel(gone), gone.name, ...gone.aliases])
    return { ...unit, path, parentId: parentOf(unit), aliases: [...new Set([...unit.aliases, ...aliases])] }
  })
}
