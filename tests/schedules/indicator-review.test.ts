import { afterEach, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { heard, heardWhere } from '../support/heard.ts'
import { packFile } from '../support/packs.ts'
import { reported } from '../support/reports.ts'

const rules = `
indicators:
  - { name: 投入资金, group: 村企共建, sum: true }
  - { name: 实施项目, group: 村企共建, sum: true }
  - { name: 资金支出率 }
duties:
  - { id: enterprise, row: C8, title: 村企共建月调度, who: { kind: township }, report: { kind: indicator }, atLeast: 1, every: month }
schedules:
  - { id: review, row: C8, run: indicator-review, title: 村企共建季点评, when: 每季第5个工作日 10:00, to: { kind: county }, with: { group: 村企共建, every: quarter } }
`

let house: TestApp
afterEach(async () => await house.stop())

const start = async (yaml = rules, now = '2023-06-12T09:00:00+08:00'): Promise<void> => {
  house = await startTestApp({ now, env: { PACKS: packFile('review', yaml) } })
}

it('adds up the group’s figures of the quarter that has ended, unit by unit', async () => {
  await start()
  await reported(house, 'liuhaifeng', '月报 投入资金 30 实施项目 2 期间：5月')
  await reported(house, 'liuhaifeng', '月报 投入资金 20 实施项目 1')
  await reported(house, 'caojun', '月报 投入资金 15 资金支出率 60%')
  await house.advance('2023-07-07T12:00:00+08:00')

  // 1 July 2023 is a Saturday: 3, 4, 5, 6, 7 July.
  expect(await heardWhere(house, '村企共建季点评')).toEqual(['group:621021 2023-07-07 10:00'])
  const [text] = (await heard(house, '村企共建季点评')).map((one) => one.text)
  expect(text).toContain('庆城县 村企共建季点评（2023年二季度）')
  expect(text).toContain('2 个单位报了')
  // 马岭镇 30 + 20 and 2 + 1; with 驿马镇's 15 together 65.
  expect(text).toMatch(/马岭镇 50 3/)
  expect(text).toMatch(/驿马镇 15 /)
  expect(text).toMatch(/合计 65 3/)
  expect(text).not.toContain('60')
})

it('is not sent of a quarter in which no ledger was kept', async () => {
  await start(rules, '2023-07-03T09:00:00+08:00')
  await house.advance('2023-07-08T12:00:00+08:00')

  expect(await heard(house, '村企共建季点评')).toEqual([])
})

it('waits for the morning after quiet hours and does not come twice after a restart', async () => {
  await start(rules.replace('10:00', '07:00'))
  await reported(house, 'liuhaifeng', '月报 投入资金 30')
  await house.advance('2023-07-07T07:30:00+08:00')
  house = await house.restart()
  await house.advance('2023-07-07T12:00:00+08:00')

  expect(await heardWhere(house, '村企共建季点评')).toEqual(['group:621021 2023-07-07 08:00'])
})
