import type { Unit } from '../core/nouns.ts'

/** A unit's name as people say it: 纸房村委会 → 纸房村, 北关居委会 → 北关社区; others as they stand. */
export function unitLabel(unit: Pick<Unit, 'name' | 'kind'>): string {
  if (unit.kind !== 'village') return unit.name
  // 管理区委员会 and the like are names by themselves.
  const bare = unit.name.replace(/(?<=[村居])(?:民委员会|委会)$/, '')
  if (bare === unit.name) return unit.name
  if (bare.endsWith('居')) return `${bare.slice(0, -1).replace(/社区$/, '')}社区`
  return bare.endsWith('村村') ? bare.slice(0, -1) : bare
}
