import { countEntries, listEntries } from '../../../db/queries/entry-lists.ts'
import { listActs } from '../../../db/queries/progress.ts'
import { addDays } from '../../clock.ts'
import { type Block, heading, list, note, text } from '../../core/blocks.ts'
import type { Entry, Unit } from '../../core/nouns.ts'
import type { SpeakerContext } from '../context.ts'
import { readDutyFigures } from '../duty-figures.ts'
import { shortDate, shortTime } from '../figure-notes.ts'
import { allDuties } from '../house.ts'
import { kindsOf } from '../pack.ts'
import { periodOf } from '../periods.ts'
import { isDone } from '../progress.ts'
import { settledStatuses } from '../status-words.ts'
import { sumUp } from '../tallies.ts'
import { shareWords } from './standing-words.ts'

/** How far back the last visit is looked for. */
const DAYS_BACK = 366
/** Names in one line; the rest is counted. */
const MOST_NAMES = 5

/** The units that the speaker himself looks after (包抓), in the order of the codes. */
export function contactGrounds({ house, speaker }: SpeakerContext): Unit[] {
  const ids = new Set(
    house.directory.contacts.flatMap(({ kind, memberId, forUnitId }) =>
      kind === '包抓' && memberId === speaker.id && forUnitId !== null ? [forUnitId] : [],
    ),
  )
  return house.directory.units.filter((unit) => ids.has(unit.id))
}

/** How each of them stands: 走访 against 序时进度, open risks and issues, meetings that are missing; and when he was there himself. */
export async function overviewDocument(context: SpeakerContext, units: Unit[]): Promise<Block[]> {
  const own = await ownActs(context)
  const sections: Block[] = []
  for (const unit of units) {
    const lines = [...(await visitLines(context, unit)), await openLine(context, unit), ...(await meetingLines(context, unit))]
    // What a person did himself is shown to himself only; and an unannounced visit is nobody else's news.
    const mine = context.chat.kind === 'direct' ? [ownLine(context, unit, own)] : []
    sections.push(text(`${unit.name}：`), list([...lines, ...mine]))
  }
  return [
    heading('联系点情况'),
    ...sections,
    note(
      `口径：按登记的联系点（包抓）；去了几次计走访、调研、督查，按天算，一天去几次、走几户都算一次，电话联系不计；数据截至${shortTime(context.now)}`,
    ),
  ]
}

/** 走访 212/350 户，60.5%，序时进度 45.4%，快于进度. */
async function visitLines(context: SpeakerContext, unit: Unit): Promise<string[]> {
  const lines: string[] = []
  for (const packDuty of allDuties(context.house)) {
    if (packDuty.duty.covers !== 'households' || packDuty.duty.count === 'member') continue
    const figures = await readDutyFigures(context, packDuty, { now: context.now, roots: [unit.id] })
    if (figures && figures.standings.length > 0) lines.push(`${figures.duty.title} ${shareWords(figures, sumUp(figures.standings))}`)
  }
  return lines
}

async function openLine({ db, house }: SpeakerContext, unit: Unit): Promise<string> {
  const unitIds = house.directory.subtree(unit.id).map(({ id }) => id)
  const open = async (kind: string): Promise<number> => await countEntries(db, { kind, unitIds, notStatuses: settledStatuses(kind) })
  return `未办结：风险 ${await open('risk')} 条，问题 ${await open('issue')} 条`
}

/** Whose meeting of the running period is still missing; nothing where no meeting is owed. */
async function meetingLines(context: SpeakerContext, unit: Unit): Promise<string[]> {
  const lines: string[] = []
  for (const packDuty of allDuties(context.house)) {
    if (!kindsOf(packDuty.duty).includes('meeting') || packDuty.duty.count === 'member') continue
    const figures = await readDutyFigures(context, packDuty, { now: context.now, roots: [unit.id] })
    if (!figures || figures.standings.length === 0) continue
    const missing = figures.standings.filter((standing) => !isDone(standing)).map(({ subject }) => subject.name)
    const names = `${missing.slice(0, MOST_NAMES).join('、')}${missing.length > MOST_NAMES ? `等 ${missing.length} 个` : ''}`
    lines.push(`${figures.duty.title}（${figures.label}）：${missing.length === 0 ? '都已开' : `还没开的有${names}`}`)
  }
  return lines
}

/** What he did himself in the last year that counts as having been there: 走访, 调研, 督查 (interface, 'Report commands'). */
async function ownActs({ db, speaker, today }: SpeakerContext): Promise<Entry[]> {
  const span = { from: addDays(today, -DAYS_BACK), to: addDays(today, 1), deadline: null, unitIds: [] }
  const query = { ...span, kind: 'visit', classes: ['入户', '其他'], also: ['study', 'inspection'] }
  const acts = await listActs(db, query, { count: 'member', ids: [speaker.id] })
  return acts.length === 0 ? [] : await listEntries(db, { nos: acts.map(({ no }) => no) }, acts.length)
}

/** 您本月去了 2 次，最近 6月12日. */
function ownLine({ house, today }: SpeakerContext, unit: Unit, acts: Entry[]): string {
  const there = acts.filter((entry) => house.directory.isWithin(entry.unitId, unit.id))
  const month = periodOf('month', today)
  // Several households on one day are one time there.
  const days = [...new Set(there.map(({ date }) => date))].sort()
  const last = days.at(-1)
  const times = days.filter((date) => date >= month.from).length
  return `您本月去了 ${times} 次，${last === undefined ? '近一年没有您去过的记录' : `最近一次 ${shortDate(last)}`}`
}
