import { afterAll, beforeAll, expect, test } from 'vitest'
import { matchRow } from '../../src/domain/warning-rows.ts'
import { openTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeAll(async () => {
  talk = await openTalk({
    households: [
      { village: '纸房村', group: '一组', head: '李海生' },
      { village: '纸房村', group: '一组', head: '赵万财' },
    ],
  })
  await talk.say('刘海峰', '换户主 李海生 张秀兰')
  await talk.say('刘海峰', '销户 赵万财 独居老人去世')
})
afterAll(async () => await talk.ledger.close())

async function match(head: string) {
  const house = await talk.ledger.house()
  const row = { line: 2, village: '纸房村', head, cause: '因病', situation: '', amount: null, happenedOn: null }
  const matched = matchRow(house, row, (await talk.ledger.unit('庆城县')).id)
  return 'fault' in matched ? matched.fault : `${matched.household.head}: ${matched.head}`
}

test('a row finds its household by the head of now or of before', async () => {
  expect(await match('张秀兰')).toBe('张秀兰: 张秀兰')
  expect(await match('李海生')).toBe('张秀兰: 张秀兰（原户主李海生）')
})

test('a row of a household that has left says when', async () => {
  expect(await match('赵万财')).toBe('这一户已于6月15日移出名册')
  expect(await match('孙查无')).toBe('名册里没有这一户')
})
