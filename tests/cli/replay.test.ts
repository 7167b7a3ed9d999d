import { afterEach, expect, test } from 'vitest'
import { findReceived, putReceived } from '../../db/queries/traffic.ts'
import { type Desk, makeDesk } from './support.ts'

let desk: Desk
afterEach(() => desk.remove())

test('a failed message is handled once the program can; then there is none left', async () => {
  desk = makeDesk({ PLATFORMS: 'sandbox', SANDBOX_NOW: '2023-06-15T08:00:00+08:00' })
  await desk.run('init', '--demo')
  const key = { platform: 'sandbox', bot: 'sandbox', messageId: 'm1' }
  const message = { ...key, chatId: 'direct:x', userId: 'x', text: '帮助', sentAt: 0 }
  const raw = JSON.stringify({ ...message, chatKind: 'direct', voice: false, attachments: [] })
  await desk.store((store) =>
    store.transaction(async (tx) => {
      await putReceived(tx, { ...message, memberId: null, raw, outcome: 'failed', replies: [], entries: [], receivedAt: 0 })
    }),
  )

  const first = await desk.run('replay')
  const second = await desk.run('replay')

  expect(first).toMatchObject({ code: 0, out: '已重新处理 1 条消息。' })
  expect(second.out).toBe('没有失败的消息。')
  expect((await desk.store((store) => findReceived(store.read, key)))?.outcome).toBe('done')
})
