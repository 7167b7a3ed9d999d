import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, saidIn, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

test('A13 an issue', async () => {
  const { no } = await reported(house, 'sunli@621021', '问题 五组蓄水池渗漏 责任单位:马岭镇 责任部门:财政局')
  console.log((await saidIn(house, 'group:621021103')).at(-1))
  for (const [who, words] of [
    ['liuhaifeng', `核实 ${no} 属实`],
    ['liuhaifeng', `整改 ${no} 蓄水池已修好`],
    ['liuhaifeng', `整改 ${no} 长期整改:6月完成设计，9月完工`],
    ['sunli@621021', `签字 ${no}`],
    ['sunli@621021', `延期 ${no} 至7月20日 雨季无法施工`],
    ['sunli@621021', `交办 ${no} 纸房村 时限:6月30日`],
    ['liuhaifeng', `转办 ${no} 纸房村 不归镇里管`],
    ['sunli@621021', `销号 ${no}`],
    ['liuhaifeng', `查 ${no}`],
  ] as const)
    console.log(who, words, '=>', await tell(house, who, words))
  expect(1).toBe(1)
})
