import { z } from 'zod'
import { closeChecks, listChecks } from '../db/queries/publications.ts'
import type { Notice } from '../src/core/reply.ts'
import { feedbackNotes } from '../src/domain/documents/check-sheet.ts'
import { rankingDocument } from '../src/domain/documents/ranking.ts'
import { figuresBelow } from '../src/domain/duty-figures.ts'
import { publish } from '../src/domain/publishing.ts'
import { publishedFigures, type Ranked, RankingSettings, rankingFigures, rankingKey, rankingNamed } from '../src/domain/ranked.ts'
import { defineSchedule, type ScheduleContext } from '../src/domain/schedule.ts'
import { selectUnits } from '../src/domain/subjects.ts'

const Settings = RankingSettings.extend({
  /** Titles of the posts whose holders see it first and release it (counting-rules 20); left out: it goes out at once. */
  release: z.strictObject({ post: z.array(z.string().min(1)).min(1) }).optional(),
})
type Settings = z.output<typeof Settings>

/** 排名: to the groups of the selected units, the units right below each, side by side; never where there are not two (counting-rules 17, 18). */
export default defineSchedule<Settings>({
  summary: '在县群公布乡镇（部门、专班）排名，在乡镇群公布各村排名，不排个人',
  settings: Settings,
  whenMissed: 'run-once',
  async run(context) {
    const { house, pack, entry, settings, today, dueAt } = context
    const ranked = rankingNamed(house, pack, settings.ranking)
    if (!ranked) return []
    const { root } = house.directory
    const whole = root && (await rankingFigures(context, ranked, { every: settings.every, today, now: dueAt, rootId: root.id }))
    const notices: Notice[] = []
    if (!whole) return notices
    for (const unit of selectUnits(house.directory.units, entry.to ?? { kind: ['county'] })) {
      if (house.directory.groupsOf(unit.id).length === 0) continue
      notices.push(...(await rankingNotices(context, { ranked, whole }, unit.id)))
    }
    return notices
  },
})

/** The ranking of one unit's groups with what the units said to their lines, as a numbered publication. */
async function rankingNotices(
  context: ScheduleContext<Settings>,
  { ranked, whole }: { ranked: Ranked; whole: NonNullable<Awaited<ReturnType<typeof rankingFigures>>> },
  rootId: number,
): Promise<Notice[]> {
  const { db, house, pack, entry, dueAt, settings, today } = context
  const { period, issue } = whole
  const figures = await figuresBelow(context, whole.figures, rootId)
  if (!figures) return []
  const unit = house.directory.unit(rootId)
  const blocks = rankingDocument(figures, unit, { house, now: dueAt, cut: {} })
  if (!blocks) return []
  const about = { rankingId: rankingKey(ranked), issue, rootId }
  const draft = {
    key: `${pack.name}/${entry.id}/${dueAt}/unitId${rootId}`,
    rankingId: about.rankingId,
    issue,
    period: period.key,
    unitId: rootId,
    title: `${unit.name} ${entry.title}（${figures.label}）`,
    content: { blocks: [...blocks, ...feedbackNotes(house.directory, await listChecks(db, about))] },
    figures: publishedFigures(house.directory, figures, rootId),
    asOf: figures.snapshots[0]?.closedAt ?? dueAt,
    releasedBy: settings.release?.post ?? [],
    corrects: null,
    correctionNo: null,
    createdAt: dueAt,
  }
  const published = await publish(context, draft, today)
  if (!published) return []
  await closeChecks(db, about, published.publication.no)
  return published.notices
}
