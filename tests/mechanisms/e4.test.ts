import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { packFile } from '../support/packs.ts'
import { entryOf, photo, reported, saidIn, tell, tellWith } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: packFile('e4', 'cases: { issue: { verify: 3个工作日 } }') } })
})
afterAll(async () => await house.stop())

test('E4 an issue goes to county and department at once, each verifies, 属实 by either means rectification, steps are counted', async () => {
  const { no } = await reported(house, 'hanming', '问题 易地搬迁点楼顶漏水 来源:省级考核')
  expect(await tell(house, 'sunli', `交办 ${no} 马岭镇 住建局 时限:6月30日`)).toMatch(/^✅ .*马岭镇、.*住房和城乡建设局/)
  for (const group of ['621021103', '621021902']) expect((await saidIn(house, `group:${group}`)).at(-1)).toContain(`核实 ${no}`)

  expect(await tell(house, 'zhaoliping', `核实 ${no} 不属实 漏水的是邻栋，已现场查看`)).toMatch(/^✅ .*马岭镇没有核实/)
  expect((await entryOf(house, no)).status).toBe('assigned')
  expect(await tell(house, 'liuhaifeng', `核实 ${no} 属实`)).toMatch(/^✅/)
  expect((await entryOf(house, no)).status).toBe('verified')

  // Five more: one verified as not real, one struck off, one given and waiting, two going on.
  const numbers: number[] = []
  for (const words of ['路灯不亮', '水压不足', '垃圾乱倒', '门锁损坏', '外墙脱落'])
    numbers.push((await reported(house, 'sunli', `问题 ${words} 责任单位:马岭镇 时限:6月30日`)).no)
  const [dark, water, , lock, wall] = numbers
  await tell(house, 'liuhaifeng', `核实 ${dark} 不属实 现场路灯正常`)
  expect(await tellWith(house, 'liuhaifeng', { text: `整改 ${water} 已加压`, file: photo })).toMatch(/^✅/)
  expect(await tell(house, 'sunli', `销号 ${water}`)).toMatch(/^✅/)
  await tell(house, 'liuhaifeng', `核实 ${lock} 属实`)
  await tell(house, 'liuhaifeng', `核实 ${wall} 属实`)

  const head = await tell(house, 'sunli', '台账 问题')
  expect(head).toContain('共 6 条')
  expect(head).toContain('交办 6、待核实 1、正在整改 3、已整改 1、已销号 1、不属实 1')
  expect(await tell(house, 'sunli', '台账 问题 正在整改')).toContain('共 3 条')
})

test('E4 the assigning unit decides when the verdicts differ', async () => {
  const { no } = await reported(house, 'sunli', '问题 补贴未到账 责任单位:马岭镇 责任部门:财政局')
  await tell(house, 'liuhaifeng', `核实 ${no} 属实`)
  expect(await tell(house, 'sunli', `核实 ${no} 不属实 银行流水显示已到账`)).toMatch(/^❌/)
  await tell(house, 'zhoukai', `核实 ${no} 已解释 农户查的是旧卡`)
  expect(await tell(house, 'sunli', `核实 ${no} 不属实 银行流水显示已到账`)).toMatch(/^✅ .*交办单位认定/)
  expect((await entryOf(house, no)).status).toBe('dismissed')
})
