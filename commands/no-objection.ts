import { answerCheck } from '../db/queries/publications.ts'
import { text } from '../src/core/blocks.ts'
import { accepted, answer, refused } from '../src/core/reply.ts'
import { checksToAnswer } from '../src/domain/check-answers.ts'
import { defineWord } from '../src/domain/command.ts'
import { rankingOf } from '../src/domain/ranked.ts'

/** 无异议: a unit agrees to its lines before they are published (counting-rules 19). */
export default defineWord({
  name: 'no-objection',
  title: '无异议',
  aliases: ['没有异议'],
  summary: '核数单核对无误时回复：无异议',
  order: 64,
  examples: [],
  async run(context) {
    const { db, house, chat, speaker } = context
    if (!speaker) return refused('请先发“我是 单位 姓名 职务”。')
    const checks = await checksToAnswer({ ...context, speaker })
    // Among colleagues it is said of many things.
    if (checks.length === 0) return chat.kind === 'group' ? null : answer([text('现在没有等您单位核对的核数单。')])
    for (const check of checks) await answerCheck(db, check, 'agreed')
    const lines = checks.map(
      (check) => `${house.directory.unit(check.unitId).name} ${rankingOf(house, check.rankingId)?.ranking.title ?? ''}`,
    )
    return accepted([text(`已记下无异议：${lines.join('、')}。`)])
  },
})
