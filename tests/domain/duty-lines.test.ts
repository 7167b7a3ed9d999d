import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { closeUntil } from '../support/closed.ts'
import { openTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(async () => {
  talk = await openTalk({
    households: ['王亦态', '李长河', '赵万财', '孙有福'].map((head) => ({ village: '纸房村', head })),
  })
})
afterEach(async () => await talk.ledger.close())

describe('a report that comes after the end of its month', () => {
  test('rule 10: until 关账 it is named 补报, with the figure that was on time', async () => {
    talk.at('2023-07-04 10:00')

    expect(await talk.say('吴敏', '会议 专班调度会 主题:产业奖补 人数:12 日期:6月27日')).toContain(
      '产业专班2023年6月专班、专责工作组调度会 1/1 次；这是补报（时限 6月30日），按时 0 次，补报 1 次',
    )
  })

  test('rule 8: after 关账 it is kept in the ledger and counts no more, and the reply says so', async () => {
    await closeUntil(talk.ledger, '2023-07-01', '2023-07-06')
    talk.at('2023-07-06 18:30')
    const reply = await talk.say('吴敏', '会议 专班调度会 主题:产业奖补 人数:12 日期:6月27日')

    expect(reply).toMatch(/2023年6月专班、专责工作组调度会已关账（快照\d+号）：#1001 已记入台账，不再计入本期。/)
    expect(reply).not.toContain('1/1 次')
    expect(await talk.say('吴敏', '6月 会议 进度')).toContain('0/1 次')
  })

  test('in time nothing is said of it', async () => {
    expect(await talk.say('吴敏', '会议 专班调度会 主题:产业奖补 人数:12')).toMatch(/本月专班、专责工作组调度会 1\/1 次(?:\n|$)/)
  })
})

describe('rule 1: a telephone contact is no visit', () => {
  test('the reply says so and how the visits stand', async () => {
    const reply = await talk.say('贾宏伟', '走访 王亦态 方式:电话 情况:在外务工，一切都好')

    expect(reply).toContain('#1001 电话联系不计入入户遍访。')
    expect(reply).toContain('纸房村今年 0/4 户')
  })

  test('one among several takes nothing from the others', async () => {
    const reply = await talk.say('贾宏伟', '走访\n1. 王亦态 家里都正常\n2. 李长河 打电话问了，都正常\n3. 赵万财 打电话问了，都正常')

    expect(reply).toContain('#1002、#1003 电话联系不计入入户遍访。')
    expect(reply).toContain('纸房村今年 1/4 户')
  })
})
