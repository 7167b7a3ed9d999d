import { listEntries } from '../../../db/queries/entry-lists.ts'
import { type Block, facts, heading, list, note, text } from '../../core/blocks.ts'
import type { Entry, Unit } from '../../core/nouns.ts'
import type { SpeakerContext } from '../context.ts'
import { shortTime } from '../figure-notes.ts'
import { periodOf } from '../periods.ts'
import { riskFields } from '../workflows/risk-fields.ts'

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
  const current = risks.filter(({ status }) => status === 'monitored' || status === 'clearing' || status === 'observing')
  const causes = reliefByCause(risks, inside)
  const total = causes.reduce((sum, { amount }) => sum + amount, 0)
  return [
    heading(`${unit.name} 监测台账（${range.label}）`),
    facts({
      纳入: householdsWords(context, takenIn),
      消除: householdsWords(context, cleared),
      现有监测: householdsWords(context, current),
      其中观察期: householdsWords(
        context,
        current.filter(({ status }) => status === 'observing'),
      ),
      救助: `${yuan(total)}`,
    }),
    ...(causes.length > 0
      ? [text('救助按原因：'), list(causes.map(({ cause, count, amount }) => `${cause}：${count} 笔，${yuan(amount)}`))]
      : []),
    note(`口径：纳入、消除、救助按办理日期计，同一户计一户，人数按名册；撤回的不计；数据截至${shortTime(now)}`),
  ]
}

const yuan = (amount: number): string => `${amount.toLocaleString('en-US')} 元`

/** 3 户 11 人. */
function householdsWords({ house }: SpeakerContext, entries: Entry[]): string {
  const ids = new Set(entries.flatMap(({ householdId }) => householdId ?? []))
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
