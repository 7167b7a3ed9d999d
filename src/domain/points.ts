import type { Db } from '../../db/client.ts'
import { listEntries } from '../../db/queries/entry-lists.ts'
import type { Unit, UnitKind } from '../core/nouns.ts'
import type { House } from './house.ts'

/** More pieces of information than a city sends in some years. */
const MOST_PIECES = 20_000

/** One unit's pieces and points in a period. */
export interface PointsLine {
  unit: Unit
  sent: number
  valid: number
  adopted: number
  points: number
  /** 1, 1, 3; null without points. */
  place: number | null
}

/** Points of the units right below one, by kind (counting-rules 13, 17, B17): a piece counts for the child in whose subtree it was written. */
export async function pointsOfUnits(
  { db, house }: { db: Db; house: House },
  rootId: number,
  period: { from: string; to: string },
): Promise<{ kind: UnitKind; lines: PointsLine[] }[]> {
  const { directory } = house
  const pieces = await listEntries(db, { kind: 'info', from: period.from, to: period.to }, MOST_PIECES)
  const lines = new Map<number, Omit<PointsLine, 'place'>>()
  for (const { byUnitId, status, fields } of pieces) {
    const unit = directory.children(rootId).find(({ id }) => directory.isWithin(byUnitId ?? rootId, id))
    if (!unit) continue
    const known = lines.get(unit.id) ?? { unit, sent: 0, valid: 0, adopted: 0, points: 0 }
    lines.set(unit.id, {
      unit,
      sent: known.sent + 1,
      valid: known.valid + (status === 'valid' || status === 'adopted' ? 1 : 0),
      adopted: known.adopted + (status === 'adopted' ? 1 : 0),
      points: Math.round((known.points + (typeof fields.points === 'number' ? fields.points : 0)) * 100) / 100,
    })
  }
  const kinds = [...new Set([...lines.values()].map(({ unit }) => unit.kind))]
  return kinds.map((kind) => ({ kind, lines: placed([...lines.values()].filter(({ unit }) => unit.kind === kind)) }))
}

/** Most points first, then most valid pieces; equals share a place. */
function placed(lines: Omit<PointsLine, 'place'>[]): PointsLine[] {
  const sorted = [...lines].sort((a, b) => b.points - a.points || b.valid - a.valid || (a.unit.code < b.unit.code ? -1 : 1))
  const better = (one: Omit<PointsLine, 'place'>): number =>
    sorted.filter(({ points, valid }) => points > one.points || (points === one.points && valid > one.valid)).length
  return sorted.map((line) => ({ ...line, place: line.points > 0 || line.valid > 0 ? better(line) + 1 : null }))
}
