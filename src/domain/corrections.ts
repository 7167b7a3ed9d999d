import type { Db } from '../../db/client.ts'
import { type Publication, sentCorrections } from '../../db/queries/publications.ts'
import type { House, PackDuty } from './house.ts'
import type { Standing } from './progress.ts'

/** A correction that was published of a closed period's figures. */
export interface Correction {
  /** 更正通报第N号. */
  correctionNo: number
  figures: Publication['figures']
}

/** The corrections that were published of a duty's period, oldest first. */
export async function correctionsOf({ db, house }: { db: Db; house: House }, packDuty: PackDuty, period: string): Promise<Correction[]> {
  const { pack, duty } = packDuty
  const rankingIds = pack.rankings.flatMap((ranking) => (ranking.duty === duty.id ? [`${pack.name}/${ranking.id}`] : []))
  const sent = await sentCorrections(db, { rankingIds, period })
  return sent.flatMap(({ correctionNo, figures, unitId }) =>
    correctionNo === null || house.lexicon.unit(unitId) === undefined ? [] : [{ correctionNo, figures }],
  )
}

/**
 * A closed standing with what was corrected since: the snapshot itself stands, what was published last is what is answered
 * (counting-rules 8). A correction of sums (townships) names no subject of its own; it is told by its number alone.
 */
export function corrected(standing: Standing, corrections: readonly Correction[]): Standing {
  let found = standing
  for (const { figures } of corrections) {
    const figure = figures.find(({ unitId }) => unitId === standing.subject.id)
    if (figure) found = withFigure(found, figure)
  }
  return found
}

function withFigure(standing: Standing, { required, done, onTime }: Correction['figures'][number]): Standing {
  // 零报告 is published as reported.
  if (standing.zeroAt !== null && done >= required) return standing
  const rate = required === 0 ? null : Math.min(1, done / required)
  return { ...standing, required, done, onTime, rate, overdue: done < required, zeroAt: null }
}
