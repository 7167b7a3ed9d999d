import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { entryOf, photo, reported, saidIn, tell, tellWith } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  // 庆城: 双签字, the responsible department's head and the leader in charge.
  house = await startTestApp()
  expect(await tell(house, 'sunli', '分管 王建新 水务局')).toMatch(/^✅/)
})
afterAll(async () => await house.stop())

test('A13 a problem is struck off with evidence and both signatures only, and stands in four lists until then', async () => {
  const { no } = await reported(house, 'sunli', '问题 纸房村五组蓄水池渗漏 来源:暗访')
  expect(await tell(house, 'sunli', `交办 ${no} 水务局 时限:6月30日`)).toMatch(/^✅ .*已交办.*水务局.*2023年6月30日/s)
  expect((await saidIn(house, 'group:621021903')).at(-1)).toContain(`#${no} 纸房村五组蓄水池渗漏（问题）：核实问题`)

  expect(await tell(house, 'heweimin', `核实 ${no} 属实`)).toMatch(/^✅/)
  expect(await tell(house, 'sunli', `销号 ${no}`)).toMatch(/^❌ .*正在整改/)
  expect(await tell(house, 'heweimin', `整改 ${no} 蓄水池已修好`)).toMatch(/^❌ .*印证资料/)
  // A long-term one says its timetable first; a staff member of the department reports what was done.
  expect(await tell(house, 'heweimin', `整改 ${no} 长期整改:6月设计，7月完工`)).toMatch(/^✅ .*时间表/)
  const four = await tell(house, 'sunli', '四张清单')
  for (const words of ['问题清单', '任务清单', '时限清单', '责任清单', '长期整改：6月设计，7月完工', '2023-06-30', '王建新'])
    expect(four).toContain(words)

  expect(await tellWith(house, 'zhoukai', { text: `整改 ${no} 蓄水池已修好`, file: photo })).toMatch(/^✅ .*责任部门负责人、分管领导签字/)
  expect(await tell(house, 'sunli', `销号 ${no}`)).toMatch(/^❌ .*差责任部门负责人、分管领导签字/)
  // What was done is shown before anybody signs, however he types it.
  expect(await tell(house, 'heweimin', `签字 ${no} 同意`)).toMatch(/^❓ .*蓄水池已修好/s)
  expect(await tell(house, 'heweimin', '同意')).toMatch(/^✅ .*还差分管领导签字/)
  await tell(house, 'heweimin', `签字 ${no}`)
  expect(await tell(house, 'heweimin', '同意')).toMatch(/^❌ .*已经签过字/)
  expect(await tell(house, 'liguodong', `签字 ${no}`)).toMatch(/^❓/)
  expect(await tell(house, 'liguodong', '同意')).toMatch(/^❌ .*没有登记分管/)
  expect((await saidIn(house, 'direct:wangjianxin')).at(-1)).toContain(`签字 ${no}`)
  expect(await tell(house, 'wangjianxin', `签字 ${no}`)).toMatch(/^❓/)
  expect(await tell(house, 'wangjianxin', '同意')).toMatch(/^✅ .*签字已齐/)
  expect(await tell(house, 'sunli', `销号 ${no}`)).toMatch(/^✅/)

  expect((await entryOf(house, no)).status).toBe('closed')
  const shown = await tell(house, 'sunli', `查 ${no}`)
  for (const words of ['（已销号）', '责任部门负责人何伟民', '分管领导王建新', '蓄水池已修好', '按期']) expect(shown).toContain(words)
  expect(await tell(house, 'sunli', '四张清单')).toContain('没有未销号的问题')
})

test('A13 nobody signs his own work, and what is not good enough goes back', async () => {
  const { no } = await reported(house, 'sunli', '问题 二组管道老化 责任部门:水务局')
  expect(await tellWith(house, 'heweimin', { text: `整改 ${no} 管道已换`, file: photo })).toMatch(/^✅/)
  await tell(house, 'heweimin', `签字 ${no}`)
  expect(await tell(house, 'heweimin', '同意')).toMatch(/^❌ .*整改是您报的/)
  expect(await tell(house, 'sunli', `退回 ${no} 照片看不出整改后的样子`)).toMatch(/^✅/)
  expect((await entryOf(house, no)).status).toBe('verified')
  // The photo of before proves nothing about what comes after.
  expect(await tell(house, 'heweimin', `整改 ${no} 已重新换过`)).toMatch(/^❌ .*印证资料/)
})
