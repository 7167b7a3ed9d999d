import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { packFile } from '../support/packs.ts'
import { saidIn, tell } from '../support/reports.ts'

const rules = `
duties:
  - { id: meetings, row: E5, title: 调度会, who: { kind: taskforce }, report: { kind: meeting }, atLeast: 1, every: month, note: 本县自定 }
rankings:
  - { id: meetings, title: 调度会, duty: meetings }
schedules:
  - { id: check, row: E5, run: check-sheet, title: 调度会核数单, when: 每月第4个工作日 09:00, to: { kind: county }, with: { ranking: meetings } }
  - { id: rank, row: E5, run: ranking-notice, title: 调度会排名, when: 每月第5个工作日 09:30, to: { kind: county }, with: { ranking: meetings } }
`
let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ now: '2023-06-12T09:00:00+08:00', env: { PACKS: packFile('e5', rules) } })
})
afterAll(async () => await house.stop())

const rankings = async (): Promise<string[]> => (await saidIn(house, 'group:621021')).filter((text) => text.includes('调度会排名'))

test('E5 every month a ranking comes by itself, checked by the units the working day before', async () => {
  expect(await tell(house, 'wumin@621021909', '会议 类型：调度会 主题：苹果产业 人数：8人')).toMatch(/^✅/)
  // July 2023: the fourth working day is Thursday the 6th, the fifth Friday the 7th.
  await house.advance('2023-07-06T09:01:00+08:00')
  expect((await saidIn(house, 'group:621021909')).at(-1)).toContain('核数单')
  expect(await rankings()).toEqual([])
  expect(await tell(house, 'wumin@621021909', '无异议')).toMatch(/^✅/)
  await house.advance('2023-07-07T09:31:00+08:00')
  const [june, ...more] = await rankings()
  expect(more).toEqual([])
  expect(june).toMatch(/1\. 产业发展专班 100% 1\/1 100%\n2\. 就业帮扶专班 0% 0\/1/)
  expect(june).toMatch(/无异议：产业[\s\S]*未反馈：就业/)
  // Nothing was reported in July: the next one says so, and names nobody first.
  await house.advance('2023-08-07T09:31:00+08:00')
  expect(await rankings()).toHaveLength(2)
  expect((await rankings()).at(-1)).toContain('都还没有开始，暂无排名')
})
