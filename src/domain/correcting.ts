import { lastCorrectionNo, listCorrected, type Publication } from '../../db/queries/publications.ts'
import { correctionDocument, type FigureChange } from './documents/correction.ts'
import { parsePeriodKey } from './periods.ts'
import { type Source, standings } from './progress.ts'
import type { PublicationDraft } from './publishing.ts'
import { publishedFigures, rankingOf } from './ranked.ts'

/**
 * What a publication counts when its entries are read again as they stand now: only what had been sent by then, so that reports that
 * came after 关账 change nothing. Null when no pack has the ranking any more.
 */
async function recount(source: Source, { rankingId, period: key, unitId, asOf }: Publication): Promise<Publication['figures'] | null> {
  const ranked = rankingOf(source.house, rankingId)
  const period = ranked && parsePeriodKey(key, ranked.pack.term)
  if (!ranked || !period) return null
  const found = await standings(source, ranked, { period, now: asOf, sentBy: asOf, roots: [unitId] })
  return publishedFigures(source.house.directory, { duty: ranked.duty, standings: found, part: null }, unitId)
}

/** The correction (更正通报第N号) of a publication; null when neither figure nor place has changed since it was corrected last. */
export async function draftCorrection(source: Source, publication: Publication, now: number): Promise<PublicationDraft | null> {
  const [latest = publication] = await listCorrected(source.db, publication.no)
  const figures = await recount(source, publication)
  const changes = figures ? changesBetween(latest.figures, figures) : []
  if (!figures || changes.length === 0) return null
  const correctionNo = (await lastCorrectionNo(source.db)) + 1
  const { no: _, state: __, ...rest } = publication
  return {
    ...rest,
    key: `${publication.key}/correction/${correctionNo}`,
    title: `更正通报第${correctionNo}号`,
    content: { blocks: correctionDocument(publication, { correctionNo, changes, now }) },
    figures,
    corrects: publication.no,
    correctionNo,
    createdAt: now,
  }
}

type Figure = Publication['figures'][number]

function changesBetween(before: Figure[], after: Figure[]): FigureChange[] {
  const ids = [...new Set([...before, ...after].map(({ unitId }) => unitId))]
  return ids.flatMap((id) => {
    const old = before.find(({ unitId }) => unitId === id)
    const now = after.find(({ unitId }) => unitId === id)
    return isSame(old, now) ? [] : [{ old, now }]
  })
}

function isSame(a: Figure | undefined, b: Figure | undefined): boolean {
  return a?.place === b?.place && a?.required === b?.required && a?.done === b?.done && a?.onTime === b?.onTime
}
