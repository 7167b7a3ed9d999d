import { type RosterChange, settleRosterChange, waitingRosterChanges } from '../db/queries/roster-changes.ts'
import { list, text } from '../src/core/blocks.ts'
import { answer, type Reply, refused } from '../src/core/reply.ts'
import { defineWord } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { carryOut, changeWords, effectWords, mayConfirmChange, settledNotice, whyImpossible } from '../src/domain/roster-change.ts'
import { liesHere } from '../src/domain/scope.ts'
import { type Done, furtherNumbers, inOneReply } from '../src/domain/several.ts'

/** 确认户, 不同意户: the township's manager settles a change of the roster (counting-rules 1). */
export default defineWord({
  name: 'confirm-household',
  title: '确认户',
  aliases: ['不同意户'],
  summary: '确认户数变动，例如：确认户 3（几件一起：确认户 3 4）；不同意的写：不同意户 3 原因；只发“确认户”看等您确认的',
  order: 75,
  roles: ['manager', 'admin'],
  examples: [],
  async run(context, { word, rest }) {
    const { speaker } = context
    if (!speaker) return refused('请先发“我是 单位 姓名 职务”。')
    return await settle({ ...context, speaker }, word, rest)
  },
})

async function settle(context: SpeakerContext, word: string, rest: string): Promise<Reply> {
  const waiting = (await waitingRosterChanges(context.db)).filter((change) => mayConfirmChange(context, change.villageId))
  const { nos, words } = furtherNumbers(rest.replace(/^编号\s*/, ''))
  const here = waiting.filter(({ villageId }) => liesHere(context, villageId))
  if (nos.length === 0) return listed(context, here, waiting.length - here.length)
  const outcomes: Done[] = []
  for (const no of new Set(nos)) {
    const change = waiting.find(({ id }) => id === no)
    if (!change) outcomes.push({ refusal: `没有等您确认的编号 ${no}，可能已经办过。发“确认户”看还有哪些。` })
    else if (!here.includes(change)) outcomes.push({ refusal: `编号 ${no} 不在本群的范围内，请私聊我办。` })
    else outcomes.push(word === '不同意户' ? await decline(context, change, words) : await confirm(context, change))
  }
  return inOneReply(outcomes)
}

async function decline(context: SpeakerContext, change: RosterChange, reason: string): Promise<Done> {
  await settleRosterChange(context.db, change.id, 'refused')
  const because = reason === '' ? '' : `，原因：${reason}`
  return {
    done: `已退回：${changeWords(context, change)}${because}。名册没有变动。`,
    notices: [settledNotice(change, `没有同意${because}。`)],
  }
}

async function confirm(context: SpeakerContext, change: RosterChange): Promise<Done> {
  const fault = whyImpossible(context, change)
  if (fault) return { refusal: `${fault}不办的请发：不同意户 ${change.id}` }
  await carryOut(context, change)
  await settleRosterChange(context.db, change.id, 'confirmed')
  const effect = effectWords(context, change)
  return { done: `已确认：${changeWords(context, change)}。${effect}`, notices: [settledNotice(change, `已确认。${effect}`)] }
}

/** Those that may be spoken of here, and how many there are besides. */
function listed(context: SpeakerContext, here: RosterChange[], elsewhere: number): Reply {
  const rest = elsewhere > 0 ? [text(`还有 ${elsewhere} 件不在本群范围内，请私聊发“确认户”看。`)] : []
  if (here.length === 0) return answer(elsewhere > 0 ? rest : [text('现在没有等您确认的户数变动。')])
  return answer([
    text('等您确认的户数变动：'),
    list(here.map((change) => `编号 ${change.id}：${changeWords(context, change)}`)),
    text('同意发“确认户 编号”，不同意发“不同意户 编号 原因”。'),
    ...rest,
  ])
}
