import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findEntry } from '../../db/queries/entries.ts'
import { listEntries } from '../../db/queries/entry-lists.ts'
import periodSummary from '../../schedules/period-summary.ts'
import { createCalendar } from '../../src/domain/calendar.ts'
import { isAlike } from '../../src/domain/twins.ts'
import { manyHouseholds } from '../support/ledger.ts'
import { runSchedule } from '../support/schedules.ts'
import { openTalk, type Talk } from '../support/talk.ts'

// Counting rules that people meet in talking; the others are in counting-rules.test.ts, and those on rankings, corrections and reminders
// beside the code that keeps them.

let talk: Talk
beforeEach(async () => {
  talk = await openTalk({ households: manyHouseholds('纸房村', 6, '张') })
})
afterEach(async () => await talk.ledger.close())

const meetings = async (): Promise<number> => (await listEntries(talk.ledger.store.read, { kind: 'meeting' }, 50)).length

describe('rule 9', () => {
  test('rule 9: a deadline in working days starts on the next working day and never ends on a holiday; what was left out can be shown', () => {
    const calendar = createCalendar()

    // 22–24 June 2023 is 端午节, Sunday the 25th is worked: 25, 26, 27.
    expect(calendar.addWorkdays('2023-06-21', 3)).toBe('2023-06-27')
    // Reported on the Saturday before: the first day is Monday.
    expect(calendar.addWorkdays('2023-06-17', 2)).toBe('2023-06-20')
    expect(calendar.explain('2023-06-22', '2023-06-27')).toMatch(/端午节不计.*25日端午节调休上班/)
  })

  test('rule 9: a deadline given as a date stays as written, holiday or not', async () => {
    await talk.say('刘海峰', '问题 内容:五组蓄水池渗漏 责任单位:纸房村 时限:6月24日')

    expect((await findEntry(talk.ledger.store.read, 1001))?.fields.due).toBe('2023-06-24')
  })
})

