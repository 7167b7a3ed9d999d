import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import checkSheet from '../../schedules/check-sheet.ts'
import ranking from '../../schedules/ranking-notice.ts'
import { closeUntil } from '../support/closed.ts'
import { testPack } from '../support/ledger.ts'
import { runSchedule } from '../support/schedules.ts'
import { openTalk, type Talk } from '../support/talk.ts'

const pack = testPack(`
name: test
title: 测试县
source: 测试
close: { workday: 3, at: '18:00' }
duties:
  - { id: risks, row: T1, title: 风险月报, who: { kind: village }, report: { kind: risk }, every: month, atLeast: 1, zeroReport: true }
rankings:
  - { id: risks, title: 风险月报, duty: risks }
schedules:
  - { id: check, run: check-sheet, title: 核数单, when: 每月第4个工作日 09:00, to: { kind: township }, with: { ranking: risks } }
  - { id: rank, run: ranking-notice, title: 排名, when: 每月第5个工作日 09:30, to: { kind: township }, with: { ranking: risks } }
`)

let talk: Talk
beforeEach(async () => {
  talk = await openTalk({ packs: [pack], households: [{ village: '纸房村', head: '王亦态' }] })
})
afterEach(async () => await talk.ledger.close())

describe('rule 11: 零报告 counts as reported everywhere, with 0 done', () => {
  beforeEach(async () => {
    // Of 马岭镇's three villages one reports a risk, one that there was none, one nothing.
    await talk.say('贾宏伟', '风险 王亦态 因病 住院自付两万')
    await talk.say('杨治国', '零报告 风险')
  })

  test('in the ranking: beside who reported, before who sent nothing', async () => {
    const shown = await talk.say('刘海峰', '马岭镇 风险 排名')

    expect(shown).toMatch(/1\. 纸房村 100% 1\/1 100%/)
    expect(shown).toMatch(/1\. 贺旗村 100% 1\/1 100%/)
    expect(shown).toMatch(/3\. 董家滩村 0% 0\/1 0%/)
    expect(shown).toContain('零报告：贺旗村')
  })

  test('in the progress: the township’s table and the village’s own line', async () => {
    expect(await talk.say('刘海峰', '马岭镇 风险 进度')).toMatch(/贺旗村 100% 1\/1 1/)
    expect(await talk.say('杨治国', '风险 进度')).toContain('本月 1/1 次，100%（其中零报告 1 次）；按时 1 次，补报 0 次')
  })

  test('in the 核数单 and the published ranking', async () => {
    await closeUntil(talk.ledger, '2023-07-01', '2023-07-06')
    const sheets = await runSchedule(talk.ledger, checkSheet, { id: 'check', due: '2023-07-06 09:00' })
    const published = await runSchedule(talk.ledger, ranking, { id: 'rank', due: '2023-07-07 09:30' })

    expect(sheets.find(({ to }) => to === '贺旗村')?.text).toContain('贺旗村：1/1 次，100%（其中零报告 1 次）')
    expect(sheets.find(({ to }) => to === '董家滩村')?.text).toContain('董家滩村：0/1 次，0%')
    expect(published[0]?.text).toMatch(/1\. 贺旗村 100% 1\/1 100%/)
  })

  test('one that was sent after the deadline is late', async () => {
    talk.at('2023-07-02 10:00')
    await talk.say('刘海峰', '零报告 董家滩村 风险 6月')

    expect(await talk.say('刘海峰', '马岭镇 6月 风险 排名')).toMatch(/3\. 董家滩村 100% 1\/1 0%/)
  })
})

describe('who is no longer a zero-reporter is not printed as one', () => {
  test('he reported after all', async () => {
    await talk.say('贾宏伟', '零报告 风险')
    await talk.say('杨治国', '零报告 风险')
    await talk.say('贾宏伟', '风险 王亦态 因病 住院自付两万')

    for (const question of ['马岭镇 谁没报风险', '马岭镇 风险 排名', '马岭镇 风险 进度'])
      expect(await talk.say('刘海峰', question)).toMatch(/零报告：贺旗村(?:\n|$)/)
  })

  test('he was freed', async () => {
    await talk.say('贾宏伟', '零报告 风险')
    await talk.say('杨治国', '零报告 风险')
    await talk.say('刘海峰', '免报 贺旗村 风险 6月 整村搬迁')

    for (const question of ['马岭镇 谁没报风险', '马岭镇 风险 排名', '马岭镇 风险 进度']) {
      const shown = await talk.say('刘海峰', question)
      expect(shown).toMatch(/零报告：纸房村(?:\n|$)/)
      expect(shown).toContain('免报：贺旗村（整村搬迁）')
    }
  })
})
