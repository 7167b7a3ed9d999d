import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { entryOf, photo, reported, tell, tellWith } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

const given = async (words: string): Promise<number> => (await reported(house, 'sunli', `问题 ${words} 责任单位:马岭镇 时限:6月30日`)).no

test('E7 a wrong finding is closed with what shows it, a misunderstanding with its explanation, a real one has a date', async () => {
  const wrong = await given('三组无水')
  expect(await tell(house, 'liuhaifeng', `核实 ${wrong} 不属实`)).toMatch(/^❌ .*依据/)
  expect(await tellWith(house, 'liuhaifeng', { text: `核实 ${wrong} 不属实`, file: photo })).toMatch(/^✅/)
  expect((await entryOf(house, wrong)).status).toBe('dismissed')

  const misunderstood = await given('雨露计划未发')
  expect(await tell(house, 'liuhaifeng', `核实 ${misunderstood} 已解释`)).toMatch(/^❌ .*怎样解释/)
  expect(await tell(house, 'liuhaifeng', `核实 ${misunderstood} 已解释 已发到学生本人卡上`)).toMatch(/^✅/)
  expect((await entryOf(house, misunderstood)).status).toBe('explained')

  const real = await given('四组路灯损坏')
  expect(await tell(house, 'liuhaifeng', `核实 ${real} 属实`)).toMatch(/^✅/)
  expect(await tell(house, 'liuhaifeng', '我的待办')).toMatch(new RegExp(`${real} .*整改问题，2023年6月30日前`))
})

test('E7 宁可空跑一趟: who gave it, nobody else, may have it looked at again', async () => {
  const no = await given('五组危房未改')
  await tell(house, 'liuhaifeng', `核实 ${no} 不属实 房屋已鉴定为B级`)
  expect(await tell(house, 'liuhaifeng', `退回 ${no} 再看`)).toMatch(/^❌/)
  const again = await given('六组危房未改')
  await tell(house, 'liuhaifeng', `核实 ${again} 不属实 房屋已鉴定为B级`)
  expect(await tell(house, 'sunli', `退回 ${again} 请带鉴定员再去一趟`)).toMatch(/^✅ .*重新核实/)
  expect((await entryOf(house, again)).status).toBe('assigned')
})
