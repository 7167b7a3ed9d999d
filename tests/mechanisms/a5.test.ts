import { afterEach, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, saidIn } from '../support/reports.ts'

let house: TestApp
afterEach(async () => await house.stop())

type Ran = Awaited<ReturnType<TestApp['advance']>>['ran']
const days = (ran: Ran, id: string): string[] =>
  ran.filter(({ schedule }) => schedule === `qingcheng/${id}`).map(({ dueAt }) => dueAt.slice(0, 10))

test('A5 the month report tells county and township what was reported; quarter and half-year follow on their working days', async () => {
  house = await startTestApp({ now: '2023-05-29T08:00:00+08:00', env: { PACKS: 'qingcheng' } })
  await reported(house, 'chenlu', '走访 何梅 收入稳定')
  await reported(house, 'yangzhiguo', '会议 类型:村级例会 主题:防汛值守')
  // The working days of June 2023 begin on 1, 2, 5, 6; those of July on 3, 4, 5, 6, 7, 10.
  const { ran } = await house.advance('2023-07-10T10:01:00+08:00')
  const [may = ''] = (await saidIn(house, 'group:621021103')).filter((text) => text.includes('月报告'))
  expect(may).toContain('2023年5月')
  expect(may).toMatch(/走访 1 户次/)
  expect((await saidIn(house, 'group:621021')).some((text) => text.includes('月报告'))).toBe(true)
  expect(days(ran, 'month-report')).toEqual(['2023-06-06', '2023-07-06'])
  expect(days(ran, 'quarter-analysis')).toEqual(['2023-07-07'])
  expect(days(ran, 'half-year-summary')).toEqual(['2023-07-10'])
}, 60_000)

test('A5 the summary of the year comes on the seventh working day of the next', async () => {
  house = await startTestApp({ now: '2023-12-28T08:00:00+08:00', env: { PACKS: 'qingcheng' } })
  await reported(house, 'chenlu', '走访 何梅 收入稳定')
  // 1 January 2024 is a holiday: the working days are 2, 3, 4, 5, 8, 9, 10.
  const { ran } = await house.advance('2024-01-10T10:01:00+08:00')
  expect(days(ran, 'year-summary')).toEqual(['2024-01-10'])
  const [year = ''] = (await saidIn(house, 'group:621021')).filter((text) => text.includes('全年总结'))
  expect(year).toContain('2023年')
  expect(year).toMatch(/走访 1 户次/)
}, 60_000)
