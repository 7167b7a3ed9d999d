import type { UnitRow } from './unit-names.ts'

/** The units by id and by what lies above and below. */
export interface Tree {
  unit(id: number): UnitRow | undefined
  isWithin(unitId: number, ancestorIds: number[]): boolean
  /** Village ids in these subtrees; the list of a single unit is always the same frozen array, so that what is derived from it can be kept. */
  villagesIn(unitIds: number[]): number[]
}

/** Reads the units' paths once. */
export function createTree(units: UnitRow[]): Tree {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const ancestors = new Map(units.map((unit) => [unit.id, unit.path.split('/').flatMap((part) => (part === '' ? [] : [Number(part)]))]))
  const villages = new Map<number, number[]>()
  for (const unit of units) {
    if (unit.kind !== 'village') continue
    for (const id of new Set([...(ancestors.get(unit.id) ?? []), unit.id])) push(villages, id, unit.id)
  }
  for (const list of villages.values()) Object.freeze(list)
  return {
    unit: (id) => byId.get(id),
    isWithin: (unitId, ancestorIds) => ancestorIds.some((id) => id === unitId || (ancestors.get(unitId)?.includes(id) ?? false)),
    villagesIn: ([first, ...others]) => {
      const own = first === undefined ? [] : (villages.get(first) ?? [])
      return others.length === 0 ? own : [...new Set([...own, ...others.flatMap((id) => villages.get(id) ?? [])])]
    },
  }
}

function push(lists: Map<number, number[]>, key: number, id: number): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [id])
  else list.push(id)
}
