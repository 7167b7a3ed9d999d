import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'tests/fixtures/projects-pack.yaml' } })
})
afterAll(async () => await house.stop())

test('B12 a year’s work and honours are shown to the person and his manager, without score or rank', async () => {
  await reported(house, 'jiahongwei', '实事 协调资金硬化通组路1.2公里')
  await reported(house, 'jiahongwei', '走访 陈红守 在合作社务工，收入稳定')
  await reported(house, 'jiahongwei', '签到 到村了')
  await reported(house, 'sunli', '结果 表彰 人员：贾宏伟 单位：纸房村 文号：庆委〔2023〕3号')

  const own = await tell(house, 'jiahongwei', '我的年度情况')
  expect(own).toContain('走访 1')
  expect(own).toContain('实事 1 件')
  expect(own).toContain('贾宏伟 表彰奖励，依据 庆委〔2023〕3号')
  expect(own).toContain('不打分、不排名')
  // Presence is no outcome (counting-rules 23).
  expect(own).not.toContain('签到')

  expect(await tell(house, 'liuhaifeng', '贾宏伟 年度情况')).toContain('实事 1 件')
  expect(await tell(house, 'maxiaoyan', '贾宏伟 年度情况')).toMatch(/^❌ .*只给本人和本级管理员看/)
  expect(await tell(house, 'caojun', '贾宏伟 年度情况')).toMatch(/^❌/)
  expect(await tell(house, 'liuhaifeng@621021103', '贾宏伟 年度情况')).toMatch(/^❌ .*请私聊问/)
})
