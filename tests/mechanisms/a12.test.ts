import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { entryOf, reported, saidIn, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
  expect(await tell(house, 'sunli', '分管 李国栋 产业专班')).toMatch(/^✅/)
})
afterAll(async () => await house.stop())

test('A12 a task list is drawn up, approved by the leader in charge, filed with the office, carried out', async () => {
  const { no, fields } = await reported(house, 'wumin', '交清单 2023年度重点任务12项')
  expect(fields.class).toBe('任务清单')
  expect(await tell(house, 'wumin', `办结 ${no}`)).toMatch(/^❌ .*先报审/)
  expect(await tell(house, 'wumin', `报审 ${no}`)).toMatch(/^✅/)
  expect((await saidIn(house, 'direct:liguodong')).at(-1)).toContain(`审定 ${no}`)
  expect(await tell(house, 'wumin', `审定 ${no}`)).toMatch(/^❌/)
  expect(await tell(house, 'liguodong', `退回 ${no} 第三项没有责任人`)).toMatch(/^✅/)
  await tell(house, 'wumin', `报审 ${no}`)
  expect(await tell(house, 'liguodong', `审定 ${no} 同意`)).toMatch(/^✅ .*备案/)
  expect(await tell(house, 'wumin', `备案 ${no}`)).toMatch(/^❌/)
  expect(await tell(house, 'sunli', `备案 ${no}`)).toMatch(/^✅/)
  expect((await entryOf(house, no)).status).toBe('filed')
  expect(await tell(house, 'wumin', `进展 ${no} 已完成3项`)).toMatch(/^✅/)
  expect(await tell(house, 'wumin', `办结 ${no} 12项全部完成`)).toMatch(/^✅/)
  expect(await tell(house, 'sunli', `查 ${no}`)).toMatch(/（已办结）[\s\S]*进展：2023年6月15日 已完成3项/)
})

test('A12 an extension is the assigning unit’s, before the date', async () => {
  const { no } = await reported(house, 'sunli', '任务 内容:报送半年总结 责任单位:马岭镇 时限:6月16日')
  expect(await tell(house, 'liuhaifeng', `延期 ${no} 至6月20日 资料未齐`)).toMatch(/^❌/)
  expect(await tell(house, 'sunli', `延期 ${no} 至6月19日 资料未齐`)).toMatch(/^✅/)
  await house.advance('2023-06-19T09:00:00+08:00')
  expect(await tell(house, 'liuhaifeng', `办结 ${no}`)).toMatch(/^✅/)
  expect(await tell(house, 'sunli', `查 ${no}`)).toContain('时限情况：延期后按期（延期1次）')
})

test('A12 what a meeting decided becomes the task of who answers for it', async () => {
  const reply = await tell(
    house,
    'liuhaifeng',
    '会议纪要\n类型：推进会\n主题：人居环境整治\n人数：31人\n议定：\n1.纸房村6月25日前清理河道垃圾',
  )
  expect(reply).toMatch(/已转为任务跟踪，编号：\d+/)
  const no = Number(/编号：(\d+)/.exec(reply)?.[1])
  expect(await entryOf(house, no)).toMatchObject({
    kind: 'task',
    unit: { code: '621021103204' },
    fields: { class: '议定事项', due: '2023-06-25' },
  })
  expect(await tell(house, 'jiahongwei', '我的待办')).toMatch(new RegExp(`#${no} .*办理任务`))
})
