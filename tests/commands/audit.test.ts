import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(async () => {
  talk = await openTalk({ households: [{ village: '纸房村', head: '王亦态' }] })
})
afterEach(async () => await talk.ledger.close())

test('the book tells administrators who looked at what, who exported, and who changed rights', async () => {
  expect(await talk.say('周凯', '查阅记录')).toBe('还没有查阅记录。')
  await talk.say('贾宏伟', '走访 王亦态 在合作社务工')
  await talk.say('刘海峰', '王亦态 情况')
  await talk.say('刘海峰', '查 1001')
  await talk.say('刘海峰', '导出 走访 6月')
  await talk.say('周凯', '授权 贾宏伟 村管理员')
  const book = await talk.say('周凯', '查阅记录')

  expect(book).toContain('6月15日 10:00 刘海峰 查看 纸房村 王亦态')
  expect(book).toContain('刘海峰 查看 编号 1001')
  expect(book).toContain('刘海峰 导出 马岭镇 visit 2023年6月 1')
  expect(book).toContain('周凯 授权 贾宏伟')
})

test('it is for administrators, in private', async () => {
  expect(await talk.say('刘海峰', '查阅记录')).toMatch(/^❌/)
  expect(await talk.say('周凯', '查阅记录', '庆城县')).toMatch(/^❌ 查阅记录不在群里显示/)
})
