import type { Unit } from '../core/nouns.ts'
import { oncePer } from '../core/once-per.ts'
import type { Directory } from './directory.ts'

/** How many standing units bear each name. */
const bearers = oncePer(({ units }: Directory) => {
  const counts = new Map<string, number>()
  for (const { name } of units) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
})

/** What a unit is called where others of its name may be meant: 南庄乡新庄村; null where its name says enough. */
export function nameWithParent(directory: Directory, unit: Unit): string | null {
  if ((bearers(directory).get(unit.name) ?? 0) < 2 || unit.parentId === null) return null
  return `${directory.unit(unit.parentId).name}${unit.name}`
}
