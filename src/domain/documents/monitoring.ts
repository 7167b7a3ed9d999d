import { listEntries } from '../../../db/queries/entry-lists.ts'
import { type Block, facts, heading, list, note, text } from '../../core/blocks.ts'
import type { Entry, Unit } from '../../core/nouns.ts'
import type { SpeakerContext } from '../context.ts'
import { shortTime } from '../figure-notes.ts'
import { periodOf } from '../periods.ts'
import { riskFields } from '../workflows/risk-fields.ts'
import { monitoredHouseholds } from './reported.ts'

/** More risks than a city has open in some years. */
const MOST_RISKS = 50_000

/** Half-open range of dates with its name. */
interface Range {
  from: string
  to: string
  label: string
}

/** 监测台账 (C4): households taken in and cleared with their persons, and relief by cause, of a unit in a period. */
export async function monitoringDocument(context: SpeakerContext, unit: Unit, period: Range | undefined): Promise<Block[]> {
  const { db, house, now, today } = context
  const range = period ?? periodOf('year', today)
  const unitIds = house.directory.subtree(unit.id).map(({ id }) => id)
  const risks = await listEntries(db, { kind: 'risk', unitIds }, MOST_RISKS)
  const inside = (on: string | undefined): boolean => on !== undefined && on >= range.from && on < range.to
  const takenIn = risks.filter((entry) => inside(riskFields({ entry }).takenInOn))
  const cleared = risks.filter((entry) => inside(riskFields({ entry }).clearedOn))
  const isOpen = ({ status }: Entry): boolean => status === 'monitored' || status === 'clearing' || status === 'observing'
  const open = new Set(householdsOf(risks.filter(isOpen)))
  const closed = householdsOf(risks.filter(({ status, fields }) => status === 'closed' && fields.takenInOn !== undefined))
  const done = new Set(closed.filter((id) => !open.has(id)))
  // Those that were monitored before the bot are on the roster alone.
  const onRoster = monitoredHouseholds(context, unit).map(({ id }) => id)
  const current = [...open, ...onRoster.filter((id) => !done.has(id))]
  const stillNamed = onRoster.filter((id) => done.has(id))
  const causes = reliefByCause(risks, inside)
  const total = causes.reduce((sum, { amount }) => sum + amount, 0)
  return [
    heading(`${unit.name} 监测台账（${range.label}）`),
    facts({
      纳入: householdsWords(context, householdsOf(takenIn)),
      消除: householdsWords(context, householdsOf(cleared)),
      现有监测: householdsWords(context, current),
      其中观察期: householdsWords(context, householdsOf(risks.filter(({ status }) => status === 'observing'))),
      ...(stillNamed.length > 0 ? { 已结案而名册类别未改: householdsWords(context, stillNamed) } : {}),
      救助: `${yuan(total)}`,
    }),
    ...(causes.length > 0
      ? [text('救助按原因：'), list(causes.map(({ cause, count, amount }) => `${cause}：${count} 笔，${yuan(amount)}`))]
      : []),
    note(
      `口径：纳入、消除、救助按办理日期计，现有监测含名册上原有的监测对象，同一户计一户，人数按名册；撤回的不计；数据截至${shortTime(now)}`,
    ),
  ]
}

const yuan = (amount: number): string => `${amount.toLocaleString('en-US')} 元`

function householdsOf(entries: Entry[]): number[] {
  return entries.flatMap(({ householdId }) => householdId ?? [])
}

/** 3 户 11 人; each household once. */
function householdsWords({ house }: SpeakerContext, householdIds: number[]): string {
  const ids = new Set(householdIds)
  const persons = [...ids].reduce((sum, id) => sum + (house.directory.household(id)?.persons ?? 0), 0)
  return `${ids.size} 户 ${persons} 人`
}

function reliefByCause(risks: Entry[], inside: (on: string) => boolean): { cause: string; count: number; amount: number }[] {
  const sums = new Map<string, { count: number; amount: number }>()
  for (const entry of risks) {
    for (const { amount } of (riskFields({ entry }).relief ?? []).filter(({ on }) => inside(on))) {
      const cause = entry.class ?? '其他'
      const known = sums.get(cause) ?? { count: 0, amount: 0 }
      sums.set(cause, { count: known.count + 1, amount: known.amount + amount })
    }
  }
  return [...sums].map(([cause, sum]) => ({ cause, ...sum })).sort((a, b) => b.amount - a.amount || (a.cause < b.cause ? -1 : 1))
}
