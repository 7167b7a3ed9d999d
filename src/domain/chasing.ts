import { z } from 'zod'
import { findNoticeKeys } from '../../db/queries/traffic.ts'
import type { Notice } from '../core/reply.ts'
import { closingTime } from './closing.ts'
import type { JobGround } from './command.ts'
import { isBehind } from './documents/standing-words.ts'
import { allDuties, type House, type PackDuty } from './house.ts'
import { isKept } from './ledger-start.ts'
import { periodsIn } from './owing.ts'
import { type Period, previousPeriod } from './periods.ts'
import { type Standing, standings } from './progress.ts'
import { type Addressee, findAddressees, receiverKey, reminderNotice } from './reminding.ts'

/** What is chased by hand (催报), and on whose ground; as JSON it can be kept and done later. */
export const Chase = z.object({
  kind: z.string(),
  /** Titles of the duties that are meant, where words of them were said (四保障). */
  duties: z.array(z.string()).optional(),
  roots: z.array(z.number()),
  period: z.object({ from: z.string(), to: z.string(), key: z.string().nullable(), label: z.string() }).optional(),
})
export type Chase = z.infer<typeof Chase>

/** Those who owe, and those of them who were not yet reminded of this matter today, whoever asked for it. */
export interface Chased {
  addressees: Addressee[]
  fresh: Addressee[]
}

/** The duties that are chased. */
export function chasedDuties(house: House, { kind, duties }: Chase): PackDuty[] {
  return allDuties(house).filter(({ duty }) => duty.report.kind === kind && (duties?.includes(duty.title) ?? true))
}

/** Finds whom to remind. */
export async function findChased(ground: JobGround, chase: Chase): Promise<Chased> {
  const { db, house, today } = ground
  const owing: Standing[] = []
  for (const packDuty of chasedDuties(house, chase)) owing.push(...(await owingNow(ground, packDuty, chase)))
  const addressees = await findAddressees(ground, owing, { way: 'private-or-group', today })
  const prefix = prefixOf(ground, chase)
  const segments = prefix.split('/').length + 1
  const known = new Set((await findNoticeKeys(db, prefix)).map((key) => key.split('/').slice(0, segments).join('/')))
  const fresh = known.size === 0 ? addressees : addressees.filter(({ to }) => !known.has(receiverKey(prefix, to)))
  return { addressees, fresh }
}

/** The reminders to these. */
export function chaseNotices(ground: JobGround, chase: Chase, addressees: Addressee[]): Notice[] {
  const reports = ground.commands.all.filter((command) => command.form === 'report')
  return addressees.map((addressee) => reminderNotice(addressee, { prefix: prefixOf(ground, chase), reports, now: ground.now }))
}

const prefixOf = ({ today }: JobGround, { kind }: Chase): string => `chase/${kind}/${today}`

/** Who is behind in the period that was named, else in the running one, or overdue in the one before it until that is closed. */
async function owingNow(ground: JobGround, packDuty: PackDuty, { roots, period: asked }: Chase): Promise<Standing[]> {
  const { db, house, now, today } = ground
  const owing: Standing[] = []
  const add = async (period: Period, owes: (standing: Standing) => boolean): Promise<void> => {
    if (period.from > today || !(await isKept(db, period))) return
    owing.push(...(await standings(ground, packDuty, { period, now, roots })).filter(owes))
  }
  const periods = periodsIn(packDuty, asked, today)
  const [running] = periods
  const before = asked || !running || running.unit === 'term' ? null : previousPeriod(running)
  if (before && now < closingTime(house, packDuty, before)) await add(before, (standing) => standing.overdue && isBehind(standing))
  for (const period of periods) await add(period, isBehind)
  return owing
}
