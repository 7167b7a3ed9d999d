import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { changeWords, earlierThan } from '../../src/domain/comparison.ts'
import { periodOf } from '../../src/domain/periods.ts'
import { manyHouseholds } from '../support/ledger.ts'
import { openTalk, type Talk } from '../support/talk.ts'

describe('what a period is compared with', () => {
  const spans = (period: Parameters<typeof earlierThan>[0], how: 'previous' | 'year-ago', today: string): string[] => {
    const { span, word } = earlierThan(period, how, today)
    return [word, span.from, span.to]
  }

  test('while it runs: as many days of the earlier one', () => {
    const june = periodOf('month', '2023-06-01')
    expect(spans(june, 'previous', '2023-06-15')).toEqual(['上月同期', '2023-05-01', '2023-05-16'])
    expect(spans(june, 'year-ago', '2023-06-15')).toEqual(['去年同期', '2022-06-01', '2022-06-16'])
    // The 31st of March has no like in February.
    expect(spans(periodOf('month', '2023-03-01'), 'previous', '2023-03-30')).toEqual(['上月同期', '2023-02-01', '2023-03-01'])
  })

  test('when it has ended: the whole of the earlier one', () => {
    expect(spans(periodOf('month', '2023-06-01'), 'previous', '2023-07-05')).toEqual(['上月', '2023-05-01', '2023-06-01'])
    expect(spans(periodOf('quarter', '2023-01-01'), 'previous', '2023-06-01')).toEqual(['上季度', '2022-10-01', '2023-01-01'])
    expect(spans(periodOf('year', '2024-03-01'), 'year-ago', '2025-01-02')).toEqual(['去年同期', '2023-01-01', '2024-01-01'])
  })

  test('a free range: as many days before it', () => {
    const week = { from: '2023-06-08', to: '2023-06-15', key: null, label: '最近7天' }
    expect(spans(week, 'previous', '2023-06-20')).toEqual(['前一时段', '2023-06-01', '2023-06-08'])
  })

  test('a change is told without the noise of binary fractions', () => {
    expect([changeWords(53.3, 48.1, '个百分点'), changeWords(1, 3, '户'), changeWords(2, 2, '户')]).toEqual([
      '增 5.2 个百分点',
      '减 2 户',
      '持平',
    ])
  })
})

describe('a question that compares', () => {
  let talk: Talk
  beforeEach(async () => {
    talk = await openTalk({ households: [...manyHouseholds('纸房村', 10, '张'), ...manyHouseholds('贺旗村', 10, '李')] })
  })
  afterEach(async () => await talk.ledger.close())

  test('puts the visits of this month beside those of the last one up to the same day', async () => {
    // Until 15 June: 张1, 张2, 李1. Until 15 May: 张3 and 张1; 李2 came on the 16th, when June has not got so far.
    for (const [village, head, date] of [
      ['纸房村', '张1', '2023-06-01'],
      ['纸房村', '张2', '2023-06-15'],
      ['贺旗村', '李1', '2023-06-10'],
      ['纸房村', '张3', '2023-05-15'],
      ['纸房村', '张1', '2023-05-02'],
      ['贺旗村', '李2', '2023-05-16'],
    ] as const)
      await talk.ledger.visit(village, head, date)

    expect(await talk.say('刘海峰', '走访进度 比上月')).toContain('上月同期（截至5月15日）2 户，增 1 户。')
    expect(await talk.say('刘海峰', '走访进度')).not.toContain('上月')
  })

  test('puts the units that have met beside those that had met', async () => {
    await talk.ledger.report({ kind: 'meeting', date: '2023-06-02', unit: '产业专班' })
    await talk.ledger.report({ kind: 'meeting', date: '2023-05-02', unit: '产业专班' })
    await talk.ledger.report({ kind: 'meeting', date: '2023-05-10', unit: '就业专班' })
    await talk.ledger.report({ kind: 'meeting', date: '2023-05-20', unit: '住房专责组' })

    expect(await talk.say('周凯', '会议 进度 比上月')).toContain('上月同期（截至5月15日）2 个，减 1 个。')
  })

  test('shows how places have moved', async () => {
    await talk.ledger.addHouseholds(manyHouseholds('董家滩村', 10, '董'))
    // In May: 贺旗村 2, 纸房村 1, 董家滩村 0; by now 董家滩村 3, 贺旗村 2, 纸房村 1.
    for (const head of ['李1', '李2']) await talk.ledger.visit('贺旗村', head, '2023-05-03')
    await talk.ledger.visit('纸房村', '张1', '2023-05-04')
    for (const head of ['董1', '董2', '董3']) await talk.ledger.visit('董家滩村', head, '2023-06-05')
    const text = await talk.say('刘海峰', '走访排名 比上月')

    expect(text).toMatch(/1\D+↑2\D+董家滩村/)
    expect(text).toMatch(/2\D+↓1\D+贺旗村/)
    expect(text).toMatch(/3\D+↓1\D+纸房村/)
  })

  test('puts a rate beside the one before, in points, without averaging', async () => {
    await talk.say('刘海峰', '月报 期间:5月 资金支出率：48%')
    await talk.say('刘海峰', '月报 期间:6月 资金支出率：53%')
    const text = await talk.say('刘海峰', '马岭镇 资金支出率 比上月')

    expect(text).toMatch(/马岭镇 53%（2023年6月，编号 \d+），上月 48%，增 5 个百分点/)
  })
})
