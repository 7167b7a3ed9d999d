import type { Unit } from '../core/nouns.ts'

/** A unit's name as people say it: 纸房村委会 → 纸房村, 北关居委会 → 北关社区; others as they stand. */
export function unitLabel(unit: Pick<Unit, 'name' | 'kind'>): string {
  if (unit.kind !== 'village') return unit.name
  const bare = unit.name.replace(/(?:村民|居民)?委员会$|委会$/, '')
  if (bare === unit.name) return unit.name
  if (/[村区]$/.test(bare)) return bare
  return bare.endsWith('居') ? `${bare.slice(0, -1).replace(/社区$/, '')}社区` : `${bare}村`
}
