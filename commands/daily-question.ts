import { note, text } from '../src/core/blocks.ts'
import { answer } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import { questionOf } from '../src/domain/daily-question.ts'

/** 每日一题 (B14): voluntary; the day's question from the pack, nothing is kept, ranked or chased (counting-rules 24). */
export default defineQuery({
  name: 'daily-question',
  title: '每日一题',
  aliases: ['今日一题'],
  summary: '自愿学习：看今天的题；发“每日一题 答案”看答案（默认不开，不排名、不催）',
  order: 96,
  alone: true,
  asks: [],
  examples: [{ say: '每日一题', mark: '' }],
  async run({ house, today, message }) {
    const chosen = questionOf(house, today)
    if (!chosen) return answer([text('本县没有开通每日一题（自愿学习，默认不开）。')])
    const wantsAnswer = message.text.includes('答案')
    return answer([
      text(wantsAnswer ? `${chosen.ask}\n答案：${chosen.answer}` : chosen.ask),
      note(`自愿学习，不记录、不排名、不催${wantsAnswer ? '' : '；看答案请发：每日一题 答案'}`),
    ])
  },
})
