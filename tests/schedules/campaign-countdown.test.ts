import { afterEach, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { heard, heardWhere } from '../support/heard.ts'
import { packFile } from '../support/packs.ts'
import { reported } from '../support/reports.ts'

const campaign = '\ncampaign: { title: 挂牌督办攻坚战, from: 2023-06-10, days: 10 }\n'
const schedule = `
schedules:
  - { id: countdown, row: D1, run: campaign-countdown, title: 倒计时, when: 每日 08:40, to: { kind: county } }
`

let house: TestApp
afterEach(async () => await house.stop())

const start = async (yaml: string, now = '2023-06-09T09:00:00+08:00'): Promise<void> => {
  house = await startTestApp({ now, env: { PACKS: packFile('campaign', yaml) } })
}

it('goes to the county each day of the campaign, weekends included, once on the day after, and then no more', async () => {
  await start(campaign + schedule)
  await house.advance('2023-06-30T12:00:00+08:00')

  // 10 to 19 June are ten days (10, 11, 17 and 18 a weekend); the 20th says that it is over.
  const days = Array.from({ length: 11 }, (_, index) => `group:621021 2023-06-${10 + index} 08:40`)
  expect(await heardWhere(house, '攻坚战')).toEqual(days)
  const texts = (await heard(house, '攻坚战')).map(({ text }) => text)
  expect(texts[0]).toContain('共 10 天，今天是第 1 天，还剩 9 天')
  expect(texts[9]).toContain('今天是第 10 天，还剩 0 天')
  expect(texts[10]).toContain('已结束')
})

it('counts the issues since the campaign began by class', async () => {
  await start(campaign + schedule)
  await reported(house, 'sunli@621021', '问题 围墙倒了 责任单位:马岭镇 类别:住房')
  await house.advance('2023-06-12T08:00:00+08:00')
  for (const words of ['三户住房有裂缝 类别:住房', '一户危房没改 类别:住房', '两户没有安全饮水 类别:饮水'])
    await reported(house, 'sunli@621021', `问题 ${words} 责任单位:马岭镇`)
  await house.advance('2023-06-12T09:00:00+08:00')

  // What was reported on 9 June is not the campaign's.
  const today = (await heard(house, '攻坚战 第3天'))[0]?.text
  expect(today).toContain('问题台账 3 条，已销号 0 条，还剩 3 条')
  expect(today).toMatch(/住房：2 条，已销号 0，还剩 2[\s\S]*饮水：1 条，已销号 0，还剩 1/)
})

it('says nothing where the pack has no campaign', async () => {
  await start(schedule)
  await house.advance('2023-06-12T12:00:00+08:00')

  expect((await house.advance('P1D')).ran.filter(({ notices }) => notices > 0)).toEqual([])
})

it('does not come twice after a restart', async () => {
  await start(campaign + schedule.replace('08:40', '07:00'), '2023-06-11T20:00:00+08:00')
  await house.advance('2023-06-12T07:30:00+08:00')
  house = await house.restart()
  await house.advance('2023-06-12T12:00:00+08:00')

  // At seven it is still quiet.
  expect(await heardWhere(house, '攻坚战')).toEqual(['group:621021 2023-06-12 08:00'])
})
