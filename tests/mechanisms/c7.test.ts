import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, saidIn, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ now: '2023-10-09T08:00:00+08:00', env: { PACKS: 'yulin' } })
})
afterAll(async () => await house.stop())

test('C7 a first secretary does at least one real thing a year; he alone is reminded until it is entered', async () => {
  expect(await tell(house, 'muxiaodong', '我的待办')).toContain('年内至少干成一件实事：2023年还差 1 次')
  await house.advance('2023-10-10T09:01:00+08:00')
  expect((await saidIn(house, 'direct:muxiaodong')).join('\n')).toContain('年内至少干成一件实事')
  expect((await saidIn(house, 'direct:chenlu')).filter((text) => text.includes('实事'))).toEqual([])

  await reported(house, 'muxiaodong', '实事 修通三组产业路2公里')
  expect(await tell(house, 'muxiaodong', '我的待办')).not.toContain('年内至少干成一件实事')
})

test('C7 leaving and returning are reported to the sending unit and to the township', async () => {
  const other = await startTestApp({ env: { PACKS: 'yulin' } })
  try {
    await tell(other, 'zhoukai', '帮扶单位 水务局 纸房村')
    await reported(other, 'chenlu', '签到 离岗 事由：回单位开会 至：6月17日')
    for (const chat of ['direct:heweimin', 'direct:liuhaifeng'])
      expect((await saidIn(other, chat)).at(-1)).toContain('驻纸房村的陈璐同志2023年6月15日离岗，事由：回单位开会，至2023年6月17日')
    await reported(other, 'chenlu', '签到 返岗')
    for (const chat of ['direct:heweimin', 'direct:liuhaifeng']) expect((await saidIn(other, chat)).at(-1)).toContain('返岗')
    // Neither another department nor another township hears of it, and being there is nobody's news.
    expect(await saidIn(other, 'direct:zhaoliping')).toEqual([])
    expect(await saidIn(other, 'direct:caojun')).toEqual([])
    const before = (await saidIn(other, 'direct:liuhaifeng')).length
    await reported(other, 'chenlu', '签到 到村了')
    expect(await saidIn(other, 'direct:liuhaifeng')).toHaveLength(before)
  } finally {
    await other.stop()
  }
})

test('C7 双点到 is off by default, marked 待核; where it is on it is shown to himself alone, without consequence', async () => {
  expect(await tell(house, 'chenlu', '双点到')).toMatch(/没有启用.*待核/)
  const other = await startTestApp({ env: { PACKS: 'tests/fixtures/daily-question-pack.yaml' } })
  try {
    await reported(other, 'chenlu', '签到 到村了')
    await reported(other, 'chenlu', '签到 到镇')
    await reported(other, 'chenlu', '签到 到村了')
    expect(await tell(other, 'chenlu', '双点到')).toMatch(/在村签到 1 天，在镇签到 1 天[\s\S]*待核/)
  } finally {
    await other.stop()
  }
})
