import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { packFile } from '../support/packs.ts'
import { reported, saidIn, tell } from '../support/reports.ts'

const rules = `
campaign: { title: 60天攻坚战, from: 2023-05-20, days: 60 }
cases: { issue: { evidence: false } }
schedules:
  - { id: countdown, row: D1, run: campaign-countdown, title: 攻坚战倒计时, when: 每日 08:40, to: { kind: county } }
`
let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ now: '2023-05-18T09:00:00+08:00', env: { PACKS: packFile('d1', rules) } })
})
afterAll(async () => await house.stop())

const countdowns = async (): Promise<string[]> => (await saidIn(house, 'group:621021')).filter((text) => text.includes('60天攻坚战'))

test('D1 the campaign counts its days down with what is left by class, and ends with what is to be looked at again', async () => {
  await house.advance('2023-05-19T12:00:00+08:00')
  expect(await countdowns()).toEqual([])
  await house.advance('2023-05-20T09:00:00+08:00')
  expect(await countdowns()).toHaveLength(1)
  expect((await countdowns())[0]).toContain('共 60 天，今天是第 1 天，还剩 59 天')

  const issues = []
  for (const words of [
    '问题 三户住房有裂缝 类别:住房 责任单位:马岭镇',
    '问题 两户没有安全饮水 类别:饮水 责任单位:马岭镇',
    '问题 一户危房没有改造 类别:住房 责任单位:马岭镇',
  ])
    issues.push(await reported(house, 'sunli', words))
  const [first] = issues
  expect(await tell(house, 'liuhaifeng', `核实 ${first?.no} 属实`)).toMatch(/^✅/)
  expect(await tell(house, 'liuhaifeng', `整改 ${first?.no} 已修好`)).toMatch(/^✅/)
  expect(await tell(house, 'sunli', `销号 ${first?.no}`)).toMatch(/^✅/)

  await house.advance('2023-05-21T09:00:00+08:00')
  const second = (await countdowns()).at(-1) ?? ''
  expect(second).toContain('今天是第 2 天，还剩 58 天')
  expect(second).toContain('问题台账 3 条，已销号 1 条，还剩 2 条')
  expect(second).toMatch(/住房：2 条，已销号 1，还剩 1[\s\S]*饮水：1 条，已销号 0，还剩 1/)

  // 20 May and 59 days more: the last day is 18 July; on the 19th it is over, and from then on there is silence.
  await house.advance('2023-07-18T09:00:00+08:00')
  expect((await countdowns()).at(-1)).toContain('今天是第 60 天，还剩 0 天')
  await house.advance('2023-07-25T09:00:00+08:00')
  expect((await countdowns()).at(-1)).toMatch(/已结束[\s\S]*已销号的 1 条接着“回头看”/)
  expect(await countdowns()).toHaveLength(61)
})
