import { showDate } from '../echo.ts'
import type { Workflow } from '../workflow.ts'
import { leadersInCharge } from './units.ts'

/** 问责建议 (D7): the leader's word decides; nobody else hears of it. */
export const accountability: Workflow = {
  kind: 'accountability',
  states: { proposed: { word: '待批示' }, decided: { word: '已批示', settled: true } },
  actions: [
    {
      word: '批示',
      step: 'decided',
      from: ['proposed'],
      to: ['decided'],
      who: ['expected'],
      fields: () => ({ words: { type: 'text', label: '批示', aliases: ['意见'], required: true, main: true, ask: '请写批示。' } }),
      does: ({ values, today }) => ({
        status: 'decided',
        fields: { decided: String(values.words), decidedOn: today },
        says: '批示已记下。',
      }),
      summary: '领导对问责建议作批示',
      example: '请督查组核实后按程序约谈',
    },
  ],
  expects(view) {
    const { entry, house, today } = view
    if (entry.status !== 'proposed') return []
    const { leaderMemberId } = entry.fields
    const inCharge = leadersInCharge(view, [entry.unitId])
    const top = house.directory
      .members(today)
      .filter((member) => member.posts.some((post) => post.role === 'leader' && post.unitId === house.directory.root?.id))
    const leaders = typeof leaderMemberId === 'number' ? [leaderMemberId] : inCharge.length > 0 ? inCharge : top.map(({ id }) => id)
    return leaders.map((memberId) => ({
      key: `decide/${memberId}`,
      word: '批示',
      what: '问责建议',
      unitId: null,
      memberId,
      since: entry.date,
      due: null,
      span: null,
    }))
  },
  facts: ({ entry: { fields } }) => ({
    批示: typeof fields.decided === 'string' ? `${fields.decided}（${showDate(String(fields.decidedOn))}）` : '',
  }),
}
