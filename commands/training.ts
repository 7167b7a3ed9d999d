import { defineReport, everyRole } from '../src/domain/command.ts'

/** 培训: a training held. */
export default defineReport({
  name: 'training',
  title: '培训',
  aliases: [],
  summary: '报一次培训：主题、人数、层级',
  order: 57,
  roles: everyRole.filter((role) => role !== 'inspector'),
  matters: ['培训'],
  classField: 'level',
  fields: {
    topic: {
      type: 'text',
      label: '主题',
      aliases: ['内容', '培训主题', '培训内容'],
      required: true,
      main: true,
      hint: '防返贫监测系统操作',
      ask: '请问培训的主题是什么？',
    },
    attendees: { type: 'count', label: '人数', aliases: ['培训人数', '参训人数', '参加人数'], hint: '42人' },
    level: {
      type: 'choice',
      label: '层级',
      aliases: ['级别'],
      options: [
        { name: '县', aliases: ['县级', '县里', '县上'] },
        { name: '镇', aliases: ['镇级', '乡', '乡级', '乡镇', '镇里', '乡里', '镇上', '乡上'] },
        { name: '村', aliases: ['村级', '村里', '村上'] },
      ],
    },
    date: { type: 'date', label: '日期', aliases: ['时间', '培训时间'], hint: '昨天' },
  },
  examples: [
    { say: '培训 主题：防返贫监测系统操作 人数：42人 层级：镇', mark: '✅' },
    { say: '昨天培训 果树修剪技术 35人', mark: '✅' },
  ],
})
