import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

test('a leader gets his contact point, by address or name, and owes a visit a month there', async () => {
  expect(await tell(house, 'sunli', '包抓 王县长 马岭镇')).toBe('✅ 已登记：副县长王建新包抓马岭镇。')
  expect(await tell(house, 'zhoukai', '包联 李国栋 马岭镇、驿马镇')).toBe('✅ 已登记：县委副书记李国栋包抓马岭镇、驿马镇。')
  expect(await tell(house, 'wangjianxin', '我的待办')).toMatch(/您本人 联系点下沉：2023年6月还差 1 次/)
})

test('what he does there fulfils it, and is shown to himself', async () => {
  expect(await tell(house, 'wangjianxin', '调研 纸房村 农房抗震改造')).toMatch(/^✅/)

  expect(await tell(house, 'wangjianxin', '我的待办')).not.toContain('联系点下沉')
  expect(await tell(house, 'wangjianxin', '调研 进度')).toMatch(/联系点下沉[\s\S]*您本人本月 1\/1 次/)
})

test('a department helps a township, and owes a study a quarter there', async () => {
  expect(await tell(house, 'sunli', '包抓 住建局 马岭镇')).toBe('✅ 已登记：庆城县住房和城乡建设局联乡马岭镇。')
  expect(await tell(house, 'zhaoliping', '规定')).toContain('联乡牵头单位调研（联乡部门）：每季度至少报调研 1 次（联系单位的）')
  expect(await tell(house, 'zhaoliping', '调研 纸房村 农房抗震改造')).toMatch(/^✅/)
  expect(await tell(house, 'sunli', '调研 进度')).toMatch(/联乡牵头单位调研[\s\S]*1\/1 次/)
})

test('is ended by 取消', async () => {
  expect(await tell(house, 'sunli', '包抓 李国栋 驿马镇 取消')).toBe('✅ 已取消：县委副书记李国栋不再包抓驿马镇。')
  expect(await tell(house, 'sunli', '包抓 李国栋 马岭镇 取消')).toMatch(/^✅/)
  expect(await tell(house, 'liguodong', '我的待办')).not.toContain('联系点下沉')
})

test.each([
  ['sunli', '包抓', /^❌ 请按/],
  ['sunli', '包抓 王县长', /^❌ 请按/],
  ['sunli', '包抓 王县长 天上镇', /^❌ 没有找到单位/],
  ['sunli', '包抓 诸葛查无 马岭镇', /^❌ 名册里没有/],
  ['liuhaifeng', '包抓 王县长 马岭镇', /^❌ 只能登记本单位范围内/],
  ['jiahongwei', '包抓 贾宏伟 纸房村', /^❌ .*管理员/],
])('%s: %s is refused', async (who, text, words) => {
  expect(await tell(house, who, text)).toMatch(words)
})
