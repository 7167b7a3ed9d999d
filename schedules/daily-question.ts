import { z } from 'zod'
import { note, text } from '../src/core/blocks.ts'
import type { Notice } from '../src/core/reply.ts'
import { lastQuestion, questionOf } from '../src/domain/daily-question.ts'
import { defineSchedule } from '../src/domain/schedule.ts'
import { selectUnits } from '../src/domain/subjects.ts'

/** 每日一题 (B14): the day's question and the last one's answer; voluntary, nothing is kept, ranked or chased (counting-rules 24). */
export default defineSchedule({
  summary: '每日一题：自愿学习，发今天的题和上一题的答案，不记录、不排名、不催；休息日不发，没有出题的不发',
  settings: z.strictObject({}),
  whenMissed: 'skip',
  async run({ house, pack, entry, today, dueAt }): Promise<Notice[]> {
    const question = questionOf(house, today)
    if (!question || pack.dailyQuestions.length === 0 || !house.calendar.isWorkday(today)) return []
    const last = lastQuestion(house, today)
    const blocks = [
      text(`每日一题：${question.ask}`),
      ...(last && last !== question ? [text(`上一题：${last.ask}\n答案：${last.answer}`)] : []),
      note('自愿学习，不记录、不排名、不催；想先看答案请私聊发：每日一题 答案'),
    ]
    return selectUnits(house.directory.units, entry.to ?? { kind: ['county'] })
      .filter(({ id }) => house.directory.groupsOf(id).length > 0)
      .map(({ id }) => ({ to: { unitId: id }, key: `${pack.name}/${entry.id}/${dueAt}/unitId${id}`, content: { blocks } }))
  },
})
