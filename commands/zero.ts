import { addExemption } from '../db/queries/exemptions.ts'
import { text } from '../src/core/blocks.ts'
import { accepted, type Reply, refused } from '../src/core/reply.ts'
import { defineWord } from '../src/domain/command.ts'
import type { Context, SpeakerContext } from '../src/domain/context.ts'
import { matterTitle } from '../src/domain/inquiry.ts'
import { type OwedPeriod, owedPeriods, readOwing } from '../src/domain/owing.ts'
import { reportingPost, speakingPost } from '../src/domain/scope.ts'

/** 零报告: there was nothing to report; it counts as reported with 0 done where the duty allows it (counting-rules 11). */
export default defineWord({
  name: 'zero',
  title: '零报告',
  aliases: [],
  summary: '本期没有要报的，例如：零报告 风险 6月（规定允许零报告的才行）',
  order: 60,
  roles: ['reporter', 'manager', 'admin'],
  examples: [],
  async run(context: Context, { rest }) {
    const { speaker } = context
    if (!speaker) return refused('请先发“我是 单位 姓名 职务”。')
    return await giveZero({ ...context, speaker }, rest)
  },
})

async function giveZero(context: SpeakerContext, rest: string): Promise<Reply> {
  const { directory } = context.house
  const { kind, title: named, period, unitId = speakingPost(context)?.unitId } = readOwing(context, rest)
  if (kind === undefined || unitId === undefined) return refused('请写明零报告的是哪一项，例如：零报告 风险 6月')
  if (!reportingPost(directory, context.speaker, unitId, { roles: ['reporter', 'manager', 'admin'] }))
    return refused('这里不在您的填报范围内，不能零报告。')
  const unit = directory.unit(unitId).name
  const title = named ?? matterTitle(context, kind)
  const owed = await owedPeriods(context, { unitId, kind, title: named, period })
  const complaint = complaintAbout(owed, unit, title)
  if (complaint !== null) return refused(complaint)
  for (const {
    key,
    period: { key: periodKey },
  } of owed) {
    const row = { kind: 'zero' as const, dutyId: key, period: periodKey, unitId, memberId: null, since: null, until: null, reason: '' }
    await addExemption(context.db, { ...row, byMemberId: context.speaker.id, at: context.message.sentAt, state: 'confirmed' })
  }
  const periods = owed.map(({ period: { label } }) => label).join('、')
  return accepted([text(`零报告已记：${unit} ${title} ${periods}，按已报、0 次计。后来又有了，照常报就行。`)])
}

/** Why it cannot be taken; null when it can. */
function complaintAbout(owed: OwedPeriod[], unit: string, title: string): string | null {
  const [first] = owed
  if (!first) return `按现行规定，${unit}没有“${title}”上报任务，不用零报告。`
  const strict = owed.find(({ packDuty }) => !packDuty.duty.zeroReport)
  if (strict) {
    const { pack, duty } = strict.packDuty
    return `${pack.title} ${duty.row} 规定“${duty.title}”要实际完成，不能零报告。确实不用做的，请上级管理员发：免报 ${unit} ${title} ${strict.period.label} 原因`
  }
  for (const { period, standing, closed } of owed) {
    if (closed) return `${period.label}已经关账，不能再零报告。`
    if (!standing) return `${unit}${period.label}已经免报，不用零报告。`
    if (standing.done > 0) return `${unit}${period.label}已报${title} ${standing.done} 次，不用零报告。`
    if (standing.zeroAt !== null) return `${unit}${period.label}已经零报告过了。`
  }
  return null
}
