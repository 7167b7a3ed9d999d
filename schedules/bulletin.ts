import { z } from 'zod'
import { expectationsDue } from '../db/queries/expectations.ts'
import { listChecks } from '../db/queries/publications.ts'
import { addDays } from '../src/clock.ts'
import type { Unit } from '../src/core/nouns.ts'
import type { Notice } from '../src/core/reply.ts'
import { type BulletinFacts, bulletinDocument } from '../src/domain/documents/bulletin.ts'
import { feedbackNotes } from '../src/domain/documents/check-sheet.ts'
import { comparedDuties, readActivity } from '../src/domain/documents/period-summary.ts'
import { isKept } from '../src/domain/ledger-start.ts'
import { lastMeetings, tasksOfMeetings } from '../src/domain/meeting-tasks.ts'
import { readOpenCases } from '../src/domain/open-cases.ts'
import { nextPeriod, periodOf, previousPeriod } from '../src/domain/periods.ts'
import { publish } from '../src/domain/publishing.ts'
import { publishedFigures, rankingFigures, rankingKey, rankingNamed } from '../src/domain/ranked.ts'
import { defineSchedule, type ScheduleContext } from '../src/domain/schedule.ts'
import { selectUnits } from '../src/domain/subjects.ts'

const Settings = z.strictObject({
  /** The bulletin speaks about the period of this length that has just ended. */
  every: z.enum(['month', 'two-months', 'quarter', 'half-year', 'year']).default('two-months'),
  /** Ids of the pack's rankings whose first and last are named; a correction recounts the first of them. */
  rankings: z.array(z.string()).default([]),
  top: z.int().positive().default(3),
  bottom: z.int().positive().default(3),
  /** Class of the meeting whose decisions are followed up (双月推进会). */
  meeting: z.string().optional(),
  /** Titles of the posts whose holders see it first and release it (counting-rules 20); left out: it goes out at once. */
  release: z.strictObject({ post: z.array(z.string().min(1)).min(1) }).optional(),
})
type Settings = z.output<typeof Settings>
type Run = ScheduleContext<Settings>

/** 通报 (C2, E1): of the period that has just ended, to the groups of the selected units, released by a leader where the pack says so. */
export default defineSchedule<Settings>({
  summary: '通报：总体情况、排名前几后几、存在问题、上次会议部署任务完成情况、近期重点工作',
  settings: Settings,
  whenMissed: 'run-once',
  async run(context): Promise<Notice[]> {
    const { house, entry, settings, today, dueAt } = context
    const period = previousPeriod(periodOf(settings.every, today))
    if (!(await isKept(context.db, period))) return []
    const activity = await readActivity(context, period, context.reports)
    const next = nextPeriod(period)
    const shared = {
      ...{ activity, pack: context.pack, now: dueAt, title: entry.title, top: settings.top, bottom: settings.bottom, next },
      cases: await readOpenCases(context, today),
      due: await expectationsDue(context.db, addDays(next.to, -1)),
    }
    const notices: Notice[] = []
    for (const unit of selectUnits(house.directory.units, entry.to ?? { kind: ['county'] })) {
      if (house.directory.groupsOf(unit.id).length > 0) notices.push(...(await publishFor(context, unit, shared)))
    }
    return notices
  },
})

type Shared = Omit<BulletinFacts, 'unit' | 'duties' | 'rankings' | 'meeting' | 'ahead'> & { due: BulletinFacts['ahead'] }

async function publishFor(context: Run, unit: Unit, shared: Shared): Promise<Notice[]> {
  const { house, pack, entry, today, dueAt, settings } = context
  const ranked = await rankingsOf(context, unit)
  const facts: BulletinFacts = {
    ...shared,
    unit,
    duties: await comparedDuties(context, unit, shared),
    rankings: ranked.map(({ figures }) => figures),
    meeting: await meetingOf(context, unit),
    ahead: shared.due.filter(
      (row) => row.due !== null && row.due >= today && house.lexicon.isWithin(row.unitId ?? row.aboutUnitId, [unit.id]),
    ),
  }
  const [first] = ranked
  const { period } = shared.activity
  const draft = {
    key: `${pack.name}/${entry.id}/${dueAt}/unitId${unit.id}`,
    rankingId: first?.key ?? `${pack.name}/${entry.id}`,
    issue: period.key,
    period: first?.period ?? period.key,
    unitId: unit.id,
    title: `${unit.name} ${entry.title}（${period.label}）`,
    content: { blocks: [...bulletinDocument(context, facts), ...(await feedback(context, unit, ranked))] },
    figures: first ? publishedFigures(house.directory, first.figures, unit.id) : [],
    asOf: first?.figures.snapshots[0]?.closedAt ?? dueAt,
    releasedBy: settings.release?.post ?? [],
    corrects: null,
    correctionNo: null,
    createdAt: dueAt,
  }
  return (await publish(context, draft, today))?.notices ?? []
}

interface RankedPart {
  key: string
  period: string
  issue: string
  figures: BulletinFacts['rankings'][number]
}

async function rankingsOf(context: Run, unit: Unit): Promise<RankedPart[]> {
  const { house, pack, settings, today, dueAt } = context
  const found: RankedPart[] = []
  for (const id of settings.rankings) {
    const ranked = rankingNamed(house, pack, id)
    const read = ranked && (await rankingFigures(context, ranked, { every: settings.every, today, now: dueAt, rootId: unit.id }))
    if (ranked && read) found.push({ key: rankingKey(ranked), period: read.period.key, issue: read.issue, figures: read.figures })
  }
  return found
}

/** What the units said to their lines of the rankings, where 核数单 went out before (counting-rules 19). */
async function feedback({ db, house }: Run, unit: Unit, ranked: RankedPart[]): Promise<ReturnType<typeof feedbackNotes>> {
  const notes = []
  for (const { key, issue } of ranked)
    notes.push(...feedbackNotes(house.directory, await listChecks(db, { rankingId: key, issue, rootId: unit.id })))
  return notes
}

async function meetingOf(context: Run, unit: Unit): Promise<BulletinFacts['meeting']> {
  const { settings, today } = context
  if (settings.meeting === undefined) return null
  const last = (await lastMeetings(context, { class: settings.meeting, before: today })).get(unit.id)
  if (!last) return null
  const tasks = (await tasksOfMeetings(context, [last], today)).get(last.no) ?? []
  return { title: settings.meeting, date: last.date, tasks }
}
