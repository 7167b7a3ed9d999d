import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'qingcheng' } })
})
afterAll(async () => await house.stop())

test('A7 a leader with a contact point and a helping unit owe one study a quarter each', async () => {
  await tell(house, 'sunli@621021', '包抓 王建新 马岭镇')
  await tell(house, 'sunli@621021', '帮扶单位 水务局 纸房村')
  expect(await tell(house, 'wangjianxin', '我的待办')).toContain('县级领导调研：2023年二季度还差 1 次')
  expect(await tell(house, 'heweimin', '我的待办')).toContain('帮扶单位调研：2023年二季度还差 1 次')

  await reported(house, 'wangjianxin', '调研 马岭镇 冬季取暖')
  await reported(house, 'heweimin', '调研 贺旗村 水源保护')
  expect(await tell(house, 'wangjianxin', '我的待办')).not.toContain('县级领导调研')
  // Not in the village that it helps.
  expect(await tell(house, 'heweimin', '我的待办')).toContain('帮扶单位调研：2023年二季度还差 1 次')
  await reported(house, 'heweimin', '调研 纸房村 蓄水池')
  expect(await tell(house, 'heweimin', '我的待办')).not.toContain('帮扶单位调研')

  await house.advance('2023-07-03T08:00:00+08:00')
  expect(await tell(house, 'wangjianxin', '我的待办')).toContain('县级领导调研：2023年三季度还差 1 次')
})
