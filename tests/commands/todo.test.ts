import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addCheck } from '../../db/queries/publications.ts'
import { instant, manyHouseholds } from '../support/ledger.ts'
import { openRelease } from '../support/release.ts'
import { openTalk, type Talk } from '../support/talk.ts'

const items = (text: string): string[] => text.split('\n').filter((line) => line.startsWith('·'))

describe('a leader', () => {
  let talk: Talk
  beforeEach(async () => {
    talk = await openTalk({ households: manyHouseholds('纸房村', 30, '张') })
  })
  afterEach(async () => await talk.ledger.close())

  test('is shown eight lines, what is overdue first, and how to see all', async () => {
    for (let n = 1; n <= 11; n++) await talk.say('王建新', `抽查 纸房村 ${n}户`)
    await talk.ledger.report({
      kind: 'task',
      date: '2023-06-01',
      unit: '庆城县',
      status: 'assigned',
      fields: { content: '核对名单', owner: '王建新', ownerMemberId: await idOf(talk, '王建新'), due: '2023-06-10' },
    })
    const text = await talk.say('王建新', '我的待办')
    const all = await talk.say('王建新', '我的待办 全部')

    expect(items(text)).toHaveLength(8)
    expect(items(text)[0]).toContain('核对名单')
    // 11 draws, the task, and 领导小组会议 of the county's quarter.
    expect(text).toContain('我的待办（13）')
    expect(text).toContain('还有 5 件，发“我的待办 全部”可以看全部')
    expect(items(all)).toHaveLength(13)
  })
})

async function idOf({ ledger }: Talk, name: string): Promise<number> {
  return (await ledger.house()).directory.members('2023-06-15').find((member) => member.name === name)?.id ?? 0
}

test('what waits for the leader to be let out stands first until he has spoken', async () => {
  const talk = await openRelease()
  const first = items(await talk.say('王建新', '我的待办'))[0]
  const others = await talk.say('刘海峰', '我的待办')
  await talk.say('王建新', '缓发 1')
  const after = await talk.say('王建新', '我的待办')
  await talk.ledger.close()

  expect(first).toMatch(/【等您审定的通报】.*编号 1.*“同意发布 1”或“缓发 1”/)
  expect(others).not.toContain('同意发布')
  expect(after).not.toContain('同意发布')
})

test('a manager finds the line that his unit has to check, until it is answered', async () => {
  const talk = await openTalk()
  const { id: unitId } = await talk.ledger.unit('马岭镇')
  const { id: rootId } = await talk.ledger.unit('庆城县')
  const row = { rankingId: 'qingcheng/visits', issue: '2023-05', unitId, rootId, entries: [], sentAt: instant('2023-06-14 09:00') }
  await talk.ledger.store.transaction((tx) => addCheck(tx, row))
  const before = await talk.say('刘海峰', '我的待办')
  await talk.say('刘海峰', '无异议')
  const after = await talk.say('刘海峰', '我的待办')
  await talk.ledger.close()

  expect(before).toContain('马岭镇 入户遍访：回复“无异议”或“异议 编号 理由”')
  expect(after).not.toContain('无异议')
})

test('others see their list grouped and no longer than two screens', async () => {
  const talk = await openTalk({ households: manyHouseholds('纸房村', 3, '张') })
  for (let n = 1; n <= 40; n++) await talk.ledger.report({ kind: 'risk', date: '2023-06-01', unit: '纸房村', status: 'reported' })
  const text = await talk.say('刘海峰', '我的待办')
  const all = await talk.say('刘海峰', '我的待办 全部')
  await talk.ledger.close()

  expect(text).toContain('要办的（40）：')
  expect(items(text).length).toBeLessThanOrEqual(26)
  expect(text).toMatch(/还有 \d+ 件，发“我的待办 全部”/)
  expect(items(all).length).toBeGreaterThanOrEqual(40)
})
