import { afterEach, beforeEach, expect, test } from 'vitest'
import { testPack } from '../support/ledger.ts'
import { openTalk, type Talk } from '../support/talk.ts'

const pack = testPack(`
name: test
title: 测试县
source: 测试
duties:
  - { id: risks, row: T1, title: 风险月报, who: { kind: village }, report: { kind: risk }, every: month, atLeast: 1, zeroReport: true }
  - { id: info, row: T3, title: 村级信息摸排, who: { kind: village }, report: { kind: info }, every: month, atLeast: 1, zeroReport: true }
  - { id: theme, row: T4, title: 本月主题, who: { kind: village }, report: { kind: issue, theme: true }, every: month, atLeast: 1, zeroReport: true }
  - { id: meetings, row: T2, title: 村例会, who: { kind: village }, report: { kind: meeting }, every: month, atLeast: 1 }
themes:
  - { name: 防溺水, class: 其他, items: [水塘] }
rankings:
  - { id: risks, title: 风险月报, duty: risks }
`)

let talk: Talk
beforeEach(async () => {
  talk = await openTalk({ packs: [pack], households: [{ village: '纸房村', head: '王亦态' }] })
})
afterEach(async () => await talk.ledger.close())

test('rule 11: a zero report counts as reported, with 0 done, and is printed', async () => {
  expect(await talk.say('贾宏伟', '零报告 风险 6月')).toBe('✅ 零报告已记：纸房村 风险 2023年6月，按已报、0 次计。后来又有了，照常报就行。')
  const progress = await talk.say('刘海峰', '马岭镇 风险 进度')

  expect(progress).toContain('应报 3 个单位，已完成 1 个（按时 1 个，补报 0 个，其中零报告 1 个）')
  expect(progress).toContain('零报告：纸房村')
  expect(progress).toMatch(/纸房村 100% 1\/1/)
  expect(await talk.say('刘海峰', '谁没报风险')).not.toMatch(/\d\. 纸房村/)
})

test('a zero report gives way to what is reported after all', async () => {
  await talk.say('贾宏伟', '零报告 风险')
  await talk.say('贾宏伟', '风险 王亦态 因病 住院自付两万')
  const progress = await talk.say('贾宏伟', '风险 进度')

  expect(progress).toContain('1/1 次')
  expect(await talk.say('贾宏伟', '零报告 风险')).toMatch(/^❌ 纸房村2023年6月已报风险 1 次/)
})

test('rule 11: it never fulfils a duty that has to be done', async () => {
  expect(await talk.say('贾宏伟', '零报告 会议 6月')).toMatch(/^❌ 测试县 T2 规定“村例会”要实际完成，不能零报告/)
  expect(await talk.say('贾宏伟', '会议 进度')).toContain('0/1 次')
})

test('it is given once, for the own unit, on something that is owed', async () => {
  await talk.say('贾宏伟', '零报告 风险')

  expect(await talk.say('贾宏伟', '零报告 风险')).toMatch(/^❌.*已经零报告过了/)
  expect(await talk.say('贾宏伟', '零报告 贺旗村 风险')).toMatch(/^❌.*不在您的填报范围/)
  expect(await talk.say('贾宏伟', '零报告 走访')).toMatch(/^❌.*没有“走访”上报任务/)
  expect(await talk.say('贾宏伟', '零报告')).toMatch(/^❌ 请写明/)
})

test('several things in one message, by a part of their titles too', async () => {
  expect(await talk.say('贾宏伟', '零报告 风险、信息摸排 6月')).toBe(
    '✅ 零报告已记：纸房村 风险 2023年6月，按已报、0 次计。后来又有了，照常报就行。\n零报告已记：纸房村 村级信息摸排 2023年6月，按已报、0 次计。后来又有了，照常报就行。',
  )
})

test('what nobody owes for want of a theme is said to be so', async () => {
  expect(await talk.say('贾宏伟', '零报告 5月 本月主题')).toMatch(/^❌ 2023年5月没有定主题/)
})

test.each(['取消零报告', '撤零报告', '撤 零报告'])('%s takes it back', async (word) => {
  await talk.say('贾宏伟', '零报告 风险 6月')

  expect(await talk.say('贾宏伟', `${word} 风险 6月`)).toBe('✅ 已取消零报告：纸房村 风险 2023年6月，照常要报。')
  expect(await talk.say('刘海峰', '马岭镇 风险 进度')).not.toContain('零报告')
  expect(await talk.say('贾宏伟', `${word} 风险 6月`)).toMatch(/^❌ 纸房村 风险 2023年6月没有零报告过/)
})

test('nothing can be said of a month that has not begun', async () => {
  expect(await talk.say('贾宏伟', '零报告 风险 7月')).toMatch(/^❌ 2023年7月还没开始/)
})
