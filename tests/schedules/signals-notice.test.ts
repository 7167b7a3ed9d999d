import { afterEach, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { heard, heardWhere } from '../support/heard.ts'
import { packFile } from '../support/packs.ts'
import { tell } from '../support/reports.ts'

const schedule = `
signals: { copied: 3 }
schedules:
  - { id: signals, row: D9, run: signals-notice, title: 上月信号, when: 每月第2个工作日 09:00 }
`
const words = '已入户走访，家庭生产生活正常，政策享受到位，没有返贫风险'

let house: TestApp
afterEach(async () => await house.stop())

const start = async (yaml = schedule, now = '2023-06-12T09:00:00+08:00'): Promise<void> => {
  house = await startTestApp({ now, env: { PACKS: packFile('signals', yaml) } })
}

async function visited(heads: string[]): Promise<void> {
  for (const head of heads) expect(await tell(house, 'muxiaodong', `走访 ${head} ${words}`)).toMatch(/^✅/)
}

it('tells last month’s signals on the second working day to the inspector, as clues and no verdict, and to no group', async () => {
  await start()
  await visited(['张耀宗', '巩俊英', '郭红锁'])
  await house.advance('2023-07-04T12:00:00+08:00')

  // 1 July 2023 is a Saturday: 3 and 4 July.
  const where = await heardWhere(house, '文字相近')
  expect(where).toContain('direct:hanming 2023-07-04 09:00')
  expect(where.filter((one) => one.startsWith('group:'))).toEqual([])
  expect(where.join()).not.toMatch(/liuhaifeng|muxiaodong|sunli|zhoukai/)
  const text = (await heard(house, '文字相近')).find(({ chat }) => chat === 'direct:hanming')?.text
  expect(text).toMatch(/2023年6月[\s\S]*走访情况文字相近 3 户/)
  expect(text).toContain('只是线索，不是结论')
})

it('says nothing of a month without a signal, nor of one before the ledger', async () => {
  await start()
  await visited(['张耀宗', '巩俊英'])
  await house.advance('2023-07-04T12:00:00+08:00')
  expect(await heard(house, '文字相近')).toEqual([])
  await house.stop()

  await start(schedule, '2023-07-03T09:00:00+08:00')
  const { ran } = await house.advance('2023-07-04T12:00:00+08:00')
  expect(ran.filter(({ schedule: id, notices }) => id.includes('signals') && notices > 0)).toEqual([])
})

it('waits for the morning after quiet hours and does not come twice after a restart', async () => {
  await start(schedule.replace('09:00', '22:00'))
  await visited(['张耀宗', '巩俊英', '郭红锁'])
  await house.advance('2023-07-04T23:00:00+08:00')
  house = await house.restart()
  await house.advance('2023-07-05T12:00:00+08:00')

  expect((await heardWhere(house, '文字相近')).filter((one) => one.startsWith('direct:hanming'))).toEqual([
    'direct:hanming 2023-07-05 08:00',
  ])
})
