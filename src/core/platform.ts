import type { Content } from './blocks.ts'
import type { IncomingAttachment, IncomingMessage } from './message.ts'

/** How a sending ended. A refusal says whether trying again can help. */
export type SendOutcome = { sent: true } | { sent: false; retryable: boolean; code: string; reason: string; retryAfterMs?: number }

/** What a platform can show; the frame falls back to plain text for the rest. */
export interface Capabilities {
  buttons: boolean
  files: boolean
  mentions: boolean
  /** Largest text of one message in UTF-8 bytes. */
  textBytes: number
}

/** How a platform's connection stands; standby: another process of ours holds it. */
export type ConnectionState = 'connected' | 'connecting' | 'off' | 'standby'

/** A chat platform. Platforms know the contracts and the renderers, never the database or the domain. */
export interface Platform {
  readonly name: string
  readonly capabilities: Capabilities
  state(): ConnectionState
  /** Begins receiving; `receive` resolves when the message and its effects are on disk. */
  start(receive: (message: IncomingMessage) => Promise<Receipt>): Promise<void>
  stop(): Promise<void>
  send(chatId: string, message: OutgoingMessage): Promise<SendOutcome>
  /** The bytes of an attachment that this platform named. */
  download(attachment: IncomingAttachment): Promise<Uint8Array>
}

/** A message ready to be shown: the text is complete by itself, the content is for platforms that can show more. */
export interface OutgoingMessage {
  /** Outbox row: usable as idempotency key. */
  id: number
  text: string
  content: Content
}

/** What came of a received message. `replies` is empty when the bot keeps silent. */
export interface Receipt {
  duplicate: boolean
  /** It met a bug: kept for replay, and answered with a calm sentence. */
  failed: boolean
  replies: SentReply[]
}

/** One reply, in the chat that it goes to (the speaker's direct chat for what a group must not see). */
export interface SentReply {
  /** Outbox row, as in the OutgoingMessage that `send` gets. */
  id: number
  chatId: string
  text: string
  content: Content
}
