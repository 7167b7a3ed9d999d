import { text } from '../src/core/blocks.ts'
import { defineReport } from '../src/domain/command.ts'
import { PRAISE } from '../src/domain/workflows/consequence.ts'

/** 提醒函, 约谈, 通报批评, 表扬 of a unit (C8, A14): told at once, counted. What concerns a person is a decision (召回). */
export default defineReport({
  name: 'consequence',
  title: '奖惩',
  aliases: ['提醒函', '约谈', '通报批评', PRAISE],
  summary: '对单位发提醒函、约谈、通报批评或表扬，马上告知并计数，例如：约谈 马岭镇 走访进度连续两月靠后',
  order: 61,
  roles: ['manager', 'leader', 'inspector', 'admin'],
  matters: ['奖惩', '提醒函', '约谈', '通报批评', PRAISE],
  measure: '次',
  items: 'one',
  classField: 'type',
  status: 'sent',
  about: { field: 'unit', outside: 'refuse' },
  wide: true,
  tells: (_context, entry) =>
    entry.class === PRAISE
      ? [
          {
            to: { unitId: entry.unitId },
            key: `consequence/${entry.no}`,
            content: {
              blocks: [text(`#${entry.no} ${PRAISE}：${String(entry.fields.reason ?? '')}`)],
              outline: [text(`#${entry.no} ${PRAISE}，内容请私聊发“查 ${entry.no}”看。`)],
            },
          },
        ]
      : [],
  fields: {
    unit: {
      type: 'unit',
      label: '单位',
      aliases: ['对象'],
      required: true,
      anywhere: true,
      each: true,
      hint: '马岭镇',
      ask: '请问对哪个单位？对个人的处理要有级别、申辩和决定文号，请发：召回 姓名 依据',
    },
    reason: { type: 'text', label: '事由', aliases: ['原因', '内容'], required: true, main: true, ask: '请写明事由。' },
    type: {
      type: 'choice',
      label: '方式',
      options: ['提醒函', '约谈', '通报批评', PRAISE].map((name) => ({ name })),
    },
    document: { type: 'text', label: '文号', aliases: ['文件号'], labelled: true },
    due: { type: 'date', label: '回复时限', aliases: ['时限'], direction: 'ahead' },
    date: { type: 'date', label: '日期', labelled: true },
  },
  defaults: () => ({ type: '提醒函' }),
  examples: [
    { say: '提醒函 {单位} 5月走访进度靠后，请加快 回复时限：6月30日', mark: '✅' },
    { say: '表扬 {单位} 率先完成遍访', mark: '✅' },
  ],
})
