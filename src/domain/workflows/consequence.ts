import { showDate } from '../echo.ts'
import type { CaseView, Doing, Effect, Workflow } from '../workflow.ts'

/** Commends; nothing is to be answered. */
export const PRAISE = '表扬'

/** 提醒函, 约谈, 通报批评, 表扬 (C8, A14): sent to a unit, which answers what it will do; counted. */
export const consequence: Workflow = {
  kind: 'consequence',
  states: {
    sent: { word: '待回复' },
    answered: { word: '已回复', settled: true },
    noted: { word: '已通知', settled: true },
  },
  begun: ['noted'],
  begins: ({ entry }) => (entry.class === PRAISE ? { step: { action: 'noted', change: { status: 'noted' } } } : null),
  actions: [
    {
      word: '回复',
      step: 'answered',
      from: ['sent'],
      to: ['answered'],
      who: ['assignee', 'manager'],
      fields: () => ({
        answer: { type: 'text', label: '整改措施', aliases: ['回复'], required: true, main: true, ask: '请写明整改措施。' },
      }),
      does: ({ values, today }: Doing): Effect => ({
        status: 'answered',
        fields: { answer: String(values.answer), answeredOn: today },
        says: '回复已记下。',
      }),
      summary: '收到提醒函、约谈、通报批评的单位回复整改措施',
      example: '已召开会议，6月底前补齐走访',
    },
  ],
  expects: ({ entry }) =>
    entry.status === 'sent'
      ? [
          {
            key: 'answer',
            word: '回复',
            what: `${entry.class ?? ''}：请回复整改措施`,
            unitId: entry.unitId,
            memberId: null,
            since: entry.date,
            due: typeof entry.fields.due === 'string' ? entry.fields.due : null,
            span: null,
          },
        ]
      : [],
  facts: ({ entry: { fields } }: CaseView) => ({
    回复: typeof fields.answer === 'string' ? `${fields.answer}（${showDate(String(fields.answeredOn))}）` : '',
  }),
}
