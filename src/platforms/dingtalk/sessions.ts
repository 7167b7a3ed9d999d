import type { Clock } from '../../clock.ts'

/** An address that takes replies into one chat, for 90 minutes after a message from there; free of the monthly allowance. */
export interface Session {
  url: string
  /** Epoch ms. */
  expiresAt: number
}

/** Sessions by chat, in memory: after a restart replies still bring theirs, and notices go by the API. */
export interface Sessions {
  put(chatId: string, session: Session): void
  /** One that will still be good when the call arrives; the answered message's own, else the chat's latest. */
  find(chatId: string, replyTo: string | null): Session | null
  /** It was refused. */
  drop(chatId: string, session: Session): void
}

const MARGIN_MS = 30_000
const MOST_CHATS = 10_000

/** Remembers sessions; `bases` are the configured addresses. */
export function createSessions(clock: Clock, bases: readonly string[]): Sessions {
  const byChat = new Map<string, Session>()
  const refused = new Set<string>()
  const good = (session: Session | null | undefined): session is Session =>
    Boolean(session && session.expiresAt - MARGIN_MS > clock.now() && !refused.has(session.url) && isPlatformAddress(session.url, bases))
  return {
    put(chatId, session) {
      byChat.delete(chatId)
      byChat.set(chatId, session)
      const [oldest] = byChat.keys()
      if (byChat.size > MOST_CHATS && oldest !== undefined) byChat.delete(oldest)
    },
    find(chatId, replyTo) {
      const latest = byChat.get(chatId)
      const given = replyTo === null ? null : readReplyTo(replyTo)
      return good(latest) ? latest : good(given) ? given : null
    },
    drop(chatId, session) {
      if (byChat.get(chatId)?.url === session.url) byChat.delete(chatId)
      const [oldest] = refused
      if (refused.size >= MOST_CHATS && oldest !== undefined) refused.delete(oldest)
      refused.add(session.url)
    },
  }
}

/** A session as a reply carries it. */
export function writeReplyTo({ url, expiresAt }: Session): string {
  return `${expiresAt} ${url}`
}

function readReplyTo(text: string): Session | null {
  const [, expiresAt, url] = /^(\d+) (.+)$/.exec(text) ?? []
  return expiresAt && url ? { url, expiresAt: Number(expiresAt) } : null
}

/**
 * The body of an HTTP callback is not signed, and replies hold people's data: they go to the configured addresses and to DingTalk's own
 * hosts, nowhere else.
 */
function isPlatformAddress(address: string, bases: readonly string[]): boolean {
  if (!URL.canParse(address)) return false
  const { origin, protocol, hostname } = new URL(address)
  if (bases.some((base) => new URL(base).origin === origin)) return true
  return protocol === 'https:' && /(?:^|\.)dingtalk\.(?:com|io)$/.test(hostname)
}
