import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { packFile } from '../support/packs.ts'
import { entryOf, reported, saidIn, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  const yaml = [
    'cases: { risk: { intake: 10个工作日, relief: 2个工作日, observe: 6个月, followUp: 2个月 } }',
    'schedules: [{ id: deadlines, run: case-deadlines, title: 时限提醒, when: 每天 09:00 }]',
  ]
  house = await startTestApp({
    now: '2023-06-19T08:00:00+08:00',
    env: { PACKS: packFile('b4', yaml.join('\n')), QUIET_HOURS: '21:00-08:00' },
  })
})
afterAll(async () => await house.stop())

test('B4 ten working days to be taken in, two for relief, half a year of observation; what is late goes up the line until it is acknowledged', async () => {
  // 何伟 is 突发严重困难户. Monday 19 June: 20, 21 | 22–24 端午, Sunday 25 worked, 26 … → relief 21 June, verify (5) 27 June, intake (10) 4 July.
  const { no } = await reported(house, 'chenlu', '风险 何伟 因病 住院自付两万三千元')
  const todo = await tell(house, 'liuhaifeng', '我的待办')
  expect(todo).toMatch(new RegExp(`#${no} .*应急救助，2023年6月21日前`))
  expect(todo).toMatch(new RegExp(`#${no} .*核实风险，2023年6月27日前`))
  expect(await tell(house, 'liuhaifeng', `查 ${no}`)).toMatch(
    /核实风险：等马岭镇办，时限2023年6月27日（自2023年6月19日起5个工作日，6月22–24日端午节不计，6月25日端午节调休上班/,
  )
  expect(await tell(house, 'liuhaifeng', `救助 ${no} 3000元`)).toMatch(/^✅ .*3,000元/)
  expect(await tell(house, 'liuhaifeng', '我的待办')).not.toContain('应急救助')

  // Two working days ahead it is reminded in private, one after in the unit's group, three after above.
  await house.advance('2023-06-26T12:00:00+08:00')
  expect((await saidIn(house, 'direct:liuhaifeng')).at(-1)).toMatch(new RegExp(`快到时限.*#${no} .*核实风险`, 's'))
  await house.advance('2023-06-28T12:00:00+08:00')
  expect((await saidIn(house, 'group:621021103')).at(-1)).toMatch(new RegExp(`已过时限.*#${no} .*核实风险.*已逾期1个工作日`, 's'))
  await house.advance('2023-06-30T12:00:00+08:00')
  expect((await saidIn(house, 'group:621021')).at(-1)).toMatch(new RegExp(`逾期未办.*#${no} .*核实风险`, 's'))
  expect(await tell(house, 'liuhaifeng', `收到 ${no}`)).toMatch(/^✅/)

  expect(await tell(house, 'liuhaifeng', `核实 ${no} 属实`)).toMatch(/^✅/)
  expect(await tell(house, 'liuhaifeng', '我的待办')).toMatch(new RegExp(`#${no} .*识别纳入，2023年7月4日前`))
  expect(await tell(house, 'liuhaifeng', `纳入 ${no} 突发严重困难户`)).toMatch(/^✅/)
  await tell(house, 'liuhaifeng', `消除 ${no}`)
  await tell(house, 'liuhaifeng', '医疗费已报销，收入恢复')
  expect(await tell(house, 'sunli', `审定 ${no} 同意`)).toMatch(/^✅ .*观察期至2023年12月30日/)
  expect(await tell(house, 'liuhaifeng', `结案 ${no}`)).toMatch(/^❌ .*还不能结案/)

  // Every two months a visit: 30 August and 30 October; after that the end is what is left.
  await house.advance('2023-08-28T12:00:00+08:00')
  expect((await saidIn(house, 'direct:jiahongwei')).at(-1)).toMatch(new RegExp(`快到时限.*#${no} .*观察期回访.*2023年8月30日`, 's'))
  expect(await tell(house, 'chenlu', `回访 ${no} 在合作社务工，收入稳定`)).toMatch(/^✅ .*同时算一次走访/)
  await house.advance('2023-10-27T12:00:00+08:00')
  expect(await tell(house, 'chenlu', `回访 ${no} 身体已恢复`)).toMatch(/^✅ .*第2次/)
  await house.advance('2023-12-30T12:00:00+08:00')
  expect(await tell(house, 'liuhaifeng', `结案 ${no}`)).toMatch(/^✅/)
  expect((await entryOf(house, no)).status).toBe('closed')
  expect(await tell(house, 'liuhaifeng', '我的待办')).not.toContain(`#${no}`)
})
