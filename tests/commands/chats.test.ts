import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { markChatGone } from '../../db/queries/gone-chats.ts'
import { markTried } from '../../db/queries/outbox.ts'
import { findOutgoing, queueOutgoing } from '../../db/queries/traffic.ts'
import { toInstant } from '../../src/clock.ts'
import { openTalk, type Talk } from '../support/talk.ts'

let talk: Talk
beforeEach(async () => {
  talk = await openTalk()
})
afterEach(async () => await talk.ledger.close())

/** A notice to a group that its platform refused for good; its row. */
async function park(chatId: string, words: string): Promise<number> {
  const { store } = talk.ledger
  return await store.transaction(async (tx) => {
    const content = { blocks: [{ kind: 'text' as const, text: '通知' }] }
    const place = { platform: 'sandbox', chatId, dedupeKey: null, kind: 'notice', text: '通知', content } as const
    const id = (await queueOutgoing(tx, { ...place, dueAt: 0, createdAt: 0, replyTo: null, urgent: false })) ?? 0
    await markTried(tx, id, { state: 'failed', dueAt: 0, attempts: 1, reason: `93006: ${words}` })
    return id
  })
}
const stateOf = async (id: number) => (await findOutgoing(talk.ledger.store.read, [id]))[0]

const chatOf = async (chatId: string) => (await talk.ledger.house()).directory.chatOf('sandbox', chatId)

describe('群列表', () => {
  it('shows what is bound, lost with its reason, and what could not be sent', async () => {
    const gone = { at: toInstant('2023-06-14', '12:00'), reason: '群已解散' }
    await talk.ledger.store.transaction((tx) => markChatGone(tx, { platform: 'sandbox', chatId: 'group:纸房村' }, gone))
    await park('group:纸房村', '不认识这个群')
    await park('group:纸房村', '机器人不在群里')
    const reply = await talk.say('周凯', '群列表')

    const { id } = (await chatOf('group:纸房村')) ?? { id: 0 }
    expect(reply).toContain('【已失效的群（1 个）】')
    expect(reply).toMatch(new RegExp(`· ${id} .*纸房村；2023-06-14 群已解散；2 条没发出：机器人不在群里`))
    expect(reply).toContain('重发 编号')
  })

  it('shows a manager the groups of his units only', async () => {
    const reply = await talk.say('刘海峰', '群列表')

    expect(reply).toContain('纸房村')
    expect(reply).not.toContain('驿马镇')
    expect(reply).not.toContain('重发')
  })

  it('is not shown in a group', async () => {
    expect(await talk.say('周凯', '群列表', '纸房村')).toMatch(/^❌ 群列表不在群里显示/)
  })
})

describe('重发', () => {
  it('queues again what was refused, in that chat only', async () => {
    const [here, elsewhere] = [await park('group:纸房村', '不认识这个群'), await park('group:马岭镇', '不认识这个群')]
    const { id } = (await chatOf('group:纸房村')) ?? { id: 0 }

    expect(await talk.say('周凯', `重发 ${id}`)).toMatch(/^✅ 已重新排队 1 条/)
    expect(await stateOf(here)).toMatchObject({ state: 'queued', attempts: 0, reason: null })
    expect(await stateOf(elsewhere)).toMatchObject({ state: 'failed' })
    expect(await talk.say('周凯', `重发 ${id}`)).toBe('❌ 那里没有发不出去的消息，不用重发。')
  })

  it('is the administrator’s', async () => {
    const row = await park('group:纸房村', '不认识这个群')

    expect(await talk.say('刘海峰', '重发 1')).toMatch(/^❌/)
    expect(await stateOf(row)).toMatchObject({ state: 'failed' })
  })
})

describe('未激活', () => {
  it('names who cannot be written to, in the manager’s units, and says how that is changed', async () => {
    const gone = { at: 1, reason: '不在应用的可见范围内' }
    await talk.ledger.store.transaction((tx) => markChatGone(tx, { platform: 'sandbox', chatId: 'direct:贾宏伟' }, gone))
    const reply = await talk.say('刘海峰', '谁未激活')

    expect(reply).toContain('马岭镇有 1 人还没有激活机器人')
    expect(reply).toContain('· 纸房村（1 人）：贾宏伟（村书记）')
    expect(reply).toContain('搜“乡报”，给它发一句话')
  })

  it('names nobody in a group above village level', async () => {
    await talk.ledger.store.transaction((tx) => markChatGone(tx, { platform: 'sandbox', chatId: 'direct:贾宏伟' }, { at: 1, reason: '' }))
    const reply = await talk.say('刘海峰', '@乡报 未激活名单', '马岭镇')

    expect(reply).toContain('1 人')
    expect(reply).not.toContain('贾宏伟')
  })

  it('says so when everybody is reached', async () => {
    expect(await talk.say('刘海峰', '未激活名单')).toBe('马岭镇的人员都已激活，提醒能发到本人。')
  })
})
