import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, saidIn, tell } from '../support/reports.ts'
import { addPeople } from './people.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ now: '2023-05-15T08:00:00+08:00', env: { PACKS: 'yulin' } })
  await addPeople(house, [['高原', '621021912', '联络员', 'reporter', 'gaoyuan']])
})
afterAll(async () => await house.stop())

test('C8 an enterprise paired with villages reports every month; money, projects and troubles are added up in the review of the quarter', async () => {
  // Not paired: nothing is owed.
  expect(await tell(house, 'gaoyuan', '我的待办')).not.toContain('村企共建月调度')
  await tell(house, 'sunli@621021', '村企 陇塬果业 纸房村')
  await tell(house, 'sunli@621021', '村企 陇塬果业 贺旗村')
  expect(await tell(house, 'gaoyuan', '我的待办')).toContain('村企共建月调度：2023年5月还差 1 次')
  await reported(house, 'gaoyuan', '月报 帮扶投入资金:30万元 落实帮扶项目 2 解决急难愁盼问题 5')
  expect(await tell(house, 'gaoyuan', '我的待办')).not.toContain('村企共建月调度')

  await house.advance('2023-06-20T09:01:00+08:00')
  expect((await saidIn(house, 'direct:gaoyuan')).join('\n')).toContain('村企共建月调度')
  // The latest report of a month stands: 20 万 in June, not 50.
  await reported(house, 'gaoyuan', '月报 帮扶投入资金:30万元 落实帮扶项目 1 解决急难愁盼问题 3')
  await reported(house, 'gaoyuan', '月报 帮扶投入资金:20万元 落实帮扶项目 1 解决急难愁盼问题 3')

  // 7 July is the fifth working day of the third quarter.
  await house.advance('2023-07-07T10:01:00+08:00')
  const [review = ''] = (await saidIn(house, 'group:621021')).filter((text) => text.includes('村企共建季点评'))
  expect(review).toContain('2023年二季度')
  expect(review).toContain('1 个单位报了村企共建数据。')
  expect(review).toContain('陇塬果业')
  // 300,000 + 200,000 yuan, 2 + 1 projects, 5 + 3 troubles.
  expect(review).toMatch(/500000[\s\S]*3[\s\S]*8/)
})

test('C8 letters, summons and commendations to enterprises are entered and counted', async () => {
  for (const words of ['提醒函 单位:陇塬果业 事由:二季度投入进度慢', '表扬 单位:陇塬果业 事由:帮助销售苹果'])
    expect(await tell(house, 'sunli@621021', words)).toMatch(/^✅/)
})
