import { afterEach, describe, expect, it } from 'vitest'
import ranking from '../../schedules/ranking-notice.ts'
import { closePeriod, closingsDue } from '../../src/domain/closing.ts'
import { instant, type Ledger, manyHouseholds, openLedger } from '../support/ledger.ts'
import { runSchedule } from '../support/schedules.ts'

let ledger: Ledger

afterEach(async () => {
  await ledger.close()
})

describe('a ranking notice', () => {
  it('goes to the county with its townships and to each township with its villages, never where there are not two', async () => {
    ledger = await openLedger({
      households: [...manyHouseholds('纸房村', 10, '张'), ...manyHouseholds('贺旗村', 10, '李'), ...manyHouseholds('儒林村', 10, '儒')],
    })
    await ledger.visit('贺旗村', '李1', '2023-06-01')
    const notices = await runSchedule(ledger, ranking, { id: 'rank-visits', due: '2023-07-07 09:30' })

    expect(notices.map(({ to }) => to)).toEqual(['庆城县', '马岭镇'])
    expect(notices[0]?.text).toContain('1. 马岭镇 5% 1/20')
    expect(notices[1]?.text).toContain('1. 贺旗村 10% 1/10')
    expect(notices[1]?.text).toContain('数据截至7月7日 09:30')
  })

  it('of what has closed speaks from the snapshot and prints its number', async () => {
    ledger = await openLedger()
    await ledger.report({ kind: 'meeting', date: '2023-06-05', unit: '就业专班' })
    const house = await ledger.house()
    await ledger.store.transaction(async (db) => {
      for (const { at, packDuty, period } of closingsDue(house, { afterMs: instant('2023-07-01'), untilMs: instant('2023-07-06') })) {
        await closePeriod({ db, house }, packDuty, { period, now: at })
      }
    })
    await ledger.report({ kind: 'meeting', date: '2023-06-06', unit: '产业专班', sent: '2023-07-06 09:00' })
    const [notice] = await runSchedule(ledger, ranking, { id: 'rank-meetings', due: '2023-07-07 09:40' })

    expect(notice?.text).toContain('1. 就业专班 100% 1/1 100%')
    expect(notice?.text).toContain('2. 产业专班 0% 0/1 0%')
    expect(notice?.text).toMatch(/已关账，快照\d+号，数据截至7月5日 18:00/)
  })

  it('in January speaks about the year that has ended', async () => {
    ledger = await openLedger({ households: [...manyHouseholds('纸房村', 10, '张'), ...manyHouseholds('贺旗村', 10, '李')] })
    await ledger.visit('纸房村', '张1', '2023-12-30')
    const notices = await runSchedule(ledger, ranking, { id: 'rank-visits', due: '2024-01-08 09:30' })

    expect(notices.find(({ to }) => to === '马岭镇')?.text).toContain('入户遍访排名（2023年）')
  })
})
