import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { packFile } from '../support/packs.ts'
import { reported, saidIn, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: packFile('b10', '') } })
  expect(await tell(house, 'sunli', '分管 王建新 马岭镇')).toMatch(/^✅/)
})
afterAll(async () => await house.stop())

test('B10 a person is recalled with level, hearing and number of the decision only, seen by inspectors and the leader', async () => {
  expect(await tell(house, 'hanming', '召回 陈璐 驻村期间无故脱岗15天')).toMatch(/^❓ .*哪一级/)
  expect(await tell(house, 'hanming', '市级')).toMatch(/^❓ .*申辩/)
  expect(await tell(house, 'hanming', '本人认可')).toMatch(/^❓ .*文号/)
  expect(await tell(house, 'hanming', '还没有')).toMatch(/^❌ .*文号/)
  const { no, fields } = await reported(house, 'hanming', '召回 陈璐 驻村期间无故脱岗15天 级别:市级 申辩:本人认可 文号:庆驻办〔2023〕5号')
  expect(fields).toMatchObject({ person: '陈璐', level: '市级', hearing: '本人认可', decision: '庆驻办〔2023〕5号', type: '召回' })

  expect(await tell(house, 'hanming', '台账 召回')).toContain('共 1 条')
  expect(await tell(house, 'wangjianxin', `查 ${no}`)).toContain('庆驻办〔2023〕5号')
  for (const who of ['chenlu', 'liuhaifeng', 'sunli']) expect(await tell(house, who, `查 ${no}`)).toMatch(/^❌/)
})

test('B10 a missing check-in has no consequence, and units get their letters openly', async () => {
  await house.advance('2023-06-20T09:00:00+08:00')
  expect(await tell(house, 'hanming', '台账 召回')).not.toContain('未签到')
  const { no } = await reported(house, 'sunli', '约谈 马岭镇 走访进度连续两月靠后')
  expect((await saidIn(house, 'group:621021103')).at(-1)).toMatch(
    new RegExp(`走访进度连续两月靠后（奖惩）：约谈：请回复整改措施.*“回复 ${no}”`),
  )
  expect(await tell(house, 'liuhaifeng', `回复 ${no} 已分组包村，6月底前补齐`)).toMatch(/^✅/)
  await reported(house, 'sunli', '提醒函 马岭镇 请加快资金支出')
  const { no: praise } = await reported(house, 'sunli', '表扬 马岭镇 率先完成遍访')
  expect((await saidIn(house, 'group:621021103')).at(-1)).toContain(`#${praise} 表扬：率先完成遍访`)
  expect(await tell(house, 'sunli', '台账 奖惩')).toMatch(/共 3 条.*提醒函 1、约谈 1、表扬 1/)
  expect(await tell(house, 'sunli', '台账 约谈')).toContain('共 1 条')
})
