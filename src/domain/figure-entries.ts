import { listPeriodResults } from '../../db/queries/snapshots.ts'
import type { PeriodReading } from '../language/types.ts'
import { groupBelow } from './below.ts'
import { entriesBehind } from './closing.ts'
import type { DutyFigures } from './duty-figures.ts'
import type { Period } from './periods.ts'
import type { Source } from './progress.ts'

/**
 * The entries behind figures, for each unit inside them: as written down where a period is closed, else as counted now; of a part of a
 * period only what was done inside it.
 */
export async function figureEntries(
  source: Source,
  figures: DutyFigures,
  at: { now: number; asked?: PeriodReading | undefined },
): Promise<(unitId: number) => number[]> {
  const found: { unitId: number; nos: number[] }[] = []
  const subjects = [
    ...new Map(figures.standings.map(({ subject }) => [`${subject.type}/${subject.id}/${subject.unitId}`, subject])).values(),
  ]
  for (const whole of figures.periods) {
    const snapshot = figures.snapshots.find((one) => one.period === whole.key)
    if (snapshot && !figures.part) {
      const results = await listPeriodResults(source.db, snapshot.no)
      found.push(...results.filter((row) => row.subject === 'unit').map((row) => ({ unitId: row.subjectId, nos: row.entries })))
      continue
    }
    const period = figures.part && at.asked ? cutTo(whole, at.asked) : whole
    const behind = await entriesBehind(source, figures, { period, now: at.now, subjects })
    found.push(...subjects.map((subject) => ({ unitId: subject.unitId, nos: behind(subject) })))
  }
  const below = groupBelow(source.house, found, ({ unitId }) => unitId)
  return (unitId) => [...new Set(below(unitId).flatMap(({ nos }) => nos))]
}

function cutTo(whole: Period, asked: PeriodReading): Period {
  return { ...whole, from: later(asked.from, whole.from), to: earlier(asked.to, whole.to) }
}

function earlier(a: string, b: string): string {
  return a < b ? a : b
}

function later(a: string, b: string): string {
  return a > b ? a : b
}
