import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { entryOf, reported, saidIn, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

test('who may give issues gives it by naming the unit; a village’s waits for its township', async () => {
  const given = await reported(house, 'sunli', '问题 五组蓄水池渗漏 责任单位:马岭镇 责任部门:财政局')
  expect(given.status).toBe('assigned')
  const found = await reported(house, 'jiahongwei', '问题 二组路灯不亮')
  expect(found.status).toBe('found')
  expect((await saidIn(house, 'group:621021103')).at(-1)).toContain(`交办 ${found.no}`)
  expect(await tell(house, 'jiahongwei', `交办 ${found.no} 纸房村`)).toMatch(/^❌/)
  expect(await tell(house, 'liuhaifeng', `交办 ${found.no} 纸房村`)).toMatch(/^✅/)
  expect(await tell(house, 'jiahongwei', '我的待办')).toMatch(new RegExp(`#${found.no} .*核实问题`))
})

test('a deadline that was given is changed by 延期 only, by who gave it and before it has passed', async () => {
  const { no } = await reported(house, 'sunli', '问题 桥面破损 责任单位:马岭镇 时限:6月20日')
  expect(await tell(house, 'sunli', `改 ${no} 时限:7月20日`)).toMatch(new RegExp(`^❌ .*延期 ${no}`))
  expect(await tell(house, 'liuhaifeng', `延期 ${no} 至7月20日 雨季无法施工`)).toMatch(/^❌/)
  expect(await tell(house, 'sunli', `延期 ${no} 至6月19日 雨季无法施工`)).toMatch(/^❌ .*晚于/)
  expect(await tell(house, 'sunli', `延期 ${no} 至7月20日`)).toMatch(/^❓ .*原因/)
  expect(await tell(house, 'sunli', '雨季无法施工')).toMatch(/^✅ .*2023年7月20日（第1次延期）/)
  expect((await entryOf(house, no)).fields).toMatchObject({ due: '2023-07-20', firstDue: '2023-06-20' })
  await house.advance('2023-07-21T09:00:00+08:00')
  expect(await tell(house, 'sunli', `延期 ${no} 至7月30日 还没修好`)).toMatch(/^❌ .*已经过了时限/)
  expect(await tell(house, 'sunli', `查 ${no}`)).toContain('时限情况：逾期（延期1次）')
})

test('a department sees what was given to it, and nothing of what was not', async () => {
  const { no } = await reported(house, 'sunli', '问题 管道老化 责任单位:马岭镇')
  expect(await tell(house, 'heweimin', `查 ${no}`)).toMatch(/^❌/)
  await tell(house, 'sunli', `交办 ${no} 水务局`)
  expect(await tell(house, 'heweimin', `查 ${no}`)).toContain('管道老化')
})

test('every word of the workflows is in the help, with an example', async () => {
  expect(await tell(house, 'sunli', '帮助 交办')).toMatch(/例如：交办 1027 马岭镇 住建局 时限:6月30日/)
  expect(await tell(house, 'sunli', '帮助 核实')).toMatch(/例如：核实 1027 属实/)
})
