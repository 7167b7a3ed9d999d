import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { entriesIn, reported, saidIn, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

const carerOf = async (name: string): Promise<number> => {
  const { directory } = await house.app.keepHouse(house.app.store.read)
  const [member] = directory.members('2023-06-15').filter((one) => one.name === name)
  return [...directory.allHouseholds()].filter((household) => household.carerId === member?.id).length
}

test('open items, households and pairings go to the new holder; reports stay where they were', async () => {
  const visit = await reported(house, 'chenlu', '走访 何梅 家里正常')
  const task = await reported(house, 'liuhaifeng', '任务 内容：核对雨露计划名单 责任人：陈璐')
  await tell(house, 'liuhaifeng', '包抓 陈璐 纸房村')
  const [old, other] = [await carerOf('陈璐'), await carerOf('慕晓东')]
  expect(old).toBeGreaterThan(0)

  expect(await tell(house, 'liuhaifeng', '移交 陈璐 慕晓东')).toMatch(
    new RegExp(`^✅ 已移交：陈璐 → 慕晓东，没办完的事项 1 项、帮扶户 ${old} 户、联系点 1 个。`),
  )

  expect([await carerOf('陈璐'), await carerOf('慕晓东')]).toEqual([0, old + other])
  const [moved] = await entriesIn(house, `#${task.no}`)
  expect(moved?.fields.owner).toBe('慕晓东')
  expect(moved?.steps.at(-1)?.action).toBe('transferred')
  expect(await tell(house, 'muxiaodong', `收到 ${task.no}`)).toMatch(/^✅/)
  expect((await saidIn(house, 'direct:muxiaodong')).join()).toContain('移交给您')
  expect(await entriesIn(house, `#${visit.no}`)).toEqual([visit])
  const { directory } = await house.app.keepHouse(house.app.store.read)
  const holders = directory.contacts.map(({ memberId }) => directory.member(memberId ?? 0, '2023-06-15')?.name)
  expect(holders).toEqual(['慕晓东'])
})

test('also of somebody who holds no post any more', async () => {
  await tell(house, 'liuhaifeng', '免职 慕晓东')
  expect(await tell(house, 'liuhaifeng', '移交 慕晓东 贾宏伟')).toMatch(/^✅ /)
})

test.each([
  ['liuhaifeng', '移交 陈璐', /^❌ 请按/],
  ['liuhaifeng', '移交 陈璐 陈璐', /^❌ .*同一个人/],
  ['liuhaifeng', '移交 陈璐 麻小燕', /^❌ 陈璐在您的范围内没有要移交/],
  ['liuhaifeng', '移交 贾宏伟 慕晓东', /^❌ 慕晓东现在没有职务/],
  ['liuhaifeng', '移交 贾宏伟 曹军', /^❌ 您的范围内没有“曹军”/],
  ['caojun', '移交 贾宏伟 陈璐', /^❌ /],
  ['jiahongwei', '移交 贾宏伟 陈璐', /^❌ .*管理员/],
])('%s: %s is refused', async (who, words, reason) => {
  expect(await tell(house, who, words)).toMatch(reason)
})
