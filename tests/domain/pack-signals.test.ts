import { expect, test } from 'vitest'
import { joinSignals, signalClashes } from '../../src/domain/pack-signals.ts'
import { testPack } from '../support/ledger.ts'

const pack = (name: string, signals: string) =>
  testPack(`name: ${name}\ntitle: 某县\nsource: 某县文件\n${signals && `signals: ${signals}\n`}`)

test('what packs say of signals holds together, whatever their order; what none says is as shipped', () => {
  const [a, b, c] = [pack('a', '{ burst: 8 }'), pack('b', '{ days: 7, note: 县定 }'), pack('c', '')]
  for (const packs of [
    [a, b, c],
    [c, b, a],
  ])
    expect(joinSignals(packs)).toEqual({ days: 7, burst: 8, clearing: 5, copied: 3, note: '县定' })
  expect(joinSignals([])).toEqual({ days: 3, burst: 5, clearing: 5, copied: 3, note: '起点数本县自定' })
  expect(signalClashes([a, b, c])).toEqual([])
})

test('packs that give different figures clash; different notes stand side by side', () => {
  const packs = [pack('a', '{ burst: 8, note: 甲文 }'), pack('b', '{ burst: 6, copied: 4, note: 乙文 }')]
  expect(signalClashes(packs)).toEqual(['规则包 a 和 b 的 signals › burst 写得不一样（8；6）：几份一起用时，请改成一样，或只留一份'])
  expect(joinSignals(packs).note).toBe('甲文；乙文')
})
