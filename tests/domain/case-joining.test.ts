import { expect, test } from 'vitest'
import { caseClashes, joinCases } from '../../src/domain/case-joining.ts'
import type { CaseRules } from '../../src/domain/case-rules.ts'
import { testPack } from '../support/ledger.ts'

const pack = (name: string, cases: string) => testPack(`name: ${name}\ntitle: 某县\nsource: 某县文件\n${cases && `cases: ${cases}\n`}`)
const both = (a: string, b: string): [CaseRules, string[]] => {
  const packs = [pack('a', a), pack('b', b)]
  return [joinCases(packs), caseClashes(packs)]
}

test('what several packs say of different things holds together, whatever their order', () => {
  const a = '{ risk: { intake: 8个工作日 }, signs: { 因病: [住院] }, warn: 3 }'
  const b = '{ risk: { verify: 4个工作日 }, issue: { evidence: false }, signs: { 因病: [大病], 因学: [辍学] } }'
  const [rules, clashes] = both(a, b)
  expect(clashes).toEqual([])
  expect(rules.risk).toMatchObject({
    intake: { n: 8, unit: 'workday' },
    verify: { n: 4, unit: 'workday' },
    relief: { n: 2, unit: 'workday' },
  })
  expect(rules.issue).toMatchObject({ evidence: false, rectify: { n: 15, unit: 'workday' } })
  expect(rules.signs).toEqual({ 因病: ['住院', '大病'], 因学: ['辍学'] })
  expect([rules.warn, rules.escalate]).toEqual([3, [1, 3, 6]])
  const [turned] = both(b, a)
  expect({ ...turned, signs: null }).toEqual({ ...rules, signs: null })
})

test('levels of information are joined by name', () => {
  const level = (name: string, points: number) => `{ name: ${name}, points: ${points}, sort: document }`
  const [rules, clashes] = both(
    `{ info: { levels: [${level('省级', 1)}] } }`,
    `{ info: { levels: [${level('市级', 0.5)}, ${level('省级', 1)}] } }`,
  )
  expect(clashes).toEqual([])
  expect(rules.info.levels.map(({ name, points }) => [name, points])).toEqual([
    ['省级', 1],
    ['市级', 0.5],
  ])
  expect(both(`{ info: { levels: [${level('省级', 1)}] } }`, `{ info: { levels: [${level('省级', 2)}] } }`)[1]).toEqual([
    '规则包 a 和 b 的 cases › info › levels › 省级 写得不一样（1 分，document；2 分，document）：几份一起用时，请改成一样，或只留一份',
  ])
})

test.each([
  ['{ risk: { intake: 10个工作日 } }', '{ risk: { intake: 15个工作日 } }', 'risk › intake 写得不一样（10个工作日；15个工作日）'],
  ['{ issue: { signatures: [分管领导] } }', '{ issue: { signatures: [] } }', 'issue › signatures 写得不一样（分管领导；没有）'],
  ['{ warn: 2 }', '{ warn: 3 }', 'cases › warn 写得不一样（2；3）'],
])('two packs that differ about one thing are a fault: %s and %s', (a, b, words) => {
  expect(both(a, b)[1]).toEqual([expect.stringContaining(words)])
  expect(both(a, a)[1]).toEqual([])
})

test('what is still to be filled in says nothing: another pack’s conditions hold', () => {
  const [rules, clashes] = both('{ risk: { clearing: [待县局填写] } }', '{ risk: { clearing: [收入稳定] } }')
  expect(clashes).toEqual([])
  expect(rules.risk.clearing).toEqual(['收入稳定'])
  expect(both('', '')[0].risk.clearing).toEqual(['待县局填写'])
})