describe('rule 12', () => {
  test('rule 12: a meeting held jointly is one entry and counts for each body named', async () => {
    const reply = await talk.say('吴敏', '会议 类型:专班调度会 主题:产业奖补 人数:16人 合并召开:领导小组、就业专班')
    const county = await talk.say('周凯', '会议 进度')

    expect(reply).toMatch(/^✅ 会议 #1001 /)
    expect(reply).toContain('合并召开：1. 领导小组会议 2. 就业专班')
    expect(await meetings()).toBe(1)
    // 产业专班 and 就业专班 of three; the county's leading group, once.
    expect(county).toContain('应报 3 个单位，已完成 2 个')
    expect(county).toContain('本季度 1/1 次')
    expect(await talk.say('周凯', '就业专班 会议 进度')).toContain('1/1 次')
    await talk.say('周凯', '会议 进度')
    expect((await talk.say('周凯', '依据')).match(/1001（6月15日）/g)).toHaveLength(2)
  })

  test.each(['会议 专班调度会 与就业专班合并召开，研究老果园改造', '会议 类型:专班调度会 主题:老果园改造（产业专班、就业专班合并召开）'])(
    'rule 12: “%s” names the other body as well',
    async (words) => {
      await talk.say('吴敏', words)

      expect(await talk.say('周凯', '会议 进度')).toContain('应报 3 个单位，已完成 2 个')
    },
  )

  test('rule 12: the body that reports is not counted twice, and taking it back takes it from all', async () => {
    await talk.say('吴敏', '会议 类型:专班调度会 主题:产业奖补 合并召开:产业专班、就业专班、就业专班')
    const both = await talk.say('周凯', '会议 进度')
    await talk.say('吴敏', '撤 1001')
    const none = await talk.say('周凯', '会议 进度')

    expect(both).toMatch(/产业专班\s+100%\s+1\/1/)
    expect(both).toMatch(/就业专班\s+100%\s+1\/1/)
    expect(none).toContain('已完成 0 个')
  })

  test('rule 12: a body that nobody knows, or of another ground, is refused', async () => {
    expect(await talk.say('吴敏', '会议 类型:专班调度会 主题:产业奖补 合并召开:铺仔专班')).toMatch(/^❌ 没有找到“铺仔专班”/)
    expect(await talk.say('贾宏伟', '会议 类型:村级例会 主题:防汛 合并召开:产业专班')).toMatch(/^❌/)
    expect(await meetings()).toBe(0)
  })

  test('rule 12: two reports that look like one meeting are asked about; 是 stores none, and offers what is new', async () => {
    await talk.say('吴敏', '会议 类型:专班调度会 主题:产业奖补资金兑付')
    const asked = await talk.say('吴敏', '会议 类型:专班调度会 主题:产业奖补资金的兑付 人数:16人')
    const same = await talk.say('吴敏', '是')

    expect(asked).toMatch(/^❓ .*是否同一次 #1001？/)
    expect(same).toMatch(/没有另记/)
    expect(same).toContain('补 1001 人数：16')
    expect(await meetings()).toBe(1)
    expect(await talk.say('吴敏', '补 1001 人数：16')).toMatch(/^✅/)
  })

  test('rule 12: 不是 stores the second one, and it is not asked about again', async () => {
    await talk.say('吴敏', '会议 类型:专班调度会 主题:产业奖补')
    await talk.say('吴敏', '会议 类型:专班调度会 主题:产业奖补 人数:16人')

    expect(await talk.say('吴敏', '不是')).toMatch(/^✅ 会议 #1002 /)
    expect(await meetings()).toBe(2)
  })

  test('rule 12: another topic, another day or another unit is another meeting', async () => {
    await talk.say('吴敏', '会议 类型:专班调度会 主题:产业奖补')
    for (const words of ['主题:老果园改造', '主题:产业奖补 日期:6月14日', '主题:产业奖补第二批']) {
      expect(await talk.say('吴敏', `会议 类型:专班调度会 ${words}`)).toMatch(words.includes('第二批') ? /^❓/ : /^✅/)
    }
    expect(await talk.say('周凯', '会议 类型:专班调度会 主题:产业奖补')).toMatch(/^✅/)
  })

  test.each([
    ['研究第3批项目', '研究第4批项目', false],
    ['三季度产业调度', '2023年三季度产业调度', true],
    ['防返贫监测排查', '人居环境整治', false],
    ['', '', false],
  ])('rule 12: “%s” and “%s”', (a, b, alike) => {
    expect(isAlike(a, b)).toBe(alike)
  })
})

describe('rule 11', () => {
  test('rule 11: 免报 leaves the denominator of a summary and is printed there with its reason', async () => {
    await talk.say('周凯', '免报 就业专班 会议 6月 整建制抽调')
    talk.at('2023-07-06 10:00')
    const [county] = await runSchedule(talk.ledger, periodSummary, { id: 'month-report', due: '2023-07-06 10:00' })

    expect(county?.text).toContain('应报 2 个单位')
    expect(county?.text).toContain('免报：专班、专责工作组调度会——就业专班（整建制抽调）')
  })
})

describe('rule 23', () => {
  test('rule 23: check-in is no duty, is counted nowhere, and a missing one has no consequence', async () => {
    await talk.say('贾宏伟', '签到 纸房村')
    const [first] = await listEntries(talk.ledger.store.read, { kind: 'checkin' }, 5)
    talk.at('2023-07-06 10:00')
    const summaries = await runSchedule(talk.ledger, periodSummary, { id: 'month-report', due: '2023-07-06 10:00' })

    expect(first?.kind).toBe('checkin')
    expect(await talk.say('慕晓东', '我的待办')).not.toMatch(/签到|到岗/)
    expect(await talk.say('刘海峰', '规定')).not.toMatch(/签到|到岗/)
    expect(summaries.length).toBeGreaterThan(0)
    for (const { text } of summaries) expect(text).not.toMatch(/签到|到岗/)
    expect(await talk.say('刘海峰', '签到 排名')).toContain('没有排名')
  })
})

// Rules that wait for what is not there yet, and are not tested above:
// 13 (only 有效 pieces count, points by level): the workflow of 信息 · 14 (按期, 延期后按期, 逾期; 转办; two verdicts): the workflow of 问题
// · 15, its second half (下达额 and 支出额, quotient of sums): amounts in 月报 · 16 (provincial results from their document): scores and
// documents · 22 (bursts, copied texts): signals · 24 (每日一题): contests; nothing of the kind is sent, scored or chased today.
