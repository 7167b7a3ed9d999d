import { defineReport, everyRole } from '../src/domain/command.ts'

/** 调研 (A3, A7): a field study in a unit. */
export default defineReport({
  name: 'study',
  title: '调研',
  aliases: [],
  summary: '报一次调研：在哪里、什么主题、发现和建议',
  order: 55,
  roles: everyRole.filter((role) => role !== 'inspector'),
  matters: ['调研'],
  wide: true,
  about: { field: 'unit', outside: 'refuse' },
  fields: {
    unit: {
      type: 'unit',
      label: '单位',
      aliases: ['地点', '调研单位'],
      required: true,
      anywhere: true,
      hint: '纸房村',
      ask: '请问在哪个单位调研？例如：纸房村',
    },
    topic: {
      type: 'text',
      label: '主题',
      aliases: ['调研主题'],
      required: true,
      main: true,
      hint: '农房抗震改造',
      ask: '请问调研的主题是什么？',
    },
    findings: { type: 'text', label: '发现', aliases: ['发现问题', '情况'] },
    suggestions: { type: 'text', label: '建议', aliases: ['意见建议'] },
    date: { type: 'date', label: '日期', aliases: ['时间', '调研时间'], hint: '昨天' },
  },
  examples: [
    { say: '调研 {村} 冬季饮水管网防冻', mark: '✅' },
    { say: '调研 单位：{村} 主题：农房抗震改造 发现：两户土坯房没列入计划 建议：纳入今年第二批', mark: '✅' },
  ],
})
