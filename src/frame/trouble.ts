import { createHash } from 'node:crypto'
import type { Logger } from 'pino'
import type { Store } from '../../db/client.ts'
import { markChatGone } from '../../db/queries/gone-chats.ts'
import { parkChat } from '../../db/queries/outbox.ts'
import { queueOutgoing } from '../../db/queries/traffic.ts'
import { type Clock, toDate } from '../clock.ts'
import { type Content, text } from '../core/blocks.ts'
import { toError } from '../core/errors.ts'
import type { House, HouseKeeper } from '../domain/house.ts'
import { directTarget, type Target } from '../domain/reach.ts'
import { isAdmin } from '../domain/scope.ts'
import { showContent } from './outgoing.ts'

/** Keys of what administrators are told begin so: when such a message itself fails, nobody is told again. */
const FOLDER = 'trouble'

/** What the administrators have to know. */
export interface Trouble {
  /** Logs it, and tells every administrator: the same words once a day, or once for ever when `once` names the occasion. */
  tell(platform: string, words: string, once?: string): void
  /** The bot is no longer in a chat: nothing is sent there until it speaks again. */
  chatGone(platform: string, chatId: string, reason: string): Promise<void>
  /** Resolves when everything told so far is queued. */
  settled(): Promise<void>
}

/** The bearer of bad news; `queued` is told when something waits to leave. */
export function createTrouble(parts: { store: Store; clock: Clock; keepHouse: HouseKeeper; log: Logger; queued(): void }): Trouble {
  const { store, clock, keepHouse, log } = parts
  const running = new Set<Promise<void>>()

  async function queue(platform: string, words: string, occasion: string): Promise<void> {
    const house = await keepHouse(store.read)
    const [now, on] = [clock.now(), toDate(clock.now())]
    const content: Content = { blocks: [text(`系统提示：${words}`)] }
    const shown = showContent(house, content, on)
    await store.transaction(async (tx) => {
      for (const [memberId, target] of receivers(house, platform, on)) {
        const dedupeKey = `${FOLDER}/${occasion}/${memberId}`
        const row = { platform: target.platform, chatId: target.chatId, dedupeKey, kind: 'notice', text: shown, content } as const
        await queueOutgoing(tx, { ...row, dueAt: now, createdAt: now, replyTo: null, urgent: true })
      }
    })
    parts.queued()
  }
  function pass(platform: string, words: string, once?: string): void {
    const occasion = once ?? `${toDate(clock.now())}/${createHash('sha256').update(`${platform}\n${words}`).digest('hex').slice(0, 16)}`
    const work = queue(platform, words, occasion)
      .catch((thrown) => log.error({ err: toError(thrown) }, 'the administrators could not be told'))
      .finally(() => running.delete(work))
    running.add(work)
  }
  return {
    tell(platform, words, once) {
      log.error({ platform }, words)
      pass(platform, words, once)
    },
    async chatGone(platform, chatId, reason) {
      log.warn({ platform, chatId, reason }, 'a chat is gone')
      const chat = (await keepHouse(store.read)).directory.chatOf(platform, chatId)
      await store.transaction(async (tx) => {
        await markChatGone(tx, { platform, chatId }, { at: clock.now(), reason })
        await parkChat(tx, { platform, chatId }, `gone: ${reason}`)
      })
      const title = chat?.title ? `“${chat.title}”` : chat?.kind === 'group' ? '有一个群' : '有一个私聊'
      if (!chat?.goneAt) pass(platform, `${title}已经发不进去（${reason}），发往那里的消息已停。机器人重新进群后，在群里@它一次即可恢复。`)
    },
    settled: async () => void (await Promise.all(running)),
  }
}

/** Was it we ourselves who told this? */
export function isTrouble(dedupeKey: string | null): boolean {
  return dedupeKey?.startsWith(`${FOLDER}/`) ?? false
}

/** Each administrator with the channel that most likely works: his direct chat elsewhere, a webhook robot at the top, else the same one. */
function receivers(house: House, troubled: string, on: string): [number, Target][] {
  const { directory } = house
  const robots = directory.root ? directory.groupsOf(directory.root.id).filter((chat) => chat.platform === 'webhook' && !chat.goneAt) : []
  const robot = troubled === 'webhook' ? undefined : robots[0]
  const sure = (target: Target | 'muted' | null): Target | undefined => (target === 'muted' || target === null ? undefined : target)
  return directory
    .members(on)
    .filter(isAdmin)
    .flatMap(({ id }): [number, Target][] => {
      const target =
        sure(directTarget(house, id, { not: troubled, evenMuted: true })) ?? robot ?? sure(directTarget(house, id, { evenMuted: true }))
      return target ? [[id, target]] : []
    })
}
