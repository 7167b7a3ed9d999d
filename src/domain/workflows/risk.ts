import { stageWords } from '../case-rules.ts'
import { showDate } from '../echo.ts'
import { listReturned } from '../warning-return.ts'
import type { CaseView, Doing, Effect, Workflow } from '../workflow.ts'
import { note, reason, verdict, verdictFault } from './fields.ts'
import { riskDue } from './risk-due.ts'
import { monitoredKinds, riskFields } from './risk-fields.ts'
import { addMeasure, followUp, relieve, reopen, tickMeasure } from './risk-measures.ts'
import { applyIntake, clear, clearingFields, stage, takeIn } from './risk-stages.ts'

/** 风险 (A10, B4, D6): reported → verified → taken in → measures → cleared → half a year's observation → closed. */
export const risk: Workflow = {
  kind: 'risk',
  states: {
    reported: { word: '待核实' },
    verified: { word: '已核实，待纳入' },
    applying: { word: '申请纳入中' },
    monitored: { word: '监测帮扶中' },
    clearing: { word: '申请消除中' },
    observing: { word: '观察期' },
    closed: { word: '已结案', settled: true },
    dismissed: { word: '不属实', settled: true },
    explained: { word: '已解释', settled: true },
  },
  counts: [
    { word: '待核实', states: ['reported'] },
    { word: '待纳入', states: ['verified', 'applying'] },
    { word: '监测帮扶', states: ['monitored', 'clearing'] },
    { word: '观察期', states: ['observing'] },
    { word: '已结案', states: ['closed'] },
    { word: '不属实', states: ['dismissed'] },
    { word: '已解释', states: ['explained'] },
  ],
  actions: [
    {
      word: '核实',
      step: 'verified',
      from: ['reported'],
      to: ['verified', 'dismissed', 'explained'],
      who: ['manager', 'expected'],
      fields: () => ({ verdict, note }),
      provable: true,
      does: verify,
      summary: '上门核实后给出结论',
      example: '属实',
    },
    {
      word: '申请纳入',
      step: 'applied',
      from: ['verified'],
      to: ['applying'],
      who: ['manager', 'assignee'],
      does: applyIntake,
      summary: '申请纳入监测（本县要走程序的）',
      example: '',
    },
    {
      word: '纳入',
      step: 'takenIn',
      from: ['verified', 'applying'],
      to: ['monitored'],
      who: ['manager'],
      fields: () => ({
        householdClass: {
          type: 'choice',
          label: '类别',
          required: true,
          options: monitoredKinds.map((name) => ({ name })),
          ask: `请问纳入哪一类：${monitoredKinds.join('、')}？`,
        },
      }),
      does: takeIn,
      summary: '纳入监测，写明三类户类别',
      example: '脱贫不稳定户',
    },
    {
      word: '帮扶',
      step: 'measured',
      from: ['verified', 'monitored'],
      to: ['verified', 'monitored'],
      who: ['manager', 'assignee'],
      fields: () => ({
        measure: { type: 'text', label: '措施', required: true, main: true, ask: '请写明帮扶措施，例如：临时救助 民政局 6月30日' },
        department: { type: 'units', label: '责任部门', aliases: ['部门', '责任单位'], anywhere: true },
        due: { type: 'date', label: '时限', aliases: ['截止'], direction: 'ahead' },
        amount: { type: 'amount', label: '金额' },
      }),
      does: addMeasure,
      summary: '一户一策：措施、责任部门和时限',
      example: '临时救助 民政局 6月30日',
    },
    {
      word: '落实',
      step: 'measureDone',
      from: ['verified', 'monitored'],
      to: ['verified', 'monitored'],
      who: ['manager', 'assignee'],
      fields: () => ({ number: { type: 'count', label: '第几项', aliases: ['措施'] }, note }),
      does: tickMeasure,
      summary: '一项措施已落实，几项时写第几项',
      example: '1',
    },
    {
      word: '救助',
      step: 'relieved',
      from: ['reported', 'verified', 'applying', 'monitored'],
      to: ['reported', 'verified', 'applying', 'monitored'],
      who: ['manager', 'head'],
      fields: () => ({
        amount: { type: 'amount', label: '金额', required: true, ask: '请问救助金额是多少？例如：3000元' },
        note,
      }),
      does: relieve,
      summary: '记一笔救助',
      example: '3000元',
    },
    {
      word: '消除',
      aliases: ['申请消除'],
      step: 'cleared',
      from: ['monitored'],
      to: ['clearing', 'observing'],
      who: ['manager'],
      fields: clearingFields,
      does: clear,
      summary: '申请消除风险，逐条回答本县的消除条件',
      example: '',
    },
    ...stageWords.map(stage),
    {
      word: '回访',
      step: 'followedUp',
      from: ['monitored', 'observing', 'closed'],
      to: ['monitored', 'observing', 'closed'],
      who: ['manager', 'assignee'],
      fields: () => ({ situation: { type: 'text', label: '情况', required: true, main: true, ask: '请写明情况。' } }),
      does: followUp,
      summary: '回访这一户；也算一次走访',
      example: '在合作社务工，收入稳定',
    },
    {
      word: '回退',
      step: 'takenBack',
      from: ['clearing', 'observing', 'closed'],
      to: ['monitored'],
      who: ['manager', 'inspector', 'above'],
      fields: () => ({ reason }),
      does: (doing) => reopen(doing, '回退'),
      summary: '消除不当的，退回监测',
      example: '收入核算有误',
    },
    {
      word: '重启',
      step: 'restarted',
      from: ['observing', 'closed', 'dismissed', 'explained'],
      to: ['monitored', 'reported'],
      who: ['manager', 'inspector', 'above'],
      fields: () => ({ reason }),
      does: (doing) => reopen(doing, '重启'),
      summary: '风险复发，重新启动',
      example: '再次住院',
    },
    {
      word: '结案',
      step: 'closed',
      from: ['observing'],
      to: ['closed'],
      who: ['manager'],
      does: close,
      summary: '观察期满结案',
      example: '',
    },
  ],
  expects: riskDue,
  follows: listReturned,
  given: (entry) => {
    const { measures = [] } = riskFields({ entry })
    return { units: measures.flatMap(({ department }) => department ?? []), memberIds: [] }
  },
  facts,
}

