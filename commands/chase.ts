import { findNoticeKeys } from '../db/queries/traffic.ts'
import { text } from '../src/core/blocks.ts'
import type { Role } from '../src/core/nouns.ts'
import { accepted, answer, type Reply, refused } from '../src/core/reply.ts'
import { closingTime } from '../src/domain/closing.ts'
import { defineWord } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { isBehind } from '../src/domain/documents/standing-words.ts'
import { allDuties, type PackDuty } from '../src/domain/house.ts'
import { matterTitle, secrecy } from '../src/domain/inquiry.ts'
import { isKept } from '../src/domain/ledger-start.ts'
import { periodsIn, readOwing } from '../src/domain/owing.ts'
import { type Period, previousPeriod } from '../src/domain/periods.ts'
import { type Standing, standings } from '../src/domain/progress.ts'
import { type Addressee, findAddressees, receiverKey, reminderNotice } from '../src/domain/reminding.ts'
import { readableRoots } from '../src/domain/scope.ts'
import type { PeriodReading } from '../src/language/types.ts'

const chasers: readonly Role[] = ['manager', 'leader', 'admin']

/** Names in the reply; the rest is counted. */
const MOST_NAMES = 10

/** 催报: those who owe are reminded at once, as the schedule does it, once a day (counting-rules 21). */
export default defineWord({
  name: 'chase',
  title: '催报',
  aliases: ['催一下', '催催'],
  summary: '马上提醒还没报的，每天一次，例如：催报 会议；已报的、请假的、免报的不打扰',
  order: 63,
  roles: chasers,
  examples: [{ say: '催报 走访', mark: '✅' }],
  async run(context, { rest }) {
    const { speaker } = context
    if (!speaker) return refused('请先发“我是 单位 姓名 职务”。')
    return await chase({ ...context, speaker }, rest)
  },
})

async function chase(context: SpeakerContext, rest: string): Promise<Reply> {
  const { kind, title: named, unitId, period } = readOwing(context, rest)
  if (kind === undefined) return refused('请写明催哪一项，例如：催报 会议')
  const secret = secrecy(context, kind)
  if (secret) return refused(secret)
  const roots = rootsToChase(context, unitId)
  if (roots.length === 0) return refused('这里不在您的管理范围内，不能催报。请在本单位的群里或私聊发。')
  const title = named ?? matterTitle(context, kind)
  const duties = allDuties(context.house).filter(({ duty }) => duty.report.kind === kind && (named === undefined || duty.title === named))
  if (duties.length === 0) return refused(`现行规定里没有“${title}”这一项，不用催。`)
  const owing: Standing[] = []
  for (const packDuty of duties) owing.push(...(await owingNow(context, packDuty, { roots, asked: period })))
  const addressees = await findAddressees(context, owing, { way: 'private-or-group', today: context.today })
  if (addressees.length === 0) return answer([text(`“${title}”现在没有要催的：该报的都报了，或者正在请假、已经免报。`)])
  return await remind(context, { kind, title, addressees })
}

/** The ground that he answers for, narrowed to the group and to the unit that he names. */
function rootsToChase(context: SpeakerContext, unitId: number | undefined): number[] {
  const { house, speaker } = context
  const posts = speaker.posts.filter((post) => chasers.includes(post.role))
  const roots = readableRoots({ ...context, speaker: { ...speaker, posts } })
  if (unitId === undefined) return roots
  return roots.some((root) => house.directory.isWithin(unitId, root)) ? [unitId] : []
}

/** Who is behind in the period that was named, else in the running one, or overdue in the one before it until that is closed. */
async function owingNow(
  context: SpeakerContext,
  packDuty: PackDuty,
  about: { roots: number[]; asked: PeriodReading | undefined },
): Promise<Standing[]> {
  const { db, now, today } = context
  const { roots, asked } = about
  const owing: Standing[] = []
  const add = async (period: Period, owes: (standing: Standing) => boolean): Promise<void> => {
    if (period.from > today || !(await isKept(db, period))) return
    owing.push(...(await standings(context, packDuty, { period, now, roots })).filter(owes))
  }
  const periods = periodsIn(packDuty, asked, today)
  const [running] = periods
  const before = asked || !running || running.unit === 'term' ? null : previousPeriod(running)
  if (before && now < closingTime(context.house, packDuty, before)) await add(before, (standing) => standing.overdue && isBehind(standing))
  for (const period of periods) await add(period, isBehind)
  return owing
}

/** Nobody is reminded of one matter twice a day, whoever asks for it. */
async function remind(context: SpeakerContext, about: { kind: string; title: string; addressees: Addressee[] }): Promise<Reply> {
  const { db, now, today, commands } = context
  const { kind, title, addressees } = about
  const prefix = `chase/${kind}/${today}`
  const segments = prefix.split('/').length + 1
  const known = new Set((await findNoticeKeys(db, prefix)).map((key) => key.split('/').slice(0, segments).join('/')))
  const fresh = addressees.filter(({ to }) => !known.has(receiverKey(prefix, to)))
  if (fresh.length === 0) return refused(`“${title}”今天已经催过了，一天只催一次，请明天再催。`)
  const reports = commands.all.filter((command) => command.form === 'report')
  const again = addressees.length - fresh.length
  const words = `已催报“${title}”：提醒了 ${fresh.length} 个（${namesOf(fresh)}）${again > 0 ? `，另有 ${again} 个今天已经催过` : ''}。`
  return accepted([text(`${words}先发私信，没有可私信的人就发在本单位群里；已报的、请假的、免报的没有打扰。`)], {
    notices: fresh.map((addressee) => reminderNotice(addressee, { prefix, reports, now })),
  })
}

/** Units by name; persons are counted only, since the reply may stand in a group (counting-rules 2). */
function namesOf(addressees: Addressee[]): string {
  const subjects = addressees.flatMap(({ standings: owed }) => owed.map(({ subject }) => subject))
  const units = [...new Set(subjects.filter(({ type }) => type === 'unit').map(({ name }) => name))]
  const persons = new Set(subjects.filter(({ type }) => type === 'member').map(({ id }) => id)).size
  const named = units.length <= MOST_NAMES ? units.join('、') : `${units.slice(0, MOST_NAMES).join('、')}等 ${units.length} 个单位`
  return [named, persons > 0 ? `本人有任务的 ${persons} 名` : ''].filter((part) => part !== '').join('，')
}
