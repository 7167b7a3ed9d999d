import { listEntries } from '../../../db/queries/entry-lists.ts'
import { expectationsDue } from '../../../db/queries/expectations.ts'
import { addDays, daysBetween } from '../../clock.ts'
import { type Block, heading, note, text } from '../../core/blocks.ts'
import type { Entry, Unit } from '../../core/nouns.ts'
import type { SpeakerContext } from '../context.ts'
import { shortTime } from '../figure-notes.ts'
import { periodOf } from '../periods.ts'
import { issueFields, type Party, partiesOf } from '../workflows/issue-parties.ts'
import { riskFields } from '../workflows/risk-fields.ts'

const MOST_ENTRIES = 20_000

interface Share {
  assigned: number
  rectified: number
  onTime: number
  passedOn: number
  pushed: number
  answered: number
  /** Days from what happened to the push, of those that say when it happened. */
  lags: number[]
}

/**
 * 部门责任 (E8): departments beside the townships: what was given to them and how much of it was done in time, what they passed on, how
 * soon they pushed their warnings and how many were answered, what is overdue now.
 */
export async function departmentsDocument(
  context: SpeakerContext,
  root: Unit,
  period: { from: string; to: string; label: string } | undefined,
): Promise<Block[]> {
  const { db, house, now, today } = context
  const range = period ?? periodOf('year', today)
  const units = house.directory.children(root.id).filter(({ kind }) => kind === 'department' || kind === 'township')
  const filter = { from: range.from, to: range.to }
  const issues = await listEntries(db, { kind: 'issue', ...filter }, MOST_ENTRIES)
  const risks = await listEntries(db, { kind: 'risk', ...filter }, MOST_ENTRIES)
  const overdue = await expectationsDue(db, addDays(today, -1))
  const rows = units.flatMap((unit) => {
    const share = shareOf(unit, issues, risks)
    const late = overdue.filter(({ unitId }) => unitId === unit.id).length
    if (share.assigned + share.passedOn + share.pushed + late === 0) return []
    const lag = share.lags.length === 0 ? '' : `${Math.max(...share.lags)}`
    const { assigned, rectified, onTime, passedOn, pushed, answered } = share
    return [[unit.name, ...[assigned, rectified, onTime, late, passedOn, pushed, answered].map(String), lag]]
  })
  if (rows.length === 0) return [heading(`${root.name} 部门责任（${range.label}）`), text('这段时间没有交办、推送和逾期。')]
  return [
    heading(`${root.name} 部门责任（${range.label}）`),
    {
      kind: 'table',
      columns: ['单位', '交办', '已整改', '按期', '现逾期', '转办', '推送预警', '已核实', '推送最慢（天）'].map((title, index) => ({
        title,
        ...(index === 0 ? {} : { align: 'right' as const }),
      })),
      rows,
    },
    note(`口径：按上报日期；转办记在转出的单位；推送最慢＝从发生到推送的天数，清单写了发生日期的才有；不排名；数据截至${shortTime(now)}`),
  ]
}

function shareOf({ code }: Unit, issues: Entry[], risks: Entry[]): Share {
  const given = issues.flatMap((entry) => partiesOf({ entry }).flatMap((party) => (party.unit.code === code ? [{ entry, party }] : [])))
  const pushed = risks.filter((entry) => riskFields({ entry }).pushedBy?.code === code)
  return {
    assigned: given.length,
    rectified: given.filter(({ party }) => party.rectifiedOn !== undefined).length,
    onTime: given.filter(isOnTime).length,
    passedOn: issues.filter((entry) => issueFields({ entry }).passedOn?.some(({ from }) => from.code === code)).length,
    pushed: pushed.length,
    answered: pushed.filter((entry) => riskFields({ entry }).verifiedOn !== undefined).length,
    lags: pushed.flatMap(({ date, fields }) => (typeof fields.happenedOn === 'string' ? [daysBetween(fields.happenedOn, date)] : [])),
  }
}

/** By the date that held when it was done: an extended one is 延期后按期 (counting-rules 14). */
function isOnTime({ entry, party }: { entry: Entry; party: Party }): boolean {
  const due = party.due ?? issueFields({ entry }).due
  return party.rectifiedOn !== undefined && due !== undefined && party.rectifiedOn <= due
}
