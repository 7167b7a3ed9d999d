import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { entriesIn, reported, saidIn, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ now: '2023-06-29T08:00:00+08:00' })
})
afterAll(async () => await house.stop())

/** Progress of the year's visits below 马岭镇: unit, done, required. */
async function visits(): Promise<[string, number, number][]> {
  const { items } = (await house.api('/progress?unit=621021103')).json<{
    items: { duty: string; unit: { name: string }; done: number; required: number }[]
  }>()
  return items
    .filter(({ duty, required }) => duty === 'village-visits' && required > 0)
    .map(({ unit, done, required }) => [unit.name, done, required])
}

const unitsShown = async (): Promise<string[]> =>
  (await house.get('/sandbox/api/chats')).json<{ unit: { name: string } }[]>().map(({ unit }) => unit.name)

test.each([
  ['sunli', '合并 贺旗村 并入 纸房村', /^❌ .*管理员/],
  ['zhoukai', '合并', /^❌ 请按“合并 甲村 并入 乙村”/],
  ['zhoukai', '合并 天上村 并入 纸房村', /^❌ 没有找到单位“天上村”/],
  ['zhoukai', '合并 贺旗村 并入 马岭镇', /^❌ .*不是同一类/],
  ['zhoukai', '合并 纸房村 并入 纸房村', /^❌ .*同一个/],
  ['zhoukai', '取消合并 贺旗村', /^❌ .*没有待生效/],
])('%s: %s is refused', async (who, text, words) => {
  expect(await tell(house, who, text)).toMatch(words)
})

test('asks back with what will happen; without a yes nothing does', async () => {
  // 48 households, 杨治国 and 郭婷, and the village's group.
  expect(await tell(house, 'zhoukai', '合并 贺旗村 并入 纸房村')).toMatch(/^❓ 贺旗村从2023年7月1日起并入纸房村：2 名人员、48 户、1 个群/)
  expect(await tell(house, 'zhoukai', '2')).toBe('好的，没有合并。')
  expect(await tell(house, 'zhoukai', '取消合并 贺旗村')).toMatch(/^❌/)
})

test('can be taken back before its day', async () => {
  await tell(house, 'zhoukai', '合并 贺旗村 并入 纸房村')
  expect(await tell(house, 'zhoukai', '1')).toMatch(/^✅ 已登记合并/)
  expect(await tell(house, 'zhoukai', '合并 贺旗村 并入 董家滩村')).toMatch(/^❌ 贺旗村已定于/)
  expect(await tell(house, 'zhoukai', '取消合并 贺旗村')).toBe('✅ 已取消：贺旗村不并入纸房村。')
})

test('until the month ends both stand, from the 1st the successor is the sum and the old one is shown nowhere', async () => {
  const before = await reported(house, 'yangzhiguo', '走访 罗满仓 在家，收入稳定')
  expect(before.unit.name).toMatch(/^贺旗/)
  await tell(house, 'zhoukai', '合并 贺旗村 并入 纸房村')
  await tell(house, 'zhoukai', '1')
  expect((await visits()).map(([name]) => name)).toEqual(expect.arrayContaining(['贺旗村委会', '纸房村委会']))

  await house.advance('2023-07-01T09:00:00+08:00')

  const after = await visits()
  expect(after.map(([name]) => name)).not.toContain('贺旗村委会')
  // 62 households and 48; one of them visited.
  expect(after).toContainEqual(['纸房村委会', 1, 110])
  expect(await unitsShown()).not.toContain('贺旗村委会')
  expect(await saidIn(house, 'group:621021103203')).toContainEqual(expect.stringContaining('7月1日起并入纸房村'))
})

test('its people go on in the successor, its households are reported on there, and old entries are read as they were', async () => {
  const old = (await entriesIn(house, '#1001'))[0]
  expect(old?.unit.name).toMatch(/^贺旗/)
  expect(await tell(house, 'yangzhiguo', '查 1001')).toContain('在家，收入稳定')
  expect(await tell(house, 'jiahongwei', '查 1001')).toContain('在家，收入稳定')

  const again = await reported(house, 'yangzhiguo', '走访 罗满仓 玉米已种上')
  expect(again.unit.name).toMatch(/^纸房/)
  expect(again.byUnit?.name).toMatch(/^纸房/)
  // The household counts once, under whichever name it was visited.
  expect(await visits()).toContainEqual(['纸房村委会', 1, 110])
  expect(await tell(house, 'jiahongwei', '贺旗村 走访 进度')).toContain('纸房村 入户遍访')
  expect(await tell(house, 'yangzhiguo', '规定')).toMatch(/纸房村 规定动作/)
})
