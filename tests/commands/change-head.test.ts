import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

test('a household under a new head is the same one: it keeps its id, its visits and its place in the figures', async () => {
  await tell(house, 'jiahongwei', '走访 何梅 家里正常')
  const before = await tell(house, 'jiahongwei', '走访 进度')
  const idOf = async (name: string) =>
    [...(await house.app.keepHouse(house.app.store.read)).directory.allHouseholds()].find(({ head }) => head === name)?.id
  const id = await idOf('何梅')

  expect(await tell(house, 'liuhaifeng', '换户主 纸房村何梅 何小红')).toMatch(/^✅ 已登记：换户主 纸房村一组 何梅 → 何小红。\n.*户数不变/)

  expect(await idOf('何小红')).toBe(id)
  expect(/\d+\/\d+ 户/.exec(await tell(house, 'jiahongwei', '走访 进度'))?.[0]).toBe(/\d+\/\d+ 户/.exec(before)?.[0])
  expect(await tell(house, 'jiahongwei', '何小红 情况')).toContain('家里正常')
})

test.each([
  ['jiahongwei', '换户主 高双乐', /^❌ 请按/],
  ['jiahongwei', '换户主 高双乐 陈红守', /^❌ 纸房村一组名册里已有陈红守/],
  ['jiahongwei', '换户主 诸葛查无 高小军', /^❌ /],
  ['caojun', '换户主 纸房村高双乐 高小军', /^❌ /],
])('%s: %s is refused', async (who, words, reason) => {
  expect(await tell(house, who, words)).toMatch(reason)
})

test('the old name still finds the household, and says whose it is now', async () => {
  expect(await tell(house, 'liuhaifeng', '换户主 纸房村陈红守 张秀兰')).toMatch(/^✅/)

  const reply = await tell(house, 'jiahongwei', '走访 陈红守 家里正常')
  expect(reply).toMatch(/^✅/)
  expect(reply).toContain('张秀兰（原户主陈红守）')
  expect(await tell(house, 'jiahongwei', '陈红守 情况')).toContain('张秀兰')
})

test('a change that was filed and confirmed keeps the old name too', async () => {
  expect(await tell(house, 'jiahongwei', '换户主 高双乐 高小军')).toMatch(/^✅ 已报送：换户主 纸房村一组 高双乐 → 高小军。等/)
  const no = /编号 (\d+)/.exec(await tell(house, 'liuhaifeng', '确认户'))?.[1]
  expect(await tell(house, 'liuhaifeng', `确认户 ${no}`)).toMatch(/^✅/)

  expect(await tell(house, 'jiahongwei', '走访 高双乐 家里正常')).toContain('高小军（原户主高双乐）')
})
