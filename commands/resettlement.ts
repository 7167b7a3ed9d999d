import { defineReport } from '../src/domain/command.ts'

/** 搬迁后扶 (B7): a resettlement site is registered once, and looked at again by 回头看 (src/domain/workflows/resettlement.ts). */
export default defineReport({
  name: 'resettlement',
  title: '搬迁后扶',
  aliases: ['安置点', '后扶回头看', '搬迁后扶回头看'],
  summary: '登记易地搬迁安置点，之后逐项回头看',
  order: 58,
  roles: ['reporter', 'manager', 'leader', 'admin'],
  measure: '个',
  matters: ['搬迁后扶', '安置点'],
  status: 'open',
  about: { field: 'unit', outside: 'refuse' },
  next: ({ no }) => `接着请发：回头看 ${no}`,
  fields: {
    site: {
      type: 'text',
      label: '安置点',
      aliases: ['名称'],
      required: true,
      main: true,
      hint: '幸福里安置点',
      ask: '请问安置点叫什么名称？',
    },
    unit: { type: 'unit', label: '单位', aliases: ['村', '所在村'], hint: '纸房村' },
    date: { type: 'date', label: '日期', aliases: ['时间'] },
  },
  examples: [{ say: '搬迁后扶 安置点：幸福里安置点', mark: '✅' }],
})
