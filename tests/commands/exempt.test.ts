import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testPack } from '../support/ledger.ts'
import { openTalk, type Talk } from '../support/talk.ts'

const villageDuties = testPack(`
name: test
title: 测试县
source: 测试
duties:
  - { id: meetings, row: T1, title: 村例会, who: { kind: village }, report: { kind: meeting }, every: month, atLeast: 1 }
  - { id: risks, row: T2, title: 风险月报, who: { kind: village }, report: { kind: risk }, every: month, atLeast: 1 }
  - { id: visits, row: T3, title: 入户遍访, who: { kind: village }, report: { kind: visit }, every: year, covers: households }
`)

let talk: Talk
beforeEach(async () => {
  talk = await openTalk()
})
afterEach(async () => await talk.ledger.close())

test('rule 11: a unit that is freed leaves the denominator and is printed with the reason', async () => {
  expect(await talk.say('周凯', '免报 就业专班 会议 6月 机构撤并')).toMatch(/^✅ 已免报：就业专班 会议 2023年6月（机构撤并）/)
  const progress = await talk.say('周凯', '会议 6月 进度')
  const missing = await talk.say('周凯', '6月谁没报会议')
  const ranking = await talk.say('周凯', '会议 6月 排名')

  for (const text of [progress, missing, ranking]) expect(text).toContain('免报：就业专班（机构撤并）')
  expect(progress).toContain('应报 2 个单位')
  expect(missing).not.toMatch(/\d\. 就业专班/)
  expect(await talk.say('吴敏', '会议 进度')).not.toContain('免报')
})

test('another period is owed as ever', async () => {
  await talk.say('周凯', '免报 就业专班 会议 6月 机构撤并')
  talk.at('2023-07-10 09:00')

  expect(await talk.say('周凯', '会议 7月 进度')).toContain('应报 3 个单位')
})

test('it is a manager’s above the unit, with a reason, and can be taken back until the period is closed', async () => {
  expect(await talk.say('吴敏', '免报 就业专班 会议 6月 太忙')).toMatch(/^❌/)
  expect(await talk.say('刘海峰', '免报 产业专班 会议 6月 太忙')).toMatch(/^❌.*上级管理员/)
  expect(await talk.say('周凯', '免报 就业专班 会议 6月')).toMatch(/^❌ 请写明/)
  expect(await talk.say('周凯', '免报 纸房村 会议 6月 太忙')).toMatch(/^❌.*没有“会议”上报任务/)
  await talk.say('周凯', '免报 就业专班 会议 6月 机构撤并')

  expect(await talk.say('周凯', '取消免报 就业专班 会议 6月')).toMatch(/^✅ 已取消免报/)
  expect(await talk.say('周凯', '会议 6月 进度')).toContain('应报 3 个单位')
})

describe('several units and things in one message', () => {
  let busy: Talk
  beforeEach(async () => {
    busy = await openTalk({ packs: [villageDuties], households: [{ village: '纸房村', head: '王亦态' }] })
  })
  afterEach(async () => await busy.ledger.close())

  test.each(['纸房村、贺旗村', '纸房村 贺旗村', '纸房村和贺旗村'])('%s are both freed, for the reason alone', async (units) => {
    const reply = await busy.say('刘海峰', `免报 ${units} 例会 6月 道路中断`)

    expect(reply).toMatch(/^✅/)
    for (const unit of ['纸房村', '贺旗村']) expect(reply).toContain(`已免报：${unit} 村例会 2023年6月（道路中断）`)
    expect(await busy.say('刘海峰', '会议 6月 进度')).toContain('免报：纸房村（道路中断）、贺旗村（道路中断）')
  })

  test('what cannot be freed is named with the reason, the rest is freed', async () => {
    const reply = await busy.say('刘海峰', '免报 纸房村、儒林村 会议 6月 道路中断')

    expect(reply).toMatch(/^✅ 已免报：纸房村/)
    expect(reply).toMatch(/没有办的：[\s\S]*儒林村的上级管理员/)
  })

  test('a place in the reason is no unit to be freed', async () => {
    const reply = await busy.say('刘海峰', '免报 纸房村 会议 6月 去贺旗村的路断了')

    expect(reply).toContain('（去贺旗村的路断了）')
    expect(reply).not.toContain('已免报：贺旗村')
  })

  test('both things are freed', async () => {
    const reply = await busy.say('刘海峰', '免报 纸房村 会议、风险 6月 整村搬迁')

    expect(reply).toContain('纸房村 会议 2023年6月')
    expect(reply).toContain('纸房村 风险 2023年6月')
  })

  test('a month ahead is the one that comes', async () => {
    expect(await busy.say('刘海峰', '免报 纸房村 会议 7月 道路中断')).toMatch(/^✅.*2023年7月/)
    expect(await busy.say('刘海峰', '免报 纸房村 会议 5月 道路中断')).toMatch(/^✅.*2023年5月/)
  })

  test('of a duty of the year no month alone is freed: it is asked first', async () => {
    const words = '免报 贺旗村 走访 6月 整村搬迁'
    expect(await busy.say('刘海峰', words)).toMatch(/^❓.*按年.*2023年.*不能只免2023年6月/)
    expect(await busy.say('刘海峰', '不免')).toBe('好的，没有免报。')
    expect(await busy.say('刘海峰', '走访 进度')).not.toContain('免报')
    await busy.say('刘海峰', words)

    expect(await busy.say('刘海峰', '1')).toMatch(/^✅ 已免报：贺旗村 走访 2023年（整村搬迁）/)
  })
})
