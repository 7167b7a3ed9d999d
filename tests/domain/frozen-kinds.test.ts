import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { toDate } from '../../src/clock.ts'
import { importHouseholds } from '../../src/domain/household-import.ts'
import { createSealer } from '../../src/seal.ts'
import { instant, testPack } from '../support/ledger.ts'
import { openTalk, type Talk } from '../support/talk.ts'

const pack = testPack(`
name: test
title: 测试县
source: 测试
hardship: [低保]
duties:
  - { id: hardship, row: T1, title: 困难户遍访, who: { post: [村书记] }, report: { kind: visit }, covers: hardship, every: year }
  - { id: monitored, row: T2, title: 监测户月走访, who: { kind: village }, report: { kind: visit }, covers: monitored, every: month }
  - { id: all, row: T3, title: 入户遍访, who: { kind: township }, report: { kind: visit }, covers: households, every: year }
`)

let talk: Talk
beforeEach(async () => {
  talk = await openTalk({
    packs: [pack],
    households: [
      { village: '纸房村', head: '王亦态' },
      { village: '纸房村', head: '李长河' },
      { village: '纸房村', head: '赵万财', kind: '边缘易致贫户' },
    ],
  })
})
afterEach(async () => await talk.ledger.close())

async function takeIn(): Promise<void> {
  const reported = await talk.say('贾宏伟', '风险 王亦态 因病 住院自付两万')
  const no = /#(\d+)/.exec(reported)?.[1]
  await talk.say('刘海峰', `核实 ${no} 属实`)
  expect(await talk.say('刘海峰', `纳入 ${no} 突发严重困难户`)).toMatch(/^✅/)
}

describe('rule 1: what a household is on the first day of the period decides', () => {
  test('one that is taken in later counts from the next period, and is printed', async () => {
    await takeIn()
    const june = await talk.say('贾宏伟', '走访 进度')

    expect(june).toContain('您本人今年 0/1 户')
    expect(june).toContain('纸房村 监测户月走访】\n本月 0/1 户')
    expect(june).toContain('户数变动 +1 −0（新增的从下期计入）')
    talk.at('2023-07-03 10:00')
    const july = await talk.say('贾宏伟', '走访 进度')
    expect(july).toContain('本月 0/2 户')
    expect(july).toContain('您本人今年 0/1 户')
    talk.at('2024-01-03 10:00')
    expect(await talk.say('贾宏伟', '走访 进度')).toContain('您本人今年 0/2 户')
  })

  test('a visit to it meanwhile is shown extra', async () => {
    await takeIn()
    await talk.ledger.visit('纸房村', '王亦态', '2023-06-15', { sent: '2023-06-15 09:00' })

    const shown = await talk.say('贾宏伟', '走访 进度')
    expect(shown).toContain('本月 0/1 户')
    expect(shown).toContain('另走访新增户 1 户（从下期计入）')
  })

  test('an attribute that is given or taken later does the same', async () => {
    await talk.ledger.visit('纸房村', '赵万财', '2023-06-01')
    await talk.say('刘海峰', '属性 李长河 低保')
    expect(await talk.say('贾宏伟', '走访 进度')).toContain('您本人今年 0/1 户')
    talk.at('2024-01-03 10:00')
    expect(await talk.say('贾宏伟', '走访 进度')).toContain('您本人今年 0/2 户')
    await talk.say('刘海峰', '取消属性 李长河 低保')
    expect(await talk.say('贾宏伟', '走访 进度')).toContain('您本人今年 0/2 户')
  })

  test('before anything was reported the roster is still being set up', async () => {
    await talk.say('刘海峰', '属性 李长河 低保')
    expect(await talk.say('贾宏伟', '走访 进度')).toContain('您本人今年 0/2 户')
  })
})

describe('rule 1: an import into a roster that is in use', () => {
  const importRows = (village: string, heads: string[], kind: '一般户' | '脱贫户' | '边缘易致贫户' = '一般户') =>
    talk.ledger.store.transaction(async (tx) => {
      const { code } = await talk.ledger.unit(village)
      const rows = heads.map((head) => ({ villageCode: code, groupName: '一组', head, kind, persons: 3, phone: null, carer: null }))
      return await importHouseholds(tx, rows, { sealer: createSealer('test'), on: toDate(instant('2023-06-15 09:00')) })
    })

  test('its new households count from the next period; whoever imports is told', async () => {
    await talk.ledger.visit('纸房村', '王亦态', '2023-06-01')
    const { warnings } = await importRows('纸房村', ['孙新一', '孙新二'])

    expect(warnings).toEqual(['纸房村新增 2 户从 2023-06-16 起在册，下期计入应走户数（户数变动 +2）。'])
    talk.at('2023-06-16 10:00')
    const shown = await talk.say('刘海峰', '走访 进度')
    expect(shown).toContain('1/3 户')
    expect(shown).toContain('户数变动 +2 −0')
    talk.at('2024-01-03 10:00')
    expect(await talk.say('刘海峰', '走访 进度')).toContain('0/5 户')
  })

  test('a village that had no households is being set up: it counts at once', async () => {
    await talk.ledger.visit('纸房村', '王亦态', '2023-06-01')
    expect((await importRows('贺旗村', ['孙新一', '孙新二'])).warnings).toEqual([])

    expect(await talk.say('刘海峰', '走访 进度')).toContain('1/5 户')
  })

  test('before the first report everything is being set up', async () => {
    await importRows('纸房村', ['孙新一', '孙新二'])

    expect(await talk.say('刘海峰', '走访 进度')).toContain('0/5 户')
  })

  test('another kind counts from the next period too', async () => {
    await talk.ledger.visit('纸房村', '李长河', '2023-06-01')
    await importRows('纸房村', ['王亦态'], '边缘易致贫户')

    expect(await talk.say('贾宏伟', '走访 进度')).toContain('本月 0/1 户')
    talk.at('2023-07-03 10:00')
    expect(await talk.say('贾宏伟', '走访 进度')).toContain('本月 0/2 户')
  })
})
