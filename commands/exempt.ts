import { addExemption, findFreed, settleExemptions } from '../db/queries/exemptions.ts'
import { text } from '../src/core/blocks.ts'
import { answer, type Reply, refused } from '../src/core/reply.ts'
import { choiceQuestion } from '../src/domain/asking.ts'
import { defineWord } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { matterTitle } from '../src/domain/inquiry.ts'
import type { MatterNamed } from '../src/domain/matters-named.ts'
import { type OwedPeriod, type OwingWords, owedPeriods, readOwing } from '../src/domain/owing.ts'
import { openQuestion } from '../src/domain/question.ts'
import { manages } from '../src/domain/scope.ts'
import { type Done, inOneReply } from '../src/domain/several.ts'

const HOW = '请写明单位、事项、时间和原因，例如：免报 铺仔村 会议 6月 整村搬迁'
const CHOICES = [
  { id: 1, name: '整段都免', note: '' },
  { id: 2, name: '不免', note: '' },
]

/** 免报: a manager above frees units from duties for a period; they leave the denominator and are printed (counting-rules 11). */
export default defineWord({
  name: 'exempt',
  title: '免报',
  aliases: ['取消免报', '取消 免报', '撤销免报'],
  summary: '本期不要求单位报某一项，例如：免报 铺仔村 会议 6月 整村搬迁（会在进度和排名里注明）；取消的发：取消免报 铺仔村 会议 6月',
  order: 61,
  roles: ['manager', 'admin'],
  examples: [],
  async run(context, { word, rest }) {
    const { speaker } = context
    if (!speaker) return refused('请先发“我是 单位 姓名 职务”。')
    return await free({ ...context, speaker }, { rest, isUndone: word !== '免报', isSure: false })
  },
  async answer(context, { rest }, chosen) {
    if (chosen !== 1) return answer([text('好的，没有免报。')])
    return await free(context, { rest: String(rest), isUndone: false, isSure: true })
  },
})

interface Wish {
  rest: string
  isUndone: boolean
  /** Was it asked whether more than the time named is meant? */
  isSure: boolean
}

/** One thing that one unit owes, with its periods. */
interface Owed {
  unitId: number
  matter: MatterNamed
  title: string
  periods: OwedPeriod[]
}

async function free(context: SpeakerContext, wish: Wish): Promise<Reply> {
  const words = readOwing(context, wish.rest)
  const { unitIds, matters, doubtful, rest: reason } = words
  if (doubtful !== undefined) return refused(`叫“${doubtful}”的单位不止一个，请写上乡镇。`)
  if (unitIds.length === 0 || matters.length === 0 || (reason === '' && !wish.isUndone)) return refused(HOW)
  const found: (Owed | { refusal: string })[] = []
  for (const unitId of unitIds) for (const matter of matters) found.push(await findOwed(context, { unitId, matter }, words))
  const owed = found.flatMap((one) => ('refusal' in one ? [] : one))
  const longer = wish.isUndone || wish.isSure ? undefined : longerWords(owed, words)
  if (longer) return await askFirst(context, wish.rest, longer)
  const outcomes: Done[] = []
  for (const one of found) outcomes.push('refusal' in one ? one : await settle(context, one, { reason, isUndone: wish.isUndone }))
  return inOneReply(outcomes)
}

async function findOwed(
  context: SpeakerContext,
  { unitId, matter }: Pick<Owed, 'unitId' | 'matter'>,
  { period }: OwingWords,
): Promise<Owed | { refusal: string }> {
  const { house, speaker } = context
  const unit = house.directory.unit(unitId)
  // Nobody frees his own unit, but for the topmost, which has none above it.
  if (!manages(house.directory, speaker, unit.parentId ?? unit.id)) return { refusal: `“免报”由${unit.name}的上级管理员来办。` }
  const periods = await owedPeriods(context, { unitId, kind: matter.kind, titles: matter.titles, period })
  const title = matter.titles ? (periods[0]?.packDuty.duty.title ?? matter.titles[0] ?? '') : matterTitle(context, matter.kind)
  if (periods.length === 0) return { refusal: `按现行规定，${unit.name}没有“${title}”上报任务，不用免报。` }
  const closed = periods.find((one) => one.closed)
  if (closed) return { refusal: `${closed.period.label}已经关账，数字不再变动。` }
  const idle = periods.find((one) => !one.standing && !one.freed)
  if (idle)
    return { refusal: `${idle.period.label}${idle.packDuty.duty.report.theme ? '没有定主题，' : ''}${unit.name}本来就不用报“${title}”。` }
  return { unitId, matter, title, periods }
}

/** 免报 … 走访 6月, where the duty is one of the year: what would be freed besides; undefined where it is just the time named. */
function longerWords(owed: Owed[], { period }: OwingWords): string | undefined {
  for (const { title, periods } of owed) {
    const longer = periods.find((one) => period && (one.period.from < period.from || one.period.to > period.to))
    if (!period || !longer) continue
    const every = { month: '月', quarter: '季', year: '年', 'half-year': '半年', 'two-months': '双月', week: '周', day: '日', term: '届' }
    return `“${title}”是按${every[longer.period.unit]}算的，要免就是${longer.period.label}全部免，不能只免${period.label}。`
  }
  return undefined
}

async function askFirst(context: SpeakerContext, rest: string, words: string): Promise<Reply> {
  const prompt = `${words}还没有免，请确认：`
  await openQuestion(context, { type: 'choice', command: 'exempt', prompt, candidates: CHOICES, data: { rest } })
  return choiceQuestion({ prompt, candidates: CHOICES })
}

async function settle(context: SpeakerContext, owed: Owed, { reason, isUndone }: { reason: string; isUndone: boolean }): Promise<Done> {
  const { house, speaker, now } = context
  const { unitId, matter, title, periods } = owed
  for (const one of periods) await (isUndone ? demandAgain(context, one, unitId) : exempt(context, one, { unitId, reason }))
  const labels = periods.map((one) => one.period.label).join('、')
  const about = `${house.directory.unit(unitId).name} ${title} ${labels}`
  const words = isUndone ? `已取消免报：${about}，照常要报。` : `已免报：${about}（${reason}）。`
  const key = `exempt/${unitId}/${matter.kind}/${matter.start}/${now}`
  return {
    done: `${words}${isUndone ? '' : '不计入应报，进度和排名里注明。'}`,
    notices: [{ to: { unitId }, key, content: { blocks: [text(`${speaker.name}${words}`)] } }],
    audit: [
      {
        action: isUndone ? 'unexempt' : 'exempt',
        target: `unit:${unitId}`,
        detail: `${title} ${labels}${isUndone ? '' : `（${reason}）`}`,
      },
    ],
  }
}

async function exempt({ db, speaker, now }: SpeakerContext, owed: OwedPeriod, about: { unitId: number; reason: string }): Promise<void> {
  if (owed.freed) return
  const row = { kind: 'exempt' as const, dutyId: owed.key, period: owed.period.key, memberId: null, since: null, until: null, ...about }
  await addExemption(db, { ...row, byMemberId: speaker.id, at: now, state: 'confirmed' })
}

async function demandAgain({ db }: SpeakerContext, owed: OwedPeriod, unitId: number): Promise<void> {
  const rows = await findFreed(db, owed.key, owed.period.key)
  const own = rows.filter((row) => row.kind === 'exempt' && row.unitId === unitId)
  await settleExemptions(
    db,
    own.map(({ id }) => id),
    'ended',
  )
}
