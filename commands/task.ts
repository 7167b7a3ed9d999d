import { defineReport, everyRole } from '../src/domain/command.ts'
import { DECISION, DUTY_LIST, TASK_LIST } from '../src/domain/workflows/task.ts'

/** 任务 (A2, A12): something given to a unit or a person to do; they are told at once. */
export default defineReport({
  name: 'task',
  title: '任务',
  aliases: ['交任务', '交清单'],
  summary: '给单位或人交任务，写了责任单位或责任人的马上告知',
  order: 35,
  roles: everyRole.filter((role) => role !== 'inspector'),
  measure: '项',
  matters: ['任务'],
  status: 'assigned',
  classField: 'class',
  defaults: (context) => (/^\s*[#＃/]?交清单/.test(context.message.text) ? { class: TASK_LIST } : {}),
  about: { field: 'owner', outside: 'refuse' },
  assigns: ['owner'],
  fields: {
    content: {
      type: 'text',
      label: '内容',
      aliases: ['任务内容', '任务'],
      required: true,
      main: true,
      hint: '核对雨露计划发放名单',
      ask: '请问任务内容是什么？',
    },
    owner: {
      type: 'owner',
      label: '责任单位或责任人',
      aliases: ['责任单位', '责任人', '责任', '承办单位', '承办人'],
      each: true,
      hint: '马岭镇',
    },
    class: {
      type: 'choice',
      label: '类别',
      aliases: ['任务类别'],
      labelled: true,
      options: [{ name: TASK_LIST, aliases: ['清单'] }, { name: DUTY_LIST }, { name: DECISION }, { name: '其他' }],
    },
    due: { type: 'date', label: '时限', aliases: ['截止', '期限', '完成时限'], direction: 'ahead', hint: '6月28日' },
  },
  examples: [
    { say: '任务 内容：核对雨露计划发放名单 责任单位：{单位}', mark: '✅' },
    { say: '交清单 2023年度重点任务12项', mark: '✅' },
    { say: '交任务 {单位} 整理脱贫户收入台账', mark: '✅' },
  ],
})