function verify(doing: Doing): Effect | string {
  const { values, today } = doing
  const fault = verdictFault(doing)
  if (fault !== null) return fault
  const said = String(values.verdict)
  const status = said === '属实' ? 'verified' : said === '不属实' ? 'dismissed' : 'explained'
  return { status, fields: { verdict: said, verifiedOn: today, verifyNote: values.note ?? null }, says: `核实结果：${said}。` }
}

function close(doing: Doing): Effect | string {
  const until = riskFields(doing).observeUntil ?? ''
  return doing.today < until
    ? `观察期到${showDate(until)}，还不能结案。`
    : { status: 'closed', fields: { closedOn: doing.today }, says: '观察期满，已结案。' }
}

/** What 查 shows: class, measures, relief, how it was cleared, observation, relapses. */
function facts(view: CaseView): Record<string, string> {
  const { verdict: said, verifyNote, householdClass, takenInOn, measures = [], relief = [], ...more } = riskFields(view)
  const { passed = [], clearing = [], clearedOn, observeUntil, followUps = [], reopened = [], warning, pushedBy } = more
  const total = relief.reduce((sum, { amount }) => sum + amount, 0)
  return {
    预警清单: warning === undefined ? '' : `${warning}（${pushedBy?.name ?? ''}推送）`,
    核实: said === undefined ? '' : `${said}${verifyNote ? `，${verifyNote}` : ''}`,
    纳入: householdClass === undefined ? '' : `${householdClass}${takenInOn ? `（${showDate(takenInOn)}）` : ''}`,
    帮扶措施: measures
      .map(({ text, department, due, doneOn }, index) => {
        const state = doneOn ? `${showDate(doneOn)}落实` : due ? `时限${showDate(due)}` : '未落实'
        return `${index + 1}.${text}（${[department?.name, state].filter(Boolean).join('，')}）`
      })
      .join('；'),
    救助: relief.length === 0 ? '' : `${relief.length}笔，共${total.toLocaleString('en-US')}元`,
    程序: passed.map(({ stage: word, on, note: words }) => `${word}${showDate(on)}${words ? ` ${words}` : ''}`).join('；'),
    消除: clearing.map(({ question, answer }) => `${question}：${answer}`).join('；'),
    观察期: clearedOn && observeUntil ? `${showDate(clearedOn)}至${showDate(observeUntil)}，已回访${followUps.length}次` : '',
    重新启动: reopened.map(({ word, on, reason: why }) => `${showDate(on)}${word}（${why}）`).join('；'),
  }
}
