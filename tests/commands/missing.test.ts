import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listEntries } from '../../db/queries/entry-lists.ts'
import { manyHouseholds, qingcheng, testPack } from '../support/ledger.ts'
import { openTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(async () => {
  const heads = ['王亦态', '李秀兰', '张耀宗', '慕兰香', '田宝', '贾玉梅', '杨彩霞', '刘金花']
  talk = await openTalk({
    households: [...heads.map((head) => ({ village: '纸房村', head })), { village: '纸房村', head: '田宝', group: '五组' }],
  })
})
afterEach(async () => await talk.ledger.close())

const visits = async (): Promise<string[]> => {
  const { directory } = await talk.ledger.house()
  const entries = await listEntries(talk.ledger.store.read, { kind: 'visit' }, 50)
  return entries.map(({ householdId, fields }) => {
    const household = directory.household(householdId ?? 0)
    return `${household?.groupName}${household?.head} ${String(fields.situation)}`
  })
}

test('duties of two packs over the same households make one list, which is answered by its numbers', async () => {
  await talk.ledger.close()
  const yichun = testPack(readFileSync(new URL('../../packs/yichun.yaml', import.meta.url), 'utf8'))
  talk = await openTalk({ packs: [qingcheng(), yichun], households: manyHouseholds('纸房村', 3, '张') })
  const shown = await talk.say('贾宏伟', '没走的', '纸房村')

  expect(shown).toContain('名单同上，3 户')
  expect(shown.match(/1\. 张1/g)).toHaveLength(1)
  expect(await talk.say('贾宏伟', '1 2 都正常，3 住院花了两万', '纸房村')).toMatch(/^✅/)
  expect(await visits()).toEqual(['一组张1 都正常', '一组张2 都正常', '一组张3 住院花了两万'])
})

test('lists of two packs that differ are not answered by numbers', async () => {
  await talk.ledger.close()
  const yichun = testPack(readFileSync(new URL('../../packs/yichun.yaml', import.meta.url), 'utf8'))
  talk = await openTalk({ packs: [qingcheng(), yichun], households: manyHouseholds('纸房村', 3, '张') })
  // By telephone 宜春 counts it, 庆城 does not.
  await talk.ledger.visit('纸房村', '张1', '2023-06-03', { class: '电话' })

  expect(await talk.say('贾宏伟', '没走的', '纸房村')).not.toContain('回复序号')
  expect(await talk.say('贾宏伟', '1 都正常', '纸房村')).not.toMatch(/^✅/)
})

describe('a numbered list of households still due', () => {
  test('is answered by numbers with words, one visit each', async () => {
    expect(await talk.say('贾宏伟', '没走的', '纸房村')).toContain('回复序号和情况')
    const reply = await talk.say('贾宏伟', '1 3 5 都正常，7 住院花了两万', '纸房村')

    expect(reply).toMatch(/^✅ 走访 #1001 .*\n走访 #1002 /)
    expect(await visits()).toEqual(['一组王亦态 都正常', '一组张耀宗 都正常', '一组田宝 都正常', '一组杨彩霞 住院花了两万'])
  })

  test('takes all but some, and leaves out what was said not to be done', async () => {
    await talk.say('贾宏伟', '没走的')
    await talk.say('贾宏伟', '除了2和6都走了，家里都好')
    expect(await visits()).toHaveLength(7)
    expect((await visits()).filter((visit) => /李秀兰|贾玉梅/.test(visit))).toEqual([])

    await talk.say('贾宏伟', '没走的')
    await talk.say('贾宏伟', '1 在家务农，2 没走')
    expect((await visits()).slice(7)).toEqual(['一组李秀兰 在家务农'])
  })

  test('tells two of one name apart', async () => {
    await talk.say('贾宏伟', '没走的')
    await talk.say('贾宏伟', '9 收入稳定')

    expect(await visits()).toEqual(['五组田宝 收入稳定'])
  })

  test('asks for what is missing of a bare number', async () => {
    await talk.say('贾宏伟', '没走的')

    expect(await talk.say('贾宏伟', '4')).toMatch(/^❓.*情况/)
    expect(await talk.say('贾宏伟', '在家带孙子')).toMatch(/^✅/)
    expect(await visits()).toEqual(['一组慕兰香 在家带孙子'])
  })

  test('does not hold up questions, commands and talk', async () => {
    await talk.say('贾宏伟', '没走的')

    expect(await talk.say('贾宏伟', '走访 进度')).toContain('入户遍访')
    expect(await talk.say('贾宏伟', '走访 王亦态 在合作社务工')).toMatch(/^✅/)
    expect(await talk.say('贾宏伟', '还有10户没走')).not.toMatch(/^✅/)
    expect(await talk.say('贾宏伟', '12 都正常')).not.toMatch(/^✅/)
    expect(await visits()).toHaveLength(1)
  })

  test('shown while a report is open does not take its place', async () => {
    await talk.say('贾宏伟', '走访 王亦态')
    expect(await talk.say('贾宏伟', '没走的')).toContain('刚才的还没报完')
    expect(await talk.say('贾宏伟', '1 孩子上了大学')).toMatch(/^✅/)

    expect(await visits()).toEqual(['一组王亦态 1 孩子上了大学'])
  })

  test('lapses', async () => {
    await talk.say('贾宏伟', '没走的')
    talk.at('2023-06-15 10:11')

    expect(await talk.say('贾宏伟', '1 都正常')).not.toMatch(/^✅/)
  })
})
