import { afterEach, beforeEach, expect, it } from 'vitest'
import { markChatGone } from '../../db/queries/gone-chats.ts'
import { changeChat, putChat, putIdentity } from '../../db/queries/roster.ts'
import type { ConnectionState } from '../../src/core/platform.ts'
import { createHouseKeeper } from '../../src/domain/house.ts'
import { directTarget, targetsOf, unreachableMembers } from '../../src/domain/reach.ts'
import { type Ledger, openLedger } from '../support/ledger.ts'

const DAY = '2023-06-15'
let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger()
})
afterEach(async () => await ledger.close())

const idOf = async (name: string): Promise<number> => {
  const found = (await ledger.house()).directory.members(DAY).find((person) => person.name === name)
  return found?.id ?? 0
}
/** A direct chat of 贾宏伟 on a platform. */
const addChat = async (platform: string, chatId: string): Promise<number> => {
  const memberId = await idOf('贾宏伟')
  const chat = { platform, chatId, kind: 'direct', title: '', unitId: null, memberId, muted: false, outsiders: false } as const
  return await ledger.store.transaction((tx) => putChat(tx, chat))
}
/** The house as it is seen where platforms are in these states; on dingtalk the bot may begin. */
const houseWith = (states: Record<string, ConnectionState>) =>
  createHouseKeeper([], undefined, {
    state: (name) => states[name] ?? null,
    directChatOf: (name, userId) => (name === 'dingtalk' ? `user:${userId}` : null),
    capabilities: () => null,
  })(ledger.store.read)

it('a person with several direct chats is written to once, where the platform works', async () => {
  await addChat('wecom', 'user:jhw')
  const memberId = await idOf('贾宏伟')

  const house = await houseWith({ sandbox: 'off', wecom: 'connected' })

  expect(targetsOf(house, { to: { memberId } }, DAY)).toEqual([{ platform: 'wecom', chatId: 'user:jhw', mentions: [] }])
})

it('one who never wrote is written to where the bot may begin', async () => {
  const memberId = await idOf('贾宏伟')
  await ledger.store.transaction((tx) => putIdentity(tx, 'dingtalk', 'jhw', memberId))

  const house = await houseWith({ sandbox: 'off', dingtalk: 'connected' })

  expect(directTarget(house, memberId)).toEqual({ platform: 'dingtalk', chatId: 'user:jhw' })
})

it('one who cannot be reached is mentioned in his unit’s group, and listed', async () => {
  const memberId = await idOf('贾宏伟')
  const gone = { at: 1, reason: '已离职' }
  await ledger.store.transaction((tx) => markChatGone(tx, { platform: 'sandbox', chatId: 'direct:贾宏伟' }, gone))
  const house = await houseWith({ sandbox: 'connected' })
  const village = await ledger.unit('纸房村')

  expect(targetsOf(house, { to: { memberId } }, DAY)).toEqual([{ platform: 'sandbox', chatId: 'group:纸房村', mentions: [memberId] }])
  expect(unreachableMembers(house, village.id, DAY).map(({ name }) => name)).toEqual(['贾宏伟'])
})

it('one who muted his chats gets nothing, and is not told in the group either', async () => {
  const memberId = await idOf('贾宏伟')
  const chat = (await ledger.house()).directory.chatOf('sandbox', 'direct:贾宏伟')
  await ledger.store.transaction((tx) => changeChat(tx, chat?.id ?? 0, { muted: true }))

  expect(targetsOf(await houseWith({ sandbox: 'connected' }), { to: { memberId } }, DAY)).toEqual([])
})

it('a group that the bot was put out of gets nothing', async () => {
  const unit = await ledger.unit('纸房村')
  await ledger.store.transaction((tx) => markChatGone(tx, { platform: 'sandbox', chatId: 'group:纸房村' }, { at: 1, reason: '解散' }))

  expect(targetsOf(await houseWith({ sandbox: 'connected' }), { to: { unitId: unit.id } }, DAY)).toEqual([])
})

it('one to whom the bot may only answer is written to by the other way that the platform names, a group is not', async () => {
  const chatId = await addChat('wecom', 'user:jhw')
  const memberId = await idOf('贾宏伟')
  const unit = await ledger.unit('纸房村')

  const house = await createHouseKeeper([], undefined, {
    state: (name) => (name === 'wecom' ? 'connected' : 'off'),
    directChatOf: () => null,
    unaskedChatOf: (_name, chat) => chat.replace(/^user:/, 'app:'),
    capabilities: () => null,
  })(ledger.store.read)

  const app = { platform: 'wecom', chatId: 'app:jhw', mentions: [] }
  expect(targetsOf(house, { to: { memberId } }, DAY)).toEqual([app])
  expect(targetsOf(house, { to: { chatId } }, DAY)).toEqual([app])
  expect(targetsOf(house, { to: { unitId: unit.id } }, DAY)).toEqual([{ platform: 'sandbox', chatId: 'group:纸房村', mentions: [] }])
})
