import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

test.each([
  ['liuhaifeng', '免职', /^❌ 请按/],
  ['liuhaifeng', '免职 诸葛查无', /^❌ 您的范围内没有/],
  ['liuhaifeng', '免职 陈璐 会计', /^❌ 陈璐现在没有“会计”这个职务。在任的有：纸房村驻村工作队员/],
  ['liuhaifeng', '免职 张彩霞', /^❌ 只能免去本单位范围内填报人/],
  ['caojun', '免职 陈璐', /^❌ /],
  ['jiahongwei', '免职 陈璐', /^❌ .*管理员/],
  ['zhoukai', '免职 周凯', /^❌ 这是最后一位系统管理员/],
])('%s: %s is refused', async (who, words, reason) => {
  expect(await tell(house, who, words)).toMatch(reason)
})

test('a dismissed person has no rights from that moment on; what he reported stays', async () => {
  const entry = await reported(house, 'maxiaoyan', '走访 何梅 家里正常')

  expect(await tell(house, 'liuhaifeng', '免职 麻小燕 网格员')).toMatch(/^✅ 已免去：麻小燕 纸房村网格员，马上生效，任期算到6月14日。/)

  expect(await tell(house, 'maxiaoyan', '走访 高双乐 家里正常')).toMatch(/^❌ 您现在没有职务/)
  expect(await tell(house, 'jiahongwei', `查 ${entry.no}`)).toContain('麻小燕')
  expect(await tell(house, 'liuhaifeng', '免职 麻小燕')).toMatch(/^❌ 麻小燕现在没有职务/)
})

test('who was dismissed may ask for a post again, under his own name only', async () => {
  expect(await tell(house, 'maxiaoyan', '我是 纸房村 贾宏伟 村书记')).toMatch(/^❌ 这个账号登记的是麻小燕/)
  expect(await tell(house, 'maxiaoyan', '我是 纸房村 麻小燕 文书')).toMatch(/^✅ .*等管理员确认/)
  expect(await tell(house, 'maxiaoyan', '走访 高双乐 家里正常')).toMatch(/^❌/)
  expect(await tell(house, 'liuhaifeng', '确认身份 麻小燕')).toMatch(/^✅ /)
  expect(await tell(house, 'maxiaoyan', '走访 高双乐 家里正常')).toMatch(/^✅/)
  expect(await tell(house, 'maxiaoyan', '我的上报')).toContain('何梅')
})

test('an administrator ends any post; with another one in office also his own', async () => {
  await tell(house, 'zhoukai', '授权 孙丽 系统管理员')
  expect(await tell(house, 'zhoukai', '免职 曹军')).toMatch(/^✅ /)
  expect(await tell(house, 'zhoukai', '免职 周凯')).toMatch(/^✅ /)
  expect(await tell(house, 'sunli', '免职 孙丽 系统管理员')).toMatch(/^❌ 这是最后一位/)
})

test('a reset gives back the posts and households that were imported, and takes away what was added by message', async () => {
  await tell(house, 'liuhaifeng', '新增户 纸房村一组 司马新来 4人')
  await tell(house, 'liuhaifeng', '销户 纸房村何梅 去世')
  await house.post('/sandbox/api/reset', {})
  expect(await tell(house, 'maxiaoyan', '走访 何梅 家里正常')).toMatch(/^✅/)
  expect(await tell(house, 'maxiaoyan', '走访 司马新来 家里正常')).toMatch(/^❓/)
})
