import { type RosterChange, settleRosterChange, waitingRosterChanges } from '../db/queries/roster-changes.ts'
import { list, note, text } from '../src/core/blocks.ts'
import { accepted, answer, type Reply, refused } from '../src/core/reply.ts'
import { defineWord } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { carryOut, changeWords, effectWords, mayConfirmChange, settledNotice, whyImpossible } from '../src/domain/roster-change.ts'

/** 确认户, 不同意户: the township's manager settles a change of the roster (counting-rules 1). */
export default defineWord({
  name: 'confirm-household',
  title: '确认户',
  aliases: ['不同意户'],
  summary: '确认户数变动，例如：确认户 3；不同意的写：不同意户 3 原因；只发“确认户”看等您确认的',
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
  const { db } = context
  const [, no, reason = ''] = /^(?:编号)?\s*(\d{1,9})[\s，,、:：]*(.*)$/s.exec(rest) ?? []
  const waiting = (await waitingRosterChanges(db)).filter((change) => mayConfirmChange(context, change.villageId))
  if (no === undefined) return listed(context, waiting)
  const change = waiting.find(({ id }) => id === Number(no))
  if (!change) return refused(`没有等您确认的编号 ${no}，可能已经办过。发“确认户”看还有哪些。`)
  if (word === '不同意户') {
    await settleRosterChange(db, change.id, 'refused')
    const because = reason === '' ? '' : `，原因：${reason}`
    return accepted([text(`已退回：${changeWords(context, change)}${because}。名册没有变动。`)], {
      notices: [settledNotice(change, `没有同意${because}。`)],
    })
  }
  const fault = whyImpossible(context, change)
  if (fault) return refused(`${fault}不办的请发：不同意户 ${change.id}`)
  await carryOut(context, change)
  await settleRosterChange(db, change.id, 'confirmed')
  return accepted([text(`已确认：${changeWords(context, change)}。`), note(effectWords(context, change))], {
    notices: [settledNotice(change, `已确认。${effectWords(context, change)}`)],
  })
}

function listed(context: SpeakerContext, waiting: RosterChange[]): Reply {
  if (waiting.length === 0) return answer([text('现在没有等您确认的户数变动。')])
  return answer([
    text('等您确认的户数变动：'),
    list(waiting.map((change) => `编号 ${change.id}：${changeWords(context, change)}`)),
    text('同意发“确认户 编号”，不同意发“不同意户 编号 原因”。'),
  ])
}
