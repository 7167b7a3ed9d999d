import { expect, test } from 'vitest'
import { createCalendar } from '../../src/domain/calendar.ts'
import { CaseSection, levelsOf, parseSpan, spanEnd } from '../../src/domain/case-rules.ts'
import { settledStatuses, statusesNamed, statusWord } from '../../src/domain/status-words.ts'
import { type Workflow, workflowFaults } from '../../src/domain/workflow.ts'
import { workflows } from '../../src/domain/workflows/all.ts'
import { timeliness } from '../../src/domain/workflows/fields.ts'
import { pointsOf } from '../../src/domain/workflows/info.ts'

test.each([...workflows.values()].map((workflow) => [workflow.kind, workflow] as const))('the workflow of %s is sound', (_, workflow) => {
  expect(workflowFaults(workflow)).toEqual([])
})

test('a workflow with an unknown, an unreachable and a dead state is told of all three', () => {
  const action = { word: '办', step: 'done', who: [], does: () => '', summary: '', example: '' }
  const workflow: Workflow = {
    kind: 'x',
    states: { first: { word: '一' }, stuck: { word: '二' }, lonely: { word: '三' } },
    actions: [{ ...action, from: ['first'], to: ['stuck', 'nowhere'] }],
    expects: () => [],
  }
  expect(workflowFaults(workflow)).toEqual([
    'x: 办 names the unknown state nowhere',
    'x: the state lonely is never reached',
    'x: nothing leads out of the state stuck',
    'x: nothing leads out of the state lonely',
  ])
})

test('a state is worded by its own kind: what is settled in one is open in another', () => {
  expect(statusWord({ kind: 'issue', status: 'assigned' })).toBe('已交办，待核实')
  expect(statusWord({ kind: 'task', status: 'assigned' })).toBe('办理中')
  expect(settledStatuses('inspection')).toContain('assigned')
  expect(settledStatuses('issue')).not.toContain('assigned')
  expect(statusesNamed('risk', '待纳入的风险')).toEqual({ word: '待纳入', statuses: ['verified'] })
})

test('spans are read as office staff write them', () => {
  expect(parseSpan('10个工作日')).toEqual({ n: 10, unit: 'workday' })
  expect(parseSpan('两周')).toBeUndefined()
  expect(spanEnd('2023-08-31', { n: 6, unit: 'month' }, createCalendar())).toBe('2024-02-29')
  expect(CaseSection.safeParse({ risk: { intake: '两周' } }).success).toBe(false)
})

test('the highest document level counts once, media pieces each, added or not as the pack says', () => {
  const adoption = (points: number, sort: 'document' | 'media') => ({ level: '', reference: '', on: '', points, sort })
  const adoptions = [adoption(1, 'document'), adoption(2, 'document'), adoption(0.2, 'media'), adoption(0.1, 'media')]
  expect(pointsOf(adoptions, true)).toBe(2.3)
  expect(pointsOf(adoptions, false)).toBe(2)
  expect(levelsOf([{ name: '省级', aliases: [], points: 3, sort: 'document' }]).find(({ name }) => name === '省级')?.points).toBe(3)
})

test.each([
  [{ due: '2023-06-30', firstDue: '2023-06-30' }, '2023-06-30', '按期'],
  [
    { due: '2023-07-15', firstDue: '2023-06-30', extensions: [{ to: '2023-07-15', reason: '', on: '' }] },
    '2023-07-10',
    '延期后按期（延期1次）',
  ],
  [{ due: '2023-07-15', firstDue: '2023-06-30', extensions: [{ to: '2023-07-15', reason: '', on: '' }] }, '2023-06-29', '按期（延期1次）'],
  [{ due: '2023-06-30', firstDue: '2023-06-30' }, '2023-07-01', '逾期'],
  [{}, '2023-07-01', null],
])('what was due %j and done on %s is %s', (dates, done, said) => {
  expect(timeliness(dates, done, '2023-12-31')).toBe(said)
})
