import type { Content } from '../core/blocks.ts'
import type { Notice } from '../core/reply.ts'
import { directTarget } from './reach.ts'
import type { ScheduleContext } from './schedule.ts'
import { insidersOf } from './secrecy.ts'

/**
 * What stays among inspectors and the leaders in charge: to each of them in private what concerns the units that he may look into. Who
 * has no direct chat gets nothing, since a notice to him would go to his unit's group.
 */
export function toInsiders<Thing extends { unitId: number }>(
  { house, today, pack, entry, dueAt }: ScheduleContext<unknown>,
  things: Thing[],
  show: (own: Thing[]) => Content,
): Notice[] {
  const insiders = new Map([...new Set(things.map(({ unitId }) => unitId))].map((unitId) => [unitId, insidersOf(house, unitId, today)]))
  const own = new Map<number, Thing[]>()
  for (const thing of things) {
    for (const { id } of insiders.get(thing.unitId) ?? []) own.set(id, [...(own.get(id) ?? []), thing])
  }
  return [...own].flatMap(([memberId, seen]): Notice[] => {
    const target = directTarget(house, memberId)
    if (target === null || target === 'muted') return []
    return [{ to: { memberId }, key: `${pack.name}/${entry.id}/${dueAt}/memberId${memberId}`, content: show(seen) }]
  })
}
