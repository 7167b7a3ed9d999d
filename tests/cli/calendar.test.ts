import { afterEach, beforeEach, expect, test } from 'vitest'
import { toInstant } from '../../src/clock.ts'
import { calendarNotices, unpublishedYears } from '../../src/domain/calendar-check.ts'
import { createHouseKeeper, type House } from '../../src/domain/house.ts'
import { type Desk, makeDesk } from './support.ts'

let desk: Desk
beforeEach(async () => {
  desk = makeDesk({ PLATFORMS: 'sandbox', SANDBOX_NOW: '2026-12-10T08:00:00+08:00' })
  await desk.run('init', '--demo')
})
afterEach(() => desk.remove())

const house = (): Promise<House> => desk.store((store) => createHouseKeeper([])(store.read))

test('a year without published holidays is told to the administrator before it begins', async () => {
  expect(unpublishedYears(await house(), '2026-11-01')).toEqual([])
  expect(unpublishedYears(await house(), '2026-12-10')).toEqual([2027])

  const [notice] = calendarNotices(await house(), toInstant('2026-12-10', '09:00'))
  expect(JSON.stringify(notice?.content)).toContain('2027年的放假调休安排还没有装入')
})

test('an imported table makes the year known and counts in deadlines', async () => {
  const file = desk.file('2027.csv', '日期,是否上班,名称\n2027-10-01,否,国庆节\n2027-10-09,是,国庆节调休上班\n')

  expect(await desk.run('calendar', file)).toMatchObject({ code: 0, out: '已导入 2 天。' })

  const { calendar } = await house()
  expect([calendar.isWorkday('2027-10-01'), calendar.isWorkday('2027-10-09')]).toEqual([false, true])
  expect(unpublishedYears(await house(), '2026-12-10')).toEqual([])
})

test('a faulty table names each line and changes nothing', async () => {
  const file = desk.file('bad.csv', '日期,是否上班,名称\n2027-02-30,否,春节\n2027-10-01,休息,国庆节\n2027-10-02,否,国庆节\n')

  const { code, err } = await desk.run('calendar', file)

  expect(code).toBe(1)
  expect(err).toContain('第 2 行：日期请写成 2027-02-12')
  expect(err).toContain('第 3 行：“是否上班”请写 是 或 否')
  expect((await house()).calendar.dayName('2027-10-02')).toBeNull()
})
