import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findSignals, type Signal } from '../../src/domain/signals.ts'
import { type Ledger, manyHouseholds, openLedger, testPack } from '../support/ledger.ts'

const pack = testPack('name: signals\ntitle: 测试县\nsource: 测试\nsignals: { days: 3, burst: 5, clearing: 4, copied: 3 }\n')
const june = { from: '2023-06-01', to: '2023-07-01' }
const july = { from: '2023-07-01', to: '2023-08-01' }

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger({ packs: [pack], households: [...manyHouseholds('纸房村', 8, '张'), ...manyHouseholds('贺旗村', 8, '李')] })
})
afterEach(async () => await ledger.close())

const signals = async (span: { from: string; to: string }): Promise<string[]> =>
  (await findSignals({ db: ledger.store.read, house: await ledger.house() }, span)).map(({ words }: Signal) => words)

/** Risks of a village taken in (or cleared) on these days; all typed in one evening. */
async function taken(village: string, days: string[], field: 'takenInOn' | 'clearedOn' = 'takenInOn'): Promise<void> {
  const { directory } = await ledger.house()
  const households = directory.households((await ledger.unit(village)).id)
  for (const [index, day] of days.entries()) {
    const householdId = households[index]?.id ?? null
    const sent = '2023-06-20 23:10'
    await ledger.report({ kind: 'risk', class: '因病', date: '2023-05-10', unit: village, householdId, fields: { [field]: day }, sent })
  }
}

describe('rule 22', () => {
  test('rule 22: five households taken in within three days are a burst; four, or a fifth on the fourth day, are none', async () => {
    await taken('贺旗村', ['2023-06-05', '2023-06-05', '2023-06-06', '2023-06-07', '2023-06-08'])
    expect(await signals(june)).toEqual([])

    await taken('纸房村', ['2023-06-05', '2023-06-05', '2023-06-06', '2023-06-07', '2023-06-07'])
    expect(await signals(june)).toEqual(['2023-06-05至2023-06-07纳入监测 5 户'])
  })

  test('rule 22: the date of the act decides: what was taken in over weeks and typed in one evening is no signal', async () => {
    await taken('纸房村', ['2023-06-01', '2023-06-05', '2023-06-09', '2023-06-13', '2023-06-17', '2023-06-20'])

    expect(await signals(june)).toEqual([])
  })

  test('rule 22: two villages do not make one burst, nor one household that was taken in again', async () => {
    await taken('纸房村', ['2023-06-05', '2023-06-05', '2023-06-05'])
    await taken('贺旗村', ['2023-06-05', '2023-06-05'])
    expect(await signals(june)).toEqual([])

    // 张1 to 张3 once more: six entries, three households.
    await taken('纸房村', ['2023-06-06', '2023-06-06', '2023-06-06'])
    expect(await signals(june)).toEqual([])
  })

  test('rule 22: a burst over the turn of the month is seen once, in the month in which it ended', async () => {
    await taken('纸房村', ['2023-06-29', '2023-06-30', '2023-06-30', '2023-07-01', '2023-07-01'])

    expect(await signals(june)).toEqual([])
    expect(await signals(july)).toEqual(['2023-06-29至2023-07-01纳入监测 5 户'])
  })

  test('rule 22: one that ended in June is not shown again in July', async () => {
    await taken('纸房村', ['2023-06-29', '2023-06-29', '2023-06-30', '2023-06-30', '2023-06-30'])

    expect(await signals(june)).toEqual(['2023-06-29至2023-06-30纳入监测 5 户'])
    expect(await signals(july)).toEqual([])
  })

  test('rule 22: clearing in a burst is counted by its own number', async () => {
    await taken('纸房村', ['2023-06-05', '2023-06-05', '2023-06-06'], 'clearedOn')
    expect(await signals(june)).toEqual([])

    await taken('贺旗村', ['2023-06-05', '2023-06-05', '2023-06-06', '2023-06-07'], 'clearedOn')
    expect(await signals(june)).toEqual(['2023-06-05至2023-06-07消除风险 4 户'])
  })

  test('rule 22: an evening of 都正常, and several items of one message, are no signal; a long text thrice is', async () => {
    const visit = async (n: number, situation: string, sent: string): Promise<number> =>
      await ledger.visit('纸房村', `张${n}`, '2023-06-09', { member: '贾宏伟', fields: { situation }, sent })
    for (let n = 1; n <= 8; n++) await visit(n, '都正常', `2023-06-09 22:0${n}`)
    const words = '已入户走访，家庭生产生活正常，政策享受到位，没有返贫风险'
    for (let n = 1; n <= 4; n++) await visit(n, words, '2023-06-09 22:30')
    expect(await signals(june)).toEqual([])

    // The one message is one text, 张5 and 张6 are two more: three households.
    await visit(5, words, '2023-06-09 22:31')
    expect(await signals(june)).toEqual([])
    await visit(6, words, '2023-06-09 22:32')
    expect(await signals(june)).toEqual(['走访情况文字相近 3 户'])
  })
})
