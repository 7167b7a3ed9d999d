import { toDate } from '../clock.ts'
import { readStandings } from '../domain/closing.ts'
import { percent } from '../domain/figures.ts'
import { allDuties, allRankings, type House, type PackDuty } from '../domain/house.ts'
import type { Duty } from '../domain/pack.ts'
import { type Period, parsePeriodKey } from '../domain/periods.ts'
import { dutyPeriod, isCoverage, isDone, type Moment, measureOf, type Source, type Standing, standings } from '../domain/progress.ts'
import { groupByKind, type RankLine, rankUnits } from '../domain/ranking.ts'
import { missingGroups, missingHouseholds } from '../domain/still-missing.ts'
import { onTimeRateOf, rateOf, sumByChild } from '../domain/tallies.ts'
import type { MissingShape, ProgressShape, RankShape } from './api-shapes.ts'
import { toMember, toUnit } from './entry-view.ts'
import { badRequest, notFound } from './problem.ts'

/** What figures are counted from and for when. */
interface Asked {
  now: number
  /** Period key; undefined = the current one. */
  key: string | undefined
  rootId: number
}

/** How everybody in a unit's subtree stands on every duty. Of a duty longer than the period its state at the period's end is given. */
export async function readProgress(source: Source, asked: Asked): Promise<ProgressShape[]> {
  const duties = allDuties(source.house)
  const moments = duties.flatMap((packDuty) => momentOf(packDuty, asked) ?? [])
  if (asked.key !== undefined && duties.every(({ pack }) => parsePeriodKey(asked.key ?? '', pack.term) === null))
    throw wrongPeriod(asked.key)
  const items: ProgressShape[] = []
  for (const { packDuty, moment } of moments) {
    for (const standing of await readMoment(source, packDuty, { moment, rootId: asked.rootId })) {
      items.push(await toProgress(source, standing, moment))
    }
  }
  return items
}

function wrongPeriod(key: string): Error {
  return badRequest(`period：看不懂“${key}”，请写成 2023-06、2023-W24、2023B3、2023Q2、2023H1 或 2023`)
}

/** The period of the duty that holds the whole of what was asked; null for a duty that is counted in shorter ones. */
function momentOf(packDuty: PackDuty, { now, key }: Asked): { packDuty: PackDuty; moment: Moment } | null {
  if (key === undefined) return { packDuty, moment: { period: dutyPeriod(packDuty, toDate(now)), now } }
  const part = parsePeriodKey(key, packDuty.pack.term)
  if (!part) return null
  const period = dutyPeriod(packDuty, part.from)
  if (period.from > part.from || period.to < part.to) return null
  return { packDuty, moment: { period, now, ...(part.to < period.to ? { before: part.to } : {}) } }
}

/** As written down where the whole period is closed, else live. */
async function readMoment(source: Source, packDuty: PackDuty, at: { moment: Moment; rootId: number }): Promise<Standing[]> {
  const { moment, rootId } = at
  const roots = [rootId]
  if (moment.before !== undefined) return await standings(source, packDuty, { ...moment, roots })
  return (await readStandings(source, packDuty, { ...moment, roots })).standings
}

async function toProgress(source: Source, standing: Standing, moment: Moment): Promise<ProgressShape> {
  const { house } = source
  const { pack, duty, subject, required, done, onTime, rate, overdue } = standing
  return {
    duty: duty.id,
    title: duty.title,
    pack: pack.name,
    period: moment.period.key,
    unit: toUnit(house, subject.unitId),
    member: subject.type === 'member' ? toMember(house, subject.id, moment.now) : null,
    required,
    done,
    onTime,
    rate,
    overdue,
    missing: isDone(standing) ? [] : await toMissing(source, standing, moment),
  }
}

/** Who or what is missing: households where they are to be covered, else whoever owes. */
async function toMissing(source: Source, standing: Standing, moment: Moment): Promise<MissingShape[]> {
  const { house } = source
  const { duty, subject } = standing
  if (duty.covers === 'groups' || duty.covers === 'villages') {
    const { code } = toUnit(house, subject.unitId)
    return (await missingGroups(source, standing, { ...moment, subject })).map((name) => ({ type: 'unit', id: code, name }))
  }
  if (isCoverage(duty)) {
    const households = await missingHouseholds(source, standing, { ...moment, subject })
    return households.map((household) => ({ type: 'household', id: household.id, name: household.head }))
  }
  const member = subject.type === 'member' ? toMember(house, subject.id, moment.now) : null
  if (member) return [{ type: 'member', ...member }]
  const { code, name } = toUnit(house, subject.unitId)
  return [{ type: 'unit', id: code, name }]
}

/** All rankings: the id is the pack's own, with the pack before it where two packs use one. */
export function listRankings(house: House): { id: string; title: string; pack: string }[] {
  return namedRankings(house).map(({ id, ranking, pack }) => ({ id, title: ranking.title, pack: pack.name }))
}

function namedRankings(house: House): (ReturnType<typeof allRankings>[number] & { id: string })[] {
  const all = allRankings(house)
  return all.map((entry) => {
    const shared = all.filter(({ ranking }) => ranking.id === entry.ranking.id).length > 1
    return { ...entry, id: shared ? `${entry.pack.name}.${entry.ranking.id}` : entry.ranking.id }
  })
}

/** The units right below one, ranked by their share; units of several kinds are ranked each by kind (counting-rules 17). */
export async function readRanking(source: Source, id: string, asked: Asked): Promise<RankShape[]> {
  const { house } = source
  const found = namedRankings(house).find((entry) => entry.id === id)
  if (!found) throw notFound(`没有 id 为“${id}”的排名，现有的见 /api/v1/rankings。`)
  const at = momentOf(found, asked)
  if (!at) throw badRequest(rankPeriodFault(found, asked.key ?? ''))
  const all = await readMoment(source, found, { moment: at.moment, rootId: asked.rootId })
  const coverage = isCoverage(found.duty)
  const groups = groupByKind(sumByChild(house.directory, { standings: all, part: partOf(at.moment) }, asked.rootId))
  return groups.flatMap(({ tallies }) => rankUnits(tallies, { coverage })).map((line) => toRank(line, found.duty, at.moment.period))
}

function partOf({ before }: Moment): { before: string } | null {
  return before === undefined ? null : { before }
}

function rankPeriodFault({ duty }: PackDuty, key: string): string {
  const words = { day: '日', week: '周', month: '月', 'two-months': '双月', quarter: '季度', 'half-year': '半年', year: '年', term: '届' }
  return `period：“${key}”不适用，这项排名按${words[duty.every]}计，请写成 2023-06、2023Q2 或 2023 这样的期间`
}

function toRank(line: RankLine, duty: Duty, period: Period): RankShape {
  const { unit, done, required, onTime, place } = line
  const counted = `${done}/${required} ${measureOf(duty)}`
  const detail = `${period.label} ${counted}，按时 ${onTime}（${percent(onTimeRateOf(line) ?? 0)}）`
  return { rank: place, unit: { code: unit.code, name: unit.officialName }, value: rateOf(line) ?? 0, detail }
}
