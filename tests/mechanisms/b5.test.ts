import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { entriesIn, reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'yichun' } })
})
afterAll(async () => await house.stop())

test('B5 the half-year check is answered with issues of the four safeguards or with nothing found; an issue is struck off one by one', async () => {
  await tell(house, 'sunli@621021', '属性 水务局 四保障')
  const { no } = await reported(house, 'jiahongwei', '问题 五组蓄水池渗漏，水压上不去 类别：饮水')
  await reported(house, 'jiahongwei', '问题 通组路塌方一处 类别：道路')
  expect(await tell(house, 'yangzhiguo', '零报告 四保障集中排查')).toContain('✅ 零报告已记：贺旗村 四保障集中排查 2023年上半年')
  // Roads are none of the four.
  await reported(house, 'qiyonghong', '问题 三组路面破损 类别：道路')

  const missing = await tell(house, 'liuhaifeng', '马岭镇 本半年谁没报问题')
  // 14 villages below 马岭镇: one with an issue, one with 零报告.
  expect(missing).toContain('应报 14 个单位，还有 12 个没报（时限 6月30日）')
  expect(missing).toContain('零报告：贺旗村')
  expect(missing).toContain('琵琶寨村')
  // The department in charge owes as well, by its attribute.
  expect(await tell(house, 'heweimin', '我的待办')).toContain('四保障牵头部门集中排查：2023年上半年还差 1 次')

  // 发现一个、解决一个、销号一个.
  await tell(house, 'liuhaifeng', `交办 ${no} 纸房村 时限:6月30日`)
  expect(await tell(house, 'jiahongwei', `核实 ${no} 属实`)).toContain('✅')
  await house.post('/sandbox/api/messages', {
    chatId: 'direct:jiahongwei',
    memberId: 'jiahongwei',
    text: `整改 ${no} 蓄水池已修好`,
    attachments: [{ name: 'p.jpg', mime: 'image/jpeg', base64: Buffer.from('photo').toString('base64') }],
  })
  expect(await tell(house, 'liuhaifeng', `销号 ${no}`)).toContain('✅')
  const [issue] = await entriesIn(house, `#${no}`)
  expect(issue?.status).toBe('closed')
})
