import { afterEach, beforeEach, expect, test } from 'vitest'
import { listEntries } from '../../db/queries/entry-lists.ts'
import { openTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(async () => {
  talk = await openTalk({
    households: [
      { village: '纸房村', head: '田宝' },
      { village: '贺旗村', head: '田宝' },
      { village: '贺旗村', head: '李秀兰' },
    ],
  })
})
afterEach(async () => await talk.ledger.close())

const places = async (): Promise<string[]> => {
  const { directory } = await talk.ledger.house()
  return (await listEntries(talk.ledger.store.read, {}, 10)).map(
    (entry) => `${directory.unit(entry.unitId).name} ${String(entry.fields.situation)}`,
  )
}

test('the village of the label decides between two of one name, and is no part of what is stored', async () => {
  await talk.say('刘海峰', '走访 村:贺旗村 户主:田宝 情况:在家务农')
  await talk.say('刘海峰', '走访\n户主：田宝\n村：纸房村\n情况：外出务工')
  await talk.say('刘海峰', '走访 村:贺旗村 田宝 养了两头牛')
  const [first] = await listEntries(talk.ledger.store.read, {}, 1)

  expect(await places()).toEqual(['贺旗村 在家务农', '纸房村 外出务工', '贺旗村 养了两头牛'])
  expect(Object.keys(first?.fields ?? {})).not.toContain('village')
})

test('a village outside the scope refuses, in the same words whoever lives there', async () => {
  const known = await talk.say('贾宏伟', '走访 村:贺旗村 户主:李秀兰 情况:在家务农')

  expect(known).toBe('❌ “贺旗村”不在您的填报范围内，不能上报。')
  expect(await talk.say('贾宏伟', '走访 村:贺旗村 户主:王五 情况:在家务农')).toBe(known)
  expect(await talk.say('贾宏伟', '风险 村:贺旗村 户主:李秀兰 原因:因病 情况:住院')).toBe(known)
  expect(await places()).toEqual([])
})

test('who lives in another village of the scope is not taken', async () => {
  expect(await talk.say('刘海峰', '走访 户主:李秀兰 村:纸房村 情况:在家务农')).toMatch(/^❓ 名册里没有找到“李秀兰”/)
})

test('the word inside the text is no label', async () => {
  await talk.say('刘海峰', '走访 李秀兰 村里修路，他家让了地')

  expect(await places()).toEqual(['贺旗村 村里修路，他家让了地'])
})
