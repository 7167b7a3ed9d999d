import { defineReport } from '../src/domain/command.ts'

/** 实事 (C7): the one real thing that a village team gets done each year; the duty stands in the pack. */
export default defineReport({
  name: 'deed',
  title: '实事',
  aliases: ['办实事', '为民办实事'],
  summary: '报驻村办成的一件实事（每年至少一件）',
  order: 55,
  measure: '件',
  matters: ['实事'],
  about: { field: 'unit', outside: 'refuse' },
  fields: {
    content: {
      type: 'text',
      label: '内容',
      aliases: ['实事', '情况'],
      required: true,
      main: true,
      hint: '协调资金硬化通组路1.2公里',
      ask: '请问办成了什么实事？',
    },
    unit: { type: 'unit', label: '村', aliases: ['单位', '地点'], hint: '纸房村' },
    households: { type: 'count', label: '受益户数', aliases: ['受益', '户数'], labelled: true, hint: '46户' },
    funds: { type: 'amount', label: '资金', aliases: ['投入', '投入资金'], hint: '12万元' },
    date: { type: 'date', label: '日期', aliases: ['时间', '完成时间'], hint: '昨天' },
  },
  examples: [{ say: '实事 协调资金硬化通组路1.2公里 受益户数：46户', mark: '✅' }],
})
