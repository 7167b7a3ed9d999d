import type { Db } from '../../db/client.ts'
import { listEntries } from '../../db/queries/entry-lists.ts'
import type { Unit } from '../core/nouns.ts'
import type { House } from './house.ts'
import type { Pack } from './pack.ts'
import { parsePeriodKey } from './periods.ts'

/** An indicator as a pack declares it. */
export type Indicator = Pack['indicators'][number]

/** What one unit reported of some indicators inside a span of days. */
export interface IndicatorLine {
  unit: Unit
  /** By name: what adds up is summed over the periods, of all else the latest stands; undefined: never reported. */
  values: Map<string, number>
  /** Numbers of the entries that the values come from, oldest first. */
  nos: number[]
}

/** Entries looked through: more monthly figures than a city makes in a year. */
const MOST_ENTRIES = 20_000

/**
 * What units reported of indicators, by unit in the order given. A unit's latest report for a period stands; only indicators that add up
 * are summed, shares never (counting-rules 15).
 */
export async function indicatorLines(
  { db, house }: { db: Db; house: House },
  about: { unitIds: number[]; indicators: Indicator[]; span: { from: string; to: string } },
): Promise<IndicatorLine[]> {
  const { unitIds, indicators, span } = about
  const entries = await listEntries(db, { kind: 'indicator', unitIds }, MOST_ENTRIES)
  return unitIds.flatMap((id) => {
    const line: IndicatorLine = { unit: house.directory.unit(id), values: new Map(), nos: [] }
    const own = entries.filter((entry) => entry.unitId === id)
    for (const indicator of indicators) {
      const byPeriod = new Map<string, { value: number; no: number }>()
      for (const { no, fields, date } of own) {
        const value = numberIn(fields.values, indicator.name)
        const period = typeof fields.period === 'string' ? fields.period : date.slice(0, 7)
        const from = parsePeriodKey(period)?.from ?? date
        if (value !== null && from >= span.from && from < span.to) byPeriod.set(period, { value, no })
      }
      const readings = [...byPeriod].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, reading]) => reading)
      const counted = indicator.sum ? readings : readings.slice(-1)
      if (counted.length > 0)
        line.values.set(
          indicator.name,
          counted.reduce((sum, { value }) => sum + value, 0),
        )
      line.nos.push(...counted.map(({ no }) => no))
    }
    line.nos = [...new Set(line.nos)].sort((a, b) => a - b)
    return line.values.size > 0 ? [line] : []
  })
}

/** The sum of an indicator over lines; null where it never adds up. */
export function totalOf(lines: IndicatorLine[], { name, sum }: Indicator): number | null {
  return sum ? lines.reduce((total, { values }) => total + (values.get(name) ?? 0), 0) : null
}

function numberIn(values: unknown, name: string): number | null {
  if (typeof values !== 'object' || values === null) return null
  const found = Object.entries(values).find(([key]) => key === name)?.[1]
  return typeof found === 'number' ? found : null
}
