import { addExemption, findFreed, settleExemptions } from '../db/queries/exemptions.ts'
import { type Reply, refused } from '../src/core/reply.ts'
import { defineWord } from '../src/domain/command.ts'
import type { Context, SpeakerContext } from '../src/domain/context.ts'
import { matterTitle } from '../src/domain/inquiry.ts'
import type { MatterNamed } from '../src/domain/matters-named.ts'
import { type OwedPeriod, owedPeriods, readOwing } from '../src/domain/owing.ts'
import { reportingPost, speakingPost } from '../src/domain/scope.ts'
import { type Done, inOneReply } from '../src/domain/several.ts'

const roles = ['reporter', 'manager', 'admin'] as const

/** 零报告: there was nothing to report; it counts as reported with 0 done where the duty allows it (counting-rules 11). */
export default defineWord({
  name: 'zero',
  title: '零报告',
  aliases: ['取消零报告', '取消 零报告', '撤销零报告', '撤零报告', '撤 零报告'],
  summary: '本期没有要报的，例如：零报告 风险 6月（规定允许零报告的才行）；发错了的发：取消零报告 风险 6月',
  order: 60,
  roles: [...roles],
  examples: [],
  async run(context: Context, { word, rest }) {
    const { speaker } = context
    if (!speaker) return refused('请先发“我是 单位 姓名 职务”。')
    return await giveZero({ ...context, speaker }, { rest, isUndone: word !== '零报告' })
  },
})

async function giveZero(context: SpeakerContext, { rest, isUndone }: { rest: string; isUndone: boolean }): Promise<Reply> {
  const { matters, period, unitIds, doubtful } = readOwing(context, rest)
  if (doubtful !== undefined) return refused(`叫“${doubtful}”的单位不止一个，请写上乡镇。`)
  const own = speakingPost(context)?.unitId
  const units = unitIds.length > 0 || own === undefined ? unitIds : [own]
  if (matters.length === 0 || units.length === 0) return refused('请写明零报告的是哪一项，例如：零报告 风险 6月')
  const outcomes: Done[] = []
  for (const unitId of units)
    for (const matter of matters) {
      const owed = await owedPeriods(context, { unitId, kind: matter.kind, titles: matter.titles, period })
      const about = { unitId, title: titleOf(context, matter, owed), owed }
      outcomes.push(await (isUndone ? takeBack(context, about) : give(context, about)))
    }
  return inOneReply(outcomes)
}

/** What one unit owes of one thing. */
interface About {
  unitId: number
  title: string
  owed: OwedPeriod[]
}

function titleOf(context: SpeakerContext, { kind, titles }: MatterNamed, owed: OwedPeriod[]): string {
  return titles ? (owed[0]?.packDuty.duty.title ?? titles[0] ?? '') : matterTitle(context, kind)
}

async function give(context: SpeakerContext, about: About): Promise<Done> {
  const { db, speaker, message } = context
  const { unitId, owed } = about
  const refusal = complaintAbout(context, about)
  if (refusal !== null) return { refusal }
  for (const { key, period } of owed) {
    const row = { kind: 'zero' as const, dutyId: key, period: period.key, unitId, memberId: null, since: null, until: null, reason: '' }
    await addExemption(db, { ...row, byMemberId: speaker.id, at: message.sentAt, state: 'confirmed' })
  }
  return { done: `零报告已记：${aboutWords(context, about)}，按已报、0 次计。后来又有了，照常报就行。` }
}

async function takeBack(context: SpeakerContext, about: About): Promise<Done> {
  const { db } = context
  const { unitId, owed } = about
  const refusal = notHis(context, about) ?? closedWords(owed)
  if (refusal !== null) return { refusal }
  const given = owed.filter(({ zero }) => zero)
  if (given.length === 0) return { refusal: `${aboutWords(context, about)}没有零报告过。` }
  for (const { key, period } of given) {
    const rows = (await findFreed(db, key, period.key)).filter((row) => row.kind === 'zero' && row.unitId === unitId)
    await settleExemptions(
      db,
      rows.map(({ id }) => id),
      'ended',
    )
  }
  return { done: `已取消零报告：${aboutWords(context, { ...about, owed: given })}，照常要报。` }
}

/** 纸房村 风险 2023年6月. */
function aboutWords({ house }: SpeakerContext, { unitId, title, owed }: About): string {
  return `${house.directory.unit(unitId).name} ${title} ${owed.map(({ period }) => period.label).join('、')}`
}

function notHis({ house, speaker }: SpeakerContext, { unitId, title, owed }: About): string | null {
  if (!reportingPost(house.directory, speaker, unitId, { roles })) return '这里不在您的填报范围内，不能零报告。'
  return owed.length > 0 ? null : `按现行规定，${house.directory.unit(unitId).name}没有“${title}”上报任务，不用零报告。`
}

function closedWords(owed: OwedPeriod[]): string | null {
  const closed = owed.find((one) => one.closed)
  return closed ? `${closed.period.label}已经关账，零报告不能再改。` : null
}

/** Why it cannot be taken; null when it can. */
function complaintAbout(context: SpeakerContext, about: About): string | null {
  const { unitId, title, owed } = about
  const unit = context.house.directory.unit(unitId).name
  const basic = notHis(context, about)
  if (basic !== null) return basic
  const strict = owed.find(({ packDuty }) => !packDuty.duty.zeroReport)
  if (strict) {
    const { pack, duty } = strict.packDuty
    return `${pack.title} ${duty.row} 规定“${duty.title}”要实际完成，不能零报告。确实不用做的，请上级管理员发：免报 ${unit} ${title} ${strict.period.label} 原因`
  }
  return closedWords(owed) ?? owed.map((one) => notOwed(context, { unit, title }, one)).find((words) => words !== null) ?? null
}

function notOwed({ today }: SpeakerContext, { unit, title }: { unit: string; title: string }, owed: OwedPeriod): string | null {
  const { period, standing, freed, zero, packDuty } = owed
  if (period.from > today) return `${period.label}还没开始，到时候再报。`
  if (freed) return `${unit}${period.label}已经免报，不用零报告。`
  if (!standing) return `${period.label}${packDuty.duty.report.theme ? '没有定主题，' : ''}${unit}不用报“${title}”，也不用零报告。`
  if (standing.done > 0) return `${unit}${period.label}已报${title} ${standing.done} 次，不用零报告。`
  return zero ? `${unit}${period.label}已经零报告过了。` : null
}
