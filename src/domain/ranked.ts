import { z } from 'zod'
import type { Publication } from '../../db/queries/publications.ts'
import { addDays, type DateText } from '../clock.ts'
import type { Directory } from './directory.ts'
import { type DutyFigures, readPeriodFigures } from './duty-figures.ts'
import { allRankings, type House, type PackDuty } from './house.ts'
import { isKept } from './ledger-start.ts'
import type { Pack, Ranking } from './pack.ts'
import { type Period, periodOf } from './periods.ts'
import { dutyPeriod, isCoverage, type Source } from './progress.ts'
import { comparable, type RankLine, rankUnits } from './ranking.ts'
import { sumByChild } from './tallies.ts'

/** Which ranking a schedule is about; ranking notices and the 核数单 before them are told alike. */
export const RankingSettings = z.strictObject({
  /** Id of one of the pack's rankings. */
  ranking: z.string(),
  /** The notice speaks about the period of this length that has just ended. */
  every: z.enum(['week', 'month', 'two-months', 'quarter', 'half-year', 'year']).default('month'),
})
type RankingSettings = z.output<typeof RankingSettings>

/** A ranking of a pack with its duty. */
export interface Ranked extends PackDuty {
  ranking: Ranking
}

/** The name of a ranking over all packs. */
export function rankingKey({ pack, ranking }: Ranked): string {
  return `${pack.name}/${ranking.id}`
}

/** The ranking of this key, if a pack still has it. */
export function rankingOf(house: House, key: string): Ranked | undefined {
  return allRankings(house).find((ranked) => rankingKey(ranked) === key)
}

/** The ranking that a schedule names; null where it ranks persons, which is never done, whatever a pack says (counting-rules 18). */
export function rankingNamed(house: House, pack: Pack, id: string): Ranked | null {
  const ranked = rankingOf(house, `${pack.name}/${id}`)
  if (!ranked) throw new Error(`pack ${pack.name}: there is no ranking ${id}`)
  return ranked.duty.count === 'member' ? null : ranked
}

/** The figures that a notice of a day speaks about, and what it calls that issue; null for a time before the ledger was kept. */
export async function rankingFigures(
  source: Source,
  ranked: Ranked,
  at: { every: RankingSettings['every']; today: DateText; now: number; rootId: number },
): Promise<{ figures: DutyFigures; period: Period; issue: string } | null> {
  const issue = periodOf(at.every, addDays(periodOf(at.every, at.today).from, -1))
  // A longer period (遍访 over the year) is shown as it stands; one that has just ended, as it closed.
  const period = dutyPeriod(ranked, addDays(issue.to, -1))
  if (!(await isKept(source.db, period))) return null
  const figures = await readPeriodFigures(source, ranked, { periods: [period], now: at.now, roots: [at.rootId] })
  return { figures, period, issue: issue.key }
}

/** The units right below one that its ranking names, kind by kind; places only where somebody of the kind has begun. */
export function rankedUnits(directory: Directory, figures: Pick<DutyFigures, 'duty' | 'standings' | 'part'>, rootId: number): RankLine[] {
  return comparable(sumByChild(directory, figures, rootId)).flatMap(({ tallies }) => {
    const lines = rankUnits(tallies, { coverage: isCoverage(figures.duty) })
    return lines.some((line) => line.done > 0) ? lines : lines.map((line) => ({ ...line, place: null }))
  })
}

/** What a publication keeps of each unit, so that it can be corrected by old and new figure and place (counting-rules 8). */
export function publishedFigures(
  directory: Directory,
  figures: Pick<DutyFigures, 'duty' | 'standings' | 'part'>,
  rootId: number,
): Publication['figures'] {
  return rankedUnits(directory, figures, rootId).map(({ unit, place, required, done, onTime }) => ({
    unitId: unit.id,
    name: unit.name,
    place,
    required,
    done,
    onTime,
  }))
}
