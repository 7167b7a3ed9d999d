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
  expect(book).toContain('刘海峰 导出 马岭镇 走访 2023年6月 1')
  expect(book).toContain('周凯 授权 贾宏伟')
})

test('every line says in words what was done, to whom', async () => {
  await talk.say('周凯', '授权 贾宏伟 村管理员')
  await talk.say('周凯', '免职 贾宏伟 管理员')
  await talk.say('周凯', '帮扶人 慕晓东 王亦态')
  await talk.say('周凯', '移交 慕晓东 贾宏伟')
  await talk.say('周凯', '合并 贺旗村 并入 纸房村')
  await talk.say('周凯', '是')
  await talk.say('周凯', '免报 就业专班 会议 6月 机构撤并')
  const book = await talk.say('周凯', '查阅记录')

  expect(book).toContain('周凯 授权 贾宏伟 纸房村 审核人')
  expect(book).toContain('周凯 免职 贾宏伟 纸房村管理员')
  expect(book).toContain('周凯 定帮扶人 纸房村 王亦态 慕晓东')
  expect(book).toContain('周凯 移交 慕晓东 贾宏伟 没办完的事项0项 帮扶户1户 联系点0个')
  expect(book).toContain('周凯 单位合并 贺旗村 纸房村')
  expect(book).toContain('周凯 免报 就业专班 会议 2023年6月（机构撤并）')
  expect(book.split('\n').filter((line) => line.startsWith('·') && /[a-z]/.test(line))).toEqual([])
})

test('one can look further back, page by page or by a month', async () => {
  for (let day = 1; day <= 25; day += 1) {
    talk.at(`2023-06-${String(day).padStart(2, '0')} 10:00`)
    await talk.say('刘海峰', '王亦态 情况')
  }
  talk.at('2023-07-03 10:00')
  await talk.say('刘海峰', '王亦态 情况')

  const first = await talk.say('周凯', '查阅记录')
  expect(first).toContain('7月3日 10:00 刘海峰')
  expect(first).toContain('共 26 条，这是第 1—20 条；更早的请发：查阅记录 第2页')
  const second = await talk.say('周凯', '查阅记录 第2页')
  expect(second).toContain('6月1日 10:00 刘海峰')
  expect(second).not.toContain('· 7月3日')
  expect(await talk.say('周凯', '查阅记录 7月')).toContain('共 1 条')
  expect(await talk.say('周凯', '查阅记录 6月 第2页')).toContain('共 25 条，这是第 21—25 条')
  expect(await talk.say('周凯', '查阅记录 5月')).toBe('2023年5月没有查阅记录。')
})

test('it is for administrators, in private', async () => {
  expect(await talk.say('刘海峰', '查阅记录')).toMatch(/^❌/)
  expect(await talk.say('周凯', '查阅记录', '庆城县')).toMatch(/^❌ 查阅记录不在群里显示/)
})
