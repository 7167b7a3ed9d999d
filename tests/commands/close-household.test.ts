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

  expect(await tell(house, 'liuhaifeng', '销户 纸房村何梅，独居老人去世')).toMatch(
    /^✅ 已登记：销户 纸房村一组 何梅：独居老人去世。\n.*\+0 −1/,
  )

  expect(await required()).toBe(before - 1)
  expect(await tell(house, 'jiahongwei', '走访 进度')).toContain('何梅（一组）6月15日起不再计入：销户，独居老人去世')
})

test.each([
  ['jiahongwei', '销户 高双乐', /^❌ 请写户主和原因/],
  ['jiahongwei', '销户 高双月 独居老人去世', /^❌ /],
  ['caojun', '销户 纸房村高双乐 独居老人去世', /^❌ /],
  ['hanming', '销户 纸房村高双乐 独居老人去世', /^❌ /],
])('%s: %s is refused', async (who, words, reason) => {
  expect(await tell(house, who, words)).toMatch(reason)
})
