import { addExemption, findFreed, settleExemptions } from '../db/queries/exemptions.ts'
import { text } from '../src/core/blocks.ts'
import { accepted, type Reply, refused } from '../src/core/reply.ts'
import { defineWord } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { matterTitle } from '../src/domain/inquiry.ts'
import { type OwedPeriod, owedPeriods, readOwing } from '../src/domain/owing.ts'
import { manages } from '../src/domain/scope.ts'

const HOW = '请写明单位、事项、时间和原因，例如：免报 铺仔村 会议 6月 整村搬迁'

/** 免报: a manager above frees a unit from a duty for a period; it leaves the denominator and is printed (counting-rules 11). */
export default defineWord({
  name: 'exempt',
  title: '免报',
  aliases: ['取消免报'],
  summary: '本期不要求某单位报某一项，例如：免报 铺仔村 会议 6月 整村搬迁（会在进度和排名里注明）',
  order: 61,
  roles: ['manager', 'admin'],
  examples: [],
  async run(context, { word, rest }) {
    const { speaker } = context
    if (!speaker) return refused('请先发“我是 单位 姓名 职务”。')
    return await free({ ...context, speaker }, { rest, isUndone: word === '取消免报' })
  },
})

async function free(context: SpeakerContext, { rest, isUndone }: { rest: string; isUndone: boolean }): Promise<Reply> {
  const { house, speaker, now } = context
  const { unitId, kind, title: named, period, rest: reason } = readOwing(context, rest)
  if (unitId === undefined || kind === undefined || (reason === '' && !isUndone)) return refused(HOW)
  const unit = house.directory.unit(unitId)
  // Nobody frees his own unit, but for the topmost, which has none above it.
  if (!manages(house.directory, speaker, unit.parentId ?? unit.id)) return refused(`“免报”由${unit.name}的上级管理员来办。`)
  const title = named ?? matterTitle(context, kind)
  const owed = await owedPeriods(context, { unitId, kind, title: named, period })
  if (owed.length === 0) return refused(`按现行规定，${unit.name}没有“${title}”上报任务，不用免报。`)
  const closed = owed.find((one) => one.closed)
  if (closed) return refused(`${closed.period.label}已经关账，数字不再变动。`)
  for (const one of owed) await (isUndone ? demandAgain(context, one, unitId) : exempt(context, one, { unitId, reason }))
  const periods = owed.map((one) => one.period.label).join('、')
  const words = isUndone
    ? `已取消免报：${unit.name} ${title} ${periods}，照常要报。`
    : `已免报：${unit.name} ${title} ${periods}（${reason}）。`
  const notice = { to: { unitId }, key: `exempt/${unitId}/${kind}/${now}`, content: { blocks: [text(`${speaker.name}${words}`)] } }
  const audit = [{ action: isUndone ? 'unexempt' : 'exempt', target: `unit:${unitId}`, detail: `${kind} ${periods}` }]
  return accepted([text(`${words}${isUndone ? '' : '不计入应报，进度和排名里注明。'}`)], { notices: [notice], audit })
}

async function exempt({ db, speaker, now }: SpeakerContext, owed: OwedPeriod, about: { unitId: number; reason: string }): Promise<void> {
  if (!owed.standing) return
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
