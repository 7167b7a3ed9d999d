import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

test('a household leaves the roster today, with its reason', async () => {
  const required = async () => Number(/\/(\d+) 户/.exec(await tell(house, 'jiahongwei', '走访 进度'))?.[1])
  const before = await required()

  expect(await tell(house, 'liuhaifeng', '迁出 纸房村何梅，整户搬到西峰区')).toMatch(
    /^✅ 已登记：迁出 纸房村一组 何梅：整户搬到西峰区。\n.*\+0 −1/,
  )

  expect(await required()).toBe(before - 1)
  expect(await tell(house, 'jiahongwei', '走访 进度')).toContain('何梅（一组）6月15日起不再计入：迁出，整户搬到西峰区')
})

test.each([
  ['jiahongwei', '迁出 高双乐', /^❌ 请写户主和原因/],
  ['jiahongwei', '迁出 高双月 整户搬到西峰区', /^❌ /],
  ['caojun', '迁出 纸房村高双乐 整户搬到西峰区', /^❌ /],
  ['hanming', '迁出 纸房村高双乐 整户搬到西峰区', /^❌ /],
])('%s: %s is refused', async (who, words, reason) => {
  expect(await tell(house, who, words)).toMatch(reason)
})
