import { hasJob } from '../db/queries/jobs.ts'
import { text } from '../src/core/blocks.ts'
import type { Role } from '../src/core/nouns.ts'
import { accepted, answer, type Reply, refused } from '../src/core/reply.ts'
import { Chase, type Chased, chasedDuties, chaseNotices, findChased } from '../src/domain/chasing.ts'
import { defineWord } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { matterTitle, secrecy } from '../src/domain/inquiry.ts'
import { readOwing } from '../src/domain/owing.ts'
import type { Addressee } from '../src/domain/reminding.ts'
import { readableRoots } from '../src/domain/scope.ts'

/** A manager's word (interface §1). */
const chasers: readonly Role[] = ['manager', 'admin']

/** Names in the reply; the rest is counted. */
const MOST_NAMES = 10
/** More receivers than these are reminded after the answer: a city has thousands, and everybody would wait. */
const MOST_AT_ONCE = 200

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
  async runJob(ground, data) {
    const asked = Chase.parse(data)
    const { fresh } = await findChased(ground, asked)
    return chaseNotices(ground, asked, fresh)
  },
})

async function chase(context: SpeakerContext, rest: string): Promise<Reply> {
  const { matters, unitIds, doubtful, period } = readOwing(context, rest)
  const [matter] = matters
  if (matter === undefined) return refused('请写明催哪一项，例如：催报 会议')
  if (doubtful !== undefined) return refused(`叫“${doubtful}”的单位不止一个，请写上乡镇名再催。`)
  const { kind, titles } = matter
  const secret = secrecy(context, kind)
  if (secret) return refused(secret)
  const roots = rootsToChase(context, unitIds)
  if (roots.length === 0) return refused('这里不在您的管理范围内，不能催报。请在本单位的群里或私聊发。')
  const title = titles?.join('、') ?? matterTitle(context, kind)
  const asked: Chase = { kind, roots, ...(titles === undefined ? {} : { duties: titles }), ...(period === undefined ? {} : { period }) }
  if (chasedDuties(context.house, asked).length === 0) return refused(`现行规定里没有“${title}”这一项，不用催。`)
  const key = `chase/${context.today}/${JSON.stringify(asked)}`
  const done = refused(`“${title}”今天已经催过了，一天只催一次，请明天再催。`)
  if (await hasJob(context.db, key)) return done
  const chased = await findChased(context, asked)
  if (chased.addressees.length === 0) return answer([text(`“${title}”现在没有要催的：该报的都报了，或者正在请假、已经免报。`)])
  if (chased.fresh.length === 0) return done
  const work =
    chased.fresh.length > MOST_AT_ONCE
      ? { job: { command: 'chase', key, data: asked } }
      : { notices: chaseNotices(context, asked, chased.fresh) }
  return accepted([text(toldWords(title, chased))], work)
}

/** The ground that he answers for, narrowed to the group and to the units that he names; none where one of them lies outside. */
function rootsToChase(context: SpeakerContext, unitIds: number[]): number[] {
  const { house, speaker } = context
  const posts = speaker.posts.filter((post) => chasers.includes(post.role))
  const roots = readableRoots({ ...context, speaker: { ...speaker, posts } })
  if (unitIds.length === 0) return roots
  return unitIds.every((id) => roots.some((root) => house.directory.isWithin(id, root))) ? unitIds : []
}

function toldWords(title: string, { addressees, fresh }: Chased): string {
  const again = addressees.length - fresh.length
  const words = `已催报“${title}”：提醒了 ${fresh.length} 个（${namesOf(fresh)}）${again > 0 ? `，另有 ${again} 个今天已经催过` : ''}。`
  return `${words}先发私信，没有可私信的人就发在本单位群里；已报的、请假的、免报的没有打扰。`
}

/** Units by name; persons are counted only, since the reply may stand in a group (counting-rules 2). */
function namesOf(addressees: Addressee[]): string {
  const subjects = addressees.flatMap(({ standings: owed }) => owed.map(({ subject }) => subject))
  const units = [...new Set(subjects.filter(({ type }) => type === 'unit').map(({ name }) => name))]
  const persons = new Set(subjects.filter(({ type }) => type === 'member').map(({ id }) => id)).size
  const named = units.length <= MOST_NAMES ? units.join('、') : `${units.slice(0, MOST_NAMES).join('、')}等 ${units.length} 个单位`
  return [named, persons > 0 ? `本人有任务的 ${persons} 名` : ''].filter((part) => part !== '').join('，')
}
