import { countReports } from '../../../db/queries/progress.ts'
import { type Block, heading, list, note, text } from '../../core/blocks.ts'
import type { Household, Unit } from '../../core/nouns.ts'
import { oncePer } from '../../core/once-per.ts'
import type { PeriodReading } from '../../language/types.ts'
import { groupBelow } from '../below.ts'
import type { SpeakerContext } from '../context.ts'
import { isMonitored } from '../denominator.ts'
import { shortTime } from '../figure-notes.ts'
import type { House } from '../house.ts'
import { matterTitle } from '../inquiry.ts'
import { periodOf } from '../periods.ts'
import { onlySeen } from '../secrecy.ts'

/** Units named in one list. */
const MOST_UNITS = 20

/** A matter that no duty of the pack asks of this unit: what was reported all the same, and that nothing is owed. */
export async function reportedDocument(
  context: SpeakerContext,
  unit: Unit,
  about: { matter: string; duties?: string[] | undefined; asked?: PeriodReading | undefined },
): Promise<Block[]> {
  const { house, today, now } = context
  const { matter, duties, asked } = about
  const period = asked ?? periodOf('month', today)
  const title = matterTitle(context, matter)
  const rows = await reportsByUnit(context, unit, { matter, from: period.from, to: period.to })
  const total = rows.reduce((sum, row) => sum + row.done, 0)
  const below = house.directory.children(unit.id).some((child) => child.kind === 'village') ? `${unit.name}各村` : unit.name
  return [
    heading(`${unit.name} ${title}（${period.label}）`),
    text(
      `按现行规定，${below}没有${duties ? `要做“${duties.join('、')}”的单位或人` : `“${title}”上报任务`}；${period.label}已报${title} ${total} 次。`,
    ),
    ...(rows.length > 1 ? [list(rows.slice(0, MOST_UNITS).map((row) => `${row.unit.name} ${row.done} 次`))] : []),
    ...(matter === 'risk' ? [text(monitoredLine(context, unit))] : []),
    note(`口径：按事情发生日期计，撤回的不计；数据截至${shortTime(now)}`),
  ]
}

/** Who below a unit reported how often about whom it stands for, in the order of the codes. */
async function reportsByUnit(
  context: SpeakerContext,
  unit: Unit,
  query: { matter: string; from: string; to: string },
): Promise<{ unit: Unit; done: number }[]> {
  const { db, house } = context
  const { matter, from, to } = query
  const subtree = house.directory.subtree(unit.id)
  const unitIds = subtree.map(({ id }) => id)
  const { nos } = await onlySeen(context, { kind: matter, from, to, unitIds })
  const counts = await countReports(db, { kind: matter, classes: undefined, from, to, deadline: null, unitIds, nos }, 'about')
  return subtree.flatMap((one) => {
    const done = counts.get(one.id)?.done ?? 0
    return done > 0 ? [{ unit: one, done }] : []
  })
}

const monitoredIn = oncePer((house: House) =>
  groupBelow(house, [...house.directory.allHouseholds()].filter(isMonitored), ({ villageId }) => villageId),
)

/** The households of a unit that the roster names as monitored, whether taken in through the bot or before it. */
export function monitoredHouseholds({ house, today }: SpeakerContext, unit: Unit): Household[] {
  return monitoredIn(house)(unit.id).filter(({ until }) => until === null || until > today)
}

/** 名册上监测对象 12 户（脱贫不稳定户 5 户、…）. */
export function monitoredLine(context: SpeakerContext, unit: Unit): string {
  const monitored = monitoredHouseholds(context, unit)
  const kinds = [...new Set(monitored.map((household) => household.kind))].sort()
  const parts = kinds.map((kind) => `${kind} ${monitored.filter((household) => household.kind === kind).length} 户`)
  return `名册上监测对象 ${monitored.length} 户${parts.length > 0 ? `（${parts.join('、')}）` : ''}。`
}
