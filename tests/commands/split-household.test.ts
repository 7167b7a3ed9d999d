import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

test('a household is split: group, kind and carer are those of the old one, the persons are parted', async () => {
  // 高双乐: 一组, 一般户, 5 persons, 帮扶责任人 陈璐.
  expect(await tell(house, 'liuhaifeng', '分户 纸房村高双乐 高小军 两人')).toMatch(
    /^✅ 已登记：分户 纸房村一组 高双乐 → 高小军（一般户，2人）/,
  )
  expect(await tell(house, 'jiahongwei', '高小军 情况')).toMatch(/一组[\s\S]*陈璐/)
  const { directory } = await house.app.keepHouse(house.app.store.read)
  const persons = [...directory.allHouseholds()].filter(({ head }) => ['高双乐', '高小军'].includes(head)).map((one) => one.persons)
  expect(persons).toEqual([3, 2])
})

test.each([
  ['jiahongwei', '分户 高双乐 高小军', /^❌ 请按“分户/],
  ['jiahongwei', '分户 何梅 何小梅 3人', /^❌ 何梅户在册 3 人/],
  ['jiahongwei', '分户 何每 何小梅 1人', /^❌ .*(?:吗？请写户主全名|可能是)/],
  ['jiahongwei', '分户 何梅 陈红守 1人', /^❌ 纸房村一组名册里已有陈红守/],
  ['caojun', '分户 纸房村何梅 何小梅 1人', /^❌ /],
])('%s: %s is refused', async (who, words, reason) => {
  expect(await tell(house, who, words)).toMatch(reason)
})
