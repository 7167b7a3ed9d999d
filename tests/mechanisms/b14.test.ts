import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'tests/fixtures/projects-pack.yaml' } })
})
afterAll(async () => await house.stop())

test('B14 a contest’s result is entered by document, with the points that the document gives', async () => {
  const entry = await reported(house, 'sunli', '结果 大比武 单位：马岭镇 层级：乡镇 名次：1 加分：2 文号：宜乡振〔2023〕9号')
  expect(entry).toMatchObject({ unit: { code: '621021103' }, fields: { type: '业务大比武', level: '镇', place: 1, points: '2' } })
  expect(await tell(house, 'liuhaifeng', '比武结果')).toContain('马岭镇 业务大比武 镇 第1名 加分 2，依据 宜乡振〔2023〕9号')
})

test('B14 每日一题 is off by default (counting-rules 24)', async () => {
  expect(await tell(house, 'jiahongwei', '每日一题')).toContain('没有开通')
})

test('B14 where it is on it is voluntary: it answers who asks, and keeps nothing', async () => {
  const other = await startTestApp({ env: { PACKS: 'tests/fixtures/daily-question-pack.yaml' } })
  try {
    const asked = await tell(other, 'jiahongwei', '每日一题')
    expect(asked).toContain('应急救助要几个工作日')
    expect(asked).not.toContain('2个工作日内')
    expect(await tell(other, 'jiahongwei', '每日一题 答案')).toContain('2个工作日内')
    const { items } = (await other.api('/entries')).json<{ items: unknown[] }>()
    expect(items).toEqual([])
  } finally {
    await other.stop()
  }
})
