import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { entryOf, reported, saidIn, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

test('a risk is told to who has to verify it, masked in his group, and its steps are told in words', async () => {
  const { no } = await reported(house, 'chenlu', '风险 田宝 因病 住院自付两万三千元')
  const notice = (await saidIn(house, 'group:621021103')).at(-1)
  expect(notice).toContain(`#${no} 纸房村 田*（风险）：核实风险`)
  expect(notice).not.toContain('住院')
  expect(await tell(house, 'chenlu', `核实 ${no} 属实`)).toMatch(/^❌ .*审核人/)
  expect(await tell(house, 'caojun', `核实 ${no} 属实`)).toMatch(/^❌ .*没有找到编号/)
  expect(await tell(house, 'liuhaifeng', `核实 ${no}`)).toMatch(/^❓ .*属实、不属实，还是已解释/)
  expect(await tell(house, 'liuhaifeng', '属实')).toMatch(/^✅/)
  expect(await tell(house, 'liuhaifeng', `核实 ${no} 属实`)).toMatch(/^❌ .*现在是“已核实，待纳入”.*现在可以：/)
  expect(await tell(house, 'liuhaifeng', `查 ${no}`)).toMatch(
    /（已核实，待纳入）[\s\S]*识别纳入：等马岭镇办，时限2023年\d+月\d+日（自2023年6月15日起10个工作日/,
  )
  expect(await tell(house, 'liuhaifeng', `查 ${no}`)).toMatch(/刘海峰 核实/)
})

test('a start that is changed later moves the deadlines and is flagged', async () => {
  const { no } = await reported(house, 'liuhaifeng', '风险 户主:何梅 原因:因病 情况:住院 日期:6月12日')
  // Monday 12 June: 5 working days end on the 19th; from Thursday 15 June on Sunday the 25th, which is worked.
  expect(await tell(house, 'liuhaifeng', '我的待办')).toMatch(new RegExp(`#${no} .*核实风险，2023年6月19日前`))
  expect(await tell(house, 'liuhaifeng', `改 ${no} 日期:6月15日`)).toMatch(/^✅/)
  expect(await tell(house, 'liuhaifeng', '我的待办')).toMatch(new RegExp(`#${no} .*核实风险，2023年6月25日前`))
  expect(await tell(house, 'liuhaifeng', `查 ${no}`)).toContain('起算日改过：上报时是2023年6月12日，现在是2023年6月15日')
})

test('what is taken back is expected of nobody', async () => {
  const { no } = await reported(house, 'liuhaifeng', '风险 户主:高双乐 原因:因学 情况:两个大学生')
  expect(await tell(house, 'liuhaifeng', '我的待办')).toContain(`#${no}`)
  expect(await tell(house, 'liuhaifeng', `撤 ${no} 报重了`)).toMatch(/^✅/)
  expect(await tell(house, 'liuhaifeng', '我的待办')).not.toContain(`#${no}`)
  expect(await tell(house, 'liuhaifeng', `核实 ${no} 属实`)).toMatch(/^❌ .*已撤回/)
})

test('收到 is for who has something to do', async () => {
  const { no } = await reported(house, 'liuhaifeng', '风险 户主:郭红锁 原因:因灾 情况:冰雹')
  expect(await tell(house, 'chenlu', `收到 ${no}`)).toMatch(/^❌/)
  expect(await tell(house, 'zhangcaixia', `收到 ${no}`)).toMatch(/^✅/)
  expect((await entryOf(house, no)).status).toBe('reported')
})
