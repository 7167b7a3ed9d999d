import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import summary from '../../schedules/period-summary.ts'
import { type Ledger, manyHouseholds, openLedger } from '../support/ledger.ts'
import { runSchedule } from '../support/schedules.ts'

let ledger: Ledger

/** Visits as [village, head, date]: the figures of the tests are counted from this list, not by the ledger. */
const visits: [string, string, string][] = [
  ['纸房村', '张1', '2023-05-30'],
  ['纸房村', '张2', '2023-06-01'],
  ['纸房村', '张2', '2023-06-01'],
  ['纸房村', '张2', '2023-06-20'],
  ['纸房村', '张3', '2023-06-30'],
  ['贺旗村', '李1', '2023-06-10'],
  ['儒林村', '儒1', '2023-06-10'],
  ['儒林村', '儒2', '2023-07-01'],
]

beforeEach(async () => {
  ledger = await openLedger({
    households: [...manyHouseholds('纸房村', 10, '张'), ...manyHouseholds('贺旗村', 10, '李'), ...manyHouseholds('儒林村', 10, '儒')],
  })
  for (const [village, head, date] of visits) await ledger.visit(village, head, date)
  await ledger.report({ kind: 'meeting', date: '2023-06-05', unit: '产业专班' })
  await ledger.report({ kind: 'meeting', date: '2023-06-06', unit: '就业专班', sent: '2023-07-02 09:00' })
  for (const cause of ['因病', '因灾', '因病']) await ledger.report({ kind: 'risk', class: cause, date: '2023-06-06', unit: '纸房村' })
  await ledger.report({ kind: 'inspection', date: '2023-06-06', unit: '纸房村' })
})

afterEach(async () => {
  await ledger.close()
})

/** Visits from the list: one household on one day is one visit. */
function naiveVisits(from: string, to: string, villages: string[]): number {
  const inside = visits.filter(([village, , date]) => villages.includes(village) && date >= from && date < to)
  return new Set(inside.map((visit) => visit.join())).size
}

describe('月报告', () => {
  it('counts what was done as the list says, and compares it with the month before', async () => {
    const [county, maling] = await runSchedule(ledger, summary, { id: 'month-report', due: '2023-07-06 10:00' })
    const all = ['纸房村', '贺旗村', '儒林村']

    expect(naiveVisits('2023-06-01', '2023-07-01', all)).toBe(5)
    expect(county?.text).toContain('庆城县 月报告（2023年6月）')
    expect(county?.text).toContain('走访 5 户次，比上期多 4（上期 1）')
    expect(county?.text).toContain('会议 2 次')
    expect(maling?.to).toBe('马岭镇')
    expect(maling?.text).toContain(`走访 ${naiveVisits('2023-06-01', '2023-07-01', all.slice(0, 2))} 户次`)
  })

  it('shows coverage as it stood at the end of the month and who is missing', async () => {
    const [county] = await runSchedule(ledger, summary, { id: 'month-report', due: '2023-07-06 10:00' })

    // 张1, 张2, 张3, 李1, 儒1 of 30; 儒2 was in July.
    expect(county?.text).toContain('入户遍访：2023年累计 5/30 户，16.6%，序时进度 49.5%，慢于进度')
    expect(county?.text).toContain('应报 3 个单位，已完成 2 个（按时 1 个，补报 1 个），未完成 1 个（已逾期）；未完成：住房专责组')
  })

  it('names the main causes, and says nothing of inspections or persons', async () => {
    const [county, maling, yima] = await runSchedule(ledger, summary, { id: 'month-report', due: '2023-07-06 10:00' })

    expect(county?.text).toContain('因病 2 条')
    expect(county?.text).not.toMatch(/督查|暗访|村书记|张1/)
    expect(maling?.text).toContain('风险 3 条')
    expect(yima?.text).not.toContain('风险')
  })

  it('of a quarter adds up the months that ended in it', async () => {
    const [county] = await runSchedule(ledger, summary, { id: 'quarter-analysis', due: '2023-07-07 10:00' })

    expect(county?.text).toContain('季分析（2023年二季度）')
    expect(county?.text).toContain(`走访 ${naiveVisits('2023-04-01', '2023-07-01', ['纸房村', '贺旗村', '儒林村'])} 户次`)
    expect(county?.text).toContain('专班、专责工作组调度会（2023年4月—2023年6月）：共报 2/9 次；应报 3 个单位，已完成 0 个')
    expect(county?.text).toContain('领导小组会议（2023年二季度）')
  })
})
