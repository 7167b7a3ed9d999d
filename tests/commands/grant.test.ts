import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

test.each([
  ['授权 麻小燕 镇管理员', '马岭镇的管理员'],
  ['授权 麻小燕 马岭镇管理员', '马岭镇的管理员'],
  ['授权 麻小燕 马岭镇 管理员', '马岭镇的管理员'],
  ['授权 麻小燕 贺旗村填报人', '贺旗村的填报人'],
])('%s names the unit by its level or by its name', async (words, granted) => {
  expect(await tell(house, 'zhoukai', words)).toBe(`✅ 已授权：麻小燕 为${granted}，马上生效。`)
})

test.each([
  ['zhoukai', '授权 麻小燕 查无镇管理员', /^❌ 没有看懂/],
  ['liuhaifeng', '授权 麻小燕 儒林村填报人', /^❌ 只能给本单位范围内/],
  ['liuhaifeng', '授权 麻小燕 马岭镇管理员', /^❌ 填报人以上的权限/],
])('%s: %s is refused', async (who, words, reason) => {
  expect(await tell(house, who, words)).toMatch(reason)
})
