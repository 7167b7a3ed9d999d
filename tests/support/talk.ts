import { pino } from 'pino'
import { waitingOutgoing } from '../../db/queries/outbox.ts'
import { findOutgoing, type OutboxRow } from '../../db/queries/traffic.ts'
import { loadCommands } from '../../src/app.ts'
import { createVirtualClock } from '../../src/clock.ts'
import { createHouseKeeper } from '../../src/domain/house.ts'
import type { Pack } from '../../src/domain/pack.ts'
import type { QuietHours } from '../../src/domain/quiet-hours.ts'
import { createIntake } from '../../src/frame/intake.ts'
import { instant, type Ledger, openLedger, qingcheng, type TestHousehold } from './ledger.ts'

/** A ledger that people talk to: what they type goes the whole way through intake and dispatch. */
export interface Talk {
  ledger: Ledger
  /** Types something in the direct chat, or in a unit's group; gives the replies of that chat in one text ('' = silence). */
  say(person: string, text: string, group?: string): Promise<string>
  /** Sets the clock. */
  at(now: string): void
}

/** Notices that are waiting to leave, oldest first; only those whose key begins so. */
export async function noticesOf({ ledger }: Talk, prefix: string): Promise<OutboxRow[]> {
  const waiting = await waitingOutgoing(ledger.store.read, Number.MAX_SAFE_INTEGER)
  const rows = await findOutgoing(
    ledger.store.read,
    waiting.map(({ id }) => id),
  )
  return rows.filter((row) => row.kind === 'notice' && (row.dedupeKey ?? '').startsWith(prefix))
}

/** Opens one at 2023-06-15 10:00; without quiet hours unless some are given. */
export async function openTalk(options: { packs?: Pack[]; households?: TestHousehold[]; quiet?: QuietHours } = {}): Promise<Talk> {
  const commands = await loadCommands()
  const packs = options.packs ?? [qingcheng()]
  const ledger = await openLedger({ ...options, packs, commands })
  const clock = createVirtualClock(instant('2023-06-15 10:00'), () => 0)
  const intake = createIntake({
    store: ledger.store,
    clock,
    commands,
    keepHouse: createHouseKeeper(packs),
    botNames: ['乡报'],
    quiet: options.quiet ?? { from: 0, to: 0 },
    log: pino({ level: 'silent' }),
    announceFiles: async (reply) => reply,
    committed() {},
  })
  let count = 0
  return {
    ledger,
    at: (now) => clock.set(instant(now)),
    async say(person, text, group) {
      count += 1
      const chatId = group === undefined ? `direct:${person}` : `group:${group}`
      const { replies } = await intake({
        platform: 'sandbox',
        bot: '',
        messageId: `talk${count}`,
        chatId,
        chatKind: group === undefined ? 'direct' : 'group',
        userId: person,
        text,
        voice: false,
        attachments: [],
        sentAt: clock.now(),
      })
      return replies
        .filter((reply) => reply.chatId === chatId)
        .map((reply) => reply.text)
        .join('\n')
    },
  }
}
