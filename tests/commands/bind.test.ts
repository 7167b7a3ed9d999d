import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

test.each([
  ['有', '有外部人员，群里只显示概况'],
  ['有村民', '有外部人员，群里只显示概况'],
  ['有外人', '有外部人员，群里只显示概况'],
  ['没有', '没有外部人员'],
  ['都是干部', '没有外部人员'],
])('%s answers whether outsiders are in the group', async (words, noted) => {
  await tell(house, 'zhoukai@621021103', '绑定 马岭镇')

  expect(await tell(house, 'zhoukai@621021103', words)).toBe(`✅ 已记下：本群（马岭镇）${noted}。`)
})

test('确定 confirms a merger that is asked about', async () => {
  expect(await tell(house, 'zhoukai', '合并 贺旗村 并入 纸房村')).toMatch(/^❓/)

  expect(await tell(house, 'zhoukai', '确定')).toMatch(/^✅ 已登记合并/)
})
