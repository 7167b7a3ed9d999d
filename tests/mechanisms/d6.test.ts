import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { packFile } from '../support/packs.ts'
import { entryOf, reported, saidIn, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  const yaml = 'cases: { risk: { intakeStages: [评议, 公示, 审定], clearStages: [审核, 审定], clearing: [风险是否消除] } }'
  house = await startTestApp({ env: { PACKS: packFile('d6', yaml) } })
})
afterAll(async () => await house.stop())

test('D6 the procedures are followed, measures have departments and dates, what was wrongly cleared comes back', async () => {
  const { no } = await reported(house, 'chenlu', '风险 何梅 因病 住院自付两万三千元')
  await tell(house, 'liuhaifeng', `核实 ${no} 属实`)
  expect(await tell(house, 'liuhaifeng', `纳入 ${no} 边缘易致贫户`)).toMatch(/^❌ .*评议、公示、审定/)
  expect(await tell(house, 'liuhaifeng', `申请纳入 ${no}`)).toMatch(/^✅ .*下一步：评议/)
  expect(await tell(house, 'liuhaifeng', `公示 ${no} 6月1日-6月7日`)).toMatch(/^❌ .*还没到“公示”/)
  expect(await tell(house, 'liuhaifeng', `评议 ${no} 通过`)).toMatch(/^✅/)
  expect(await tell(house, 'liuhaifeng', `公示 ${no} 6月1日-6月7日`)).toMatch(/^✅/)
  expect(await tell(house, 'liuhaifeng', `纳入 ${no} 边缘易致贫户`)).toMatch(/^❌ .*审定/)
  expect(await tell(house, 'sunli', `审定 ${no} 同意`)).toMatch(/^✅/)
  expect(await tell(house, 'liuhaifeng', `纳入 ${no} 边缘易致贫户`)).toMatch(/^✅/)
  expect(await tell(house, 'liuhaifeng', '王亦态 情况')).not.toContain('何梅')
  expect(await tell(house, 'liuhaifeng', '何梅 情况')).toContain('边缘易致贫户')

  expect(await tell(house, 'liuhaifeng', `帮扶 ${no} 大病救助 医保局 6月30日`)).toMatch(/^✅ .*责任部门.*医疗保障局/)
  expect((await entryOf(house, no)).fields.measures).toMatchObject([
    { text: '大病救助', department: { code: '621021905' }, due: '2023-06-30' },
  ])
  expect((await saidIn(house, 'group:621021905')).at(-1)).toMatch(/#\d+ 纸房村 何\*（风险）：落实措施1，2023年6月30日前/)
  await tell(house, 'liuhaifeng', `帮扶 ${no} 公益岗位`)
  expect(await tell(house, 'liuhaifeng', `消除 ${no}`)).toMatch(/^❓|^❌/)
  await tell(house, 'liuhaifeng', '是')
  expect((await entryOf(house, no)).status).toBe('monitored')
  expect(await tell(house, 'liuhaifeng', `落实 ${no}`)).toMatch(/^❌ .*1\.大病救助；2\.公益岗位/)
  await tell(house, 'liuhaifeng', `落实 ${no} 1`)
  expect(await tell(house, 'liuhaifeng', `落实 ${no} 2`)).toMatch(/^✅ .*措施都已落实/)

  await tell(house, 'liuhaifeng', `消除 ${no}`)
  expect(await tell(house, 'liuhaifeng', '是')).toMatch(/^✅ .*下一步：审核/)
  await tell(house, 'liuhaifeng', `审核 ${no} 通过`)
  expect(await tell(house, 'sunli', `审定 ${no} 同意`)).toMatch(/^✅ .*观察期/)
  expect(await tell(house, 'chenlu', `回退 ${no} 收入核算有误`)).toMatch(/^❌/)
  expect(await tell(house, 'hanming', `回退 ${no} 收入核算有误`)).toMatch(/^✅ .*已回到监测帮扶/)
  expect((await entryOf(house, no)).status).toBe('monitored')
  expect(await tell(house, 'liuhaifeng', `查 ${no}`)).toContain('回退（收入核算有误）')
})

test('D6 what was found not to be a risk and turns out to be one is verified anew', async () => {
  const { no } = await reported(house, 'chenlu', '风险 高双乐 因失业 厂里停工')
  await tell(house, 'liuhaifeng', `核实 ${no} 不属实 已到新厂上班`)
  expect(await tell(house, 'liuhaifeng', `重启 ${no} 又失业了`)).toMatch(/^✅ .*重新核实/)
  expect((await entryOf(house, no)).status).toBe('reported')
})

test('D6 a relapse in the observation period starts it again, with time counted anew', async () => {
  const yaml = 'cases: { risk: { clearing: [风险是否消除] } }'
  const other = await startTestApp({ env: { PACKS: packFile('d6-relapse', yaml) } })
  const { no } = await reported(other, 'liuhaifeng', '风险 高双乐 因失业 厂里停工')
  await tell(other, 'liuhaifeng', `核实 ${no} 属实`)
  await tell(other, 'liuhaifeng', `纳入 ${no} 脱贫不稳定户`)
  await tell(other, 'liuhaifeng', `消除 ${no}`)
  expect(await tell(other, 'liuhaifeng', '是')).toMatch(/^✅ .*观察期至2023年12月15日/)
  await other.advance('2023-08-01T09:00:00+08:00')
  expect(await tell(other, 'hanming', `重启 ${no} 又失业了`)).toMatch(/^✅ .*回到监测帮扶/)
  const { status, fields } = await entryOf(other, no)
  expect([status, fields.observeUntil, fields.clearing]).toEqual(['monitored', undefined, undefined])
  // Cleared once more: half a year from then.
  await tell(other, 'liuhaifeng', `消除 ${no}`)
  expect(await tell(other, 'liuhaifeng', '是')).toMatch(/^✅ .*观察期至2024年2月1日/)

  // What was never taken in is verified anew, with five working days of its own.
  const wrong = await reported(other, 'liuhaifeng', '风险 何梅 因病 住院')
  await tell(other, 'liuhaifeng', `核实 ${wrong.no} 不属实 体检`)
  await other.advance('2023-08-15T09:00:00+08:00')
  await tell(other, 'liuhaifeng', `重启 ${wrong.no} 确诊大病`)
  // From Tuesday 15 August: 16, 17, 18, 21, 22.
  expect(await tell(other, 'liuhaifeng', '我的待办')).toMatch(new RegExp(`#${wrong.no} .*核实风险，2023年8月22日前`))
  await other.stop()
})
