import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStore, type Store } from '../../db/client.ts'
import { addCalls } from '../../db/queries/calls.ts'
import { createVirtualClock, toIso, type VirtualClock } from '../../src/clock.ts'
import { drive, openOutbox, platformThat, queueMessage } from '../support/outbox.ts'

const HOUR = 3_600_000
const at = (time: string): number => Date.parse(`${time}:00+08:00`)

let folder: string
let store: Store
let clock: VirtualClock
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'xiangbao-allowance-'))
  store = openStore(join(folder, 'test.db'))
  clock = createVirtualClock(at('2026-11-10T12:00'), () => 0)
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A platform that allows 100 calls a month, with so many of them used up; it notes when it took what. */
async function openWith(used: number) {
  const taken: string[] = []
  const { platform } = platformThat(
    (chatId, { part }) => {
      taken.push(`${toIso(clock.now()).slice(5, 16)} ${chatId}:${part.kind === 'text' ? part.text.replaceAll('\n————————\n', '+') : ''}`)
      return { sent: true }
    },
    { limits: [{ per: 'platform', most: 20, windowMs: 1_000 }], monthlyCalls: 100 },
  )
  if (used > 0) await store.transaction((tx) => addCalls(tx, { platform: 'test', day: '2026-11-03', calls: used }))
  return { ...openOutbox(store, clock, { platforms: [platform] }), taken }
}
const notice = (chatId: string, text: string, more: Parameters<typeof queueMessage>[3] = {}) =>
  queueMessage(store, chatId, text, { createdAt: clock.now(), dueAt: clock.now(), ...more })

it('counts calls over restarts and months, and says what the month comes to', async () => {
  const first = await openWith(30)
  await first.outbox.flush()
  for (let i = 0; i < 5; i++) first.allowance.called('test')
  await first.allowance.settled()
  const { allowance, outbox } = await openWith(0)
  await outbox.flush()

  // Nine and a half of thirty days are gone: 35 / 9.5 × 30 = 110.5.
  expect(allowance.report(clock.now())).toEqual([{ platform: 'test', month: '2026-11', used: 35, forecast: 111, most: 100 }])
  clock.set(at('2026-12-01T06:00'))
  allowance.called('test')
  expect(allowance.report(clock.now())).toEqual([{ platform: 'test', month: '2026-12', used: 1, forecast: 31, most: 100 }])
})

it('below 70 per cent nothing is held', async () => {
  const { outbox, taken } = await openWith(69)
  await notice('a', '提醒')

  await drive(outbox, clock, clock.now() + HOUR)

  expect(taken).toEqual(['11-10T12:00 a:提醒'])
})

it('from 70 per cent on notices wait for one digest a day and chat; replies and urgent ones go', async () => {
  const { outbox, taken } = await openWith(70)
  await notice('a', '午间')
  await notice('a', '答复', { kind: 'reply', urgent: true })
  await notice('b', '应急', { urgent: true })
  await drive(outbox, clock, at('2026-11-10T18:00'))
  await notice('a', '傍晚')
  await drive(outbox, clock, at('2026-11-11T10:00'))
  await notice('a', '早晨')
  await drive(outbox, clock, at('2026-11-11T11:00'))
  await notice('a', '太晚')

  await drive(outbox, clock, at('2026-11-12T12:00'))

  expect(taken.filter((line) => !line.includes('系统提示'))).toEqual([
    '11-10T12:00 a:答复',
    '11-10T12:00 b:应急',
    '11-11T10:10 a:午间+傍晚+早晨',
    '11-12T10:10 a:太晚',
  ])
})

it('from 90 per cent on only urgent ones go, and the rest waits for the next month', async () => {
  const { outbox, taken } = await openWith(90)
  await notice('a', '提醒')
  await drive(outbox, clock, at('2026-11-20T12:00'))
  await notice('a', '排名')
  await notice('b', '逾期督办', { urgent: true })

  await drive(outbox, clock, at('2026-12-02T12:00'))

  expect(taken).toEqual(['11-20T12:00 b:逾期督办', '12-01T00:00 a:提醒+排名'])
})
