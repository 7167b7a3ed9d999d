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
  expect(await tell(house, 'sunli', '取消包抓 李国栋 驿马镇')).toMatch(/^❌ 县委副书记李国栋没有包抓驿马镇，不用取消/)
})

test.each([
  ['联乡 住建局 马岭镇', '庆城县住房和城乡建设局联乡马岭镇'],
  ['帮扶单位 住建局 纸房村、贺旗村', '庆城县住房和城乡建设局帮扶纸房村、贺旗村'],
  ['村企 陇塬果业 纸房村', '庆城县陇塬果业有限公司村企纸房村'],
  ['督查组 第一督查组 马岭镇', '县委第一督查组督查马岭镇'],
  ['分管 王县长 住建局', '副县长王建新分管庆城县住房和城乡建设局'],
  ['分管 王县长 资金', '副县长王建新分管资金'],
])('%s is registered', async (text, done) => {
  expect(await tell(house, 'sunli', text)).toBe(`✅ 已登记：${done}。`)
})

test('one name lists what is known of it; a question does too', async () => {
  const { directory } = await house.app.keepHouse(house.app.store.read)
  expect(directory.contactsTo(directory.unitByCode('621021103204')?.id ?? 0, '帮扶')).toHaveLength(1)

  const known = '【马岭镇 联系和分管】\n包抓领导：副县长王建新\n联乡部门：庆城县住房和城乡建设局'
  for (const asked of ['包抓 马岭镇', '谁包抓马岭镇']) expect(await tell(house, 'sunli', asked)).toContain(known)
  expect(await tell(house, 'jiahongwei', '谁包抓马岭镇')).toBe(known)
  expect(await tell(house, 'zhaoliping', '分管 住建局')).toMatch(
    /分管领导：副县长王建新\n联乡：马岭镇\n帮扶：贺旗村、纸房村|帮扶：纸房村、贺旗村/,
  )
  expect(await tell(house, 'sunli', '王县长分管什么')).toContain('分管：庆城县住房和城乡建设局、资金')
})

test('which group inspects which township is told to insiders only', async () => {
  expect(await tell(house, 'hanming', '督查组 马岭镇')).toContain('督查组：县委第一督查组')
  expect(await tell(house, 'liuhaifeng', '督查组 马岭镇')).not.toContain('第一督查组')
})

test('each is ended by its own word', async () => {
  expect(await tell(house, 'sunli', '取消分管 王县长 资金')).toBe('✅ 已取消：副县长王建新不再分管资金。')
  expect(await tell(house, 'sunli', '王县长分管什么')).not.toContain('资金')
  expect(await tell(house, 'sunli', '取消帮扶单位 住建局 贺旗村')).toMatch(/^✅ 已取消/)
})

test.each([
  ['sunli', '包抓', /^❌ 请按/],
  ['sunli', '包抓 王县长 天上镇', /^❌ 没有找到单位/],
  ['sunli', '包抓 诸葛查无 马岭镇', /^❌ 名册里没有/],
  ['sunli', '取消包抓 王县长', /^❌ 请按/],
  ['sunli', '联乡 王县长 马岭镇', /^❌ 名册里没有/],
  ['sunli', '联乡 马岭镇 驿马镇', /^❌ “联乡”的一方应是部门/],
  ['sunli', '村企 住建局 纸房村', /^❌ “村企”的一方应是企业/],
  ['sunli', '帮扶单位 住建局 马岭镇', /^❌ “帮扶”的对象应是村/],
  ['sunli', '分管 王县长 天上局', /^❌ 没有找到单位/],
  ['liuhaifeng', '联乡 住建局 马岭镇', /^❌ 只能登记本单位范围内/],
  ['caojun', '包抓 马岭镇', /^❌ 马岭镇不在您的查看范围/],
  ['liuhaifeng', '包抓 王县长 马岭镇', /^❌ 只能登记本单位范围内/],
  ['jiahongwei', '包抓 贾宏伟 纸房村', /^❌ .*管理员/],
])('%s: %s is refused', async (who, text, words) => {
  expect(await tell(house, who, text)).toMatch(words)
})
