import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ now: '2023-03-20T08:00:00+08:00', env: { PACKS: 'yulin' } })
})
afterAll(async () => await house.stop())

test('C1 two yearly lists are owed by county and departments by the end of March, and count once they are filed', async () => {
  await tell(house, 'sunli@621021', '分管 王建新 住建局')
  const first = await reported(house, 'zhaoliping', '任务 类别:任务清单 内容:2023年巩固衔接职责')
  const second = await reported(house, 'zhaoliping', '任务 类别:任务清单 内容:2023年重点工作')
  const owing = async (): Promise<string> => await tell(house, 'sunli@621021', '今年谁没报任务')
  // One county and eight departments; two lists each.
  expect(await owing()).toContain('应报 9 个单位，还有 9 个没报（时限 3月31日）')
  expect(await owing()).toContain('住房和城乡建设局（2023年报了 0/2 次）')

  for (const { no } of [first, second]) {
    expect(await tell(house, 'zhaoliping', `报审 ${no}`)).toContain('✅')
    expect(await tell(house, 'wangjianxin', `审定 ${no} 同意`)).toContain('✅')
    expect(await tell(house, 'sunli@621021', `备案 ${no}`)).toContain('✅')
  }
  expect(await owing()).toContain('应报 9 个单位，还有 8 个没报（时限 3月31日）')
  expect(await owing()).not.toContain('住房和城乡建设局')
})
