import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, saidIn, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'qingcheng' } })
})
afterAll(async () => await house.stop())

test('A1 a county leader owes one visit a month to his contact township: reminded in private, done by a study in a village of it', async () => {
  await tell(house, 'sunli@621021', '包抓 王建新 马岭镇')
  await tell(house, 'sunli@621021', '包抓 李国栋 驿马镇')
  // A study elsewhere is none at his own contact point.
  await reported(house, 'wangjianxin', '调研 涝池村 果园管护')
  expect(await tell(house, 'wangjianxin', '我的待办')).toContain('联系点下沉：2023年6月还差 1 次')

  await reported(house, 'liguodong', '调研 涝池村 水毁道路')
  await house.advance('2023-06-20T09:01:00+08:00')
  // Of the two leaders only he who owes is reminded, in his direct chat.
  expect((await saidIn(house, 'direct:wangjianxin')).join('\n')).toContain('联系点下沉')
  expect((await saidIn(house, 'direct:liguodong')).filter((text) => text.includes('联系点下沉'))).toEqual([])

  await reported(house, 'wangjianxin', '调研 纸房村 饮水管护')
  expect(await tell(house, 'wangjianxin', '我的待办')).not.toContain('联系点下沉')
})

test('A1 a pairing is ended with a space between the words as well', async () => {
  expect(await tell(house, 'sunli@621021', '取消 包抓 李国栋 驿马镇')).toBe('✅ 已取消：县委副书记李国栋不再包抓驿马镇。')
  expect(await tell(house, 'sunli@621021', '联乡 住建局 马岭镇')).toContain('✅')
  expect(await tell(house, 'sunli@621021', '取消 联乡 住建局 马岭镇')).toMatch(/^✅ 已取消：.*不再联乡马岭镇。$/)
})
