import type { Content, OutgoingFile } from './blocks.ts'
import type { IncomingAttachment, IncomingMessage } from './message.ts'

/**
 * How a sending ended. A refusal says whether trying again can help, whether the chat itself is out of reach for good, and whether the
 * answer alone may have been lost (`unsure`): then another try may say it twice, which is counted (guarantee 3).
 */
export type SendOutcome =
  | { sent: true }
  | { sent: false; retryable: boolean; code: string; reason: string; retryAfterMs?: number; gone?: true; unsure?: true }

/** What a platform can do; the frame words its texts by it. */
export interface Capabilities {
  /** A button can be pressed in a chat of this kind; elsewhere the text says what to type instead. */
  buttons: { group: boolean; direct: boolean }
  /** Photos, files and messages that do not mention the bot arrive in groups too (the sandbox; interface §1, 'In real groups'). */
  hearsGroups: boolean
}

/** How a platform's connection stands; standby: another process of ours holds it. */
export type ConnectionState = 'connected' | 'connecting' | 'off' | 'standby'

/** So many calls in so long a time, each chat (or robot) by itself or all together. */
export interface Limit {
  per: 'chat' | 'platform'
  most: number
  windowMs: number
}

/** What a platform tells the house. */
export interface PlatformHost {
  /** Resolves when the message and its effects are on disk. */
  receive(message: IncomingMessage): Promise<Receipt>
  /** The bot was put out of a chat, or the chat was dissolved; `reason` in Chinese. */
  chatGone(chatId: string, reason: string): void
  /** Something that the administrator has to know at once, by whatever channel still works; Chinese, without secrets. Same words: told once a day. */
  trouble(words: string): void
  /** One call that counts towards the platform's monthly allowance. */
  called(): void
  /** What had to wait (`isReady`) can be handed over now. */
  ready(): void
}

/** An attachment whose name the platform told only with its bytes. */
export interface Download {
  bytes: Uint8Array
  /** Safe to show and to store under. */
  name?: string
}

/** A chat platform. Platforms know the contracts and the renderers, never the database or the domain. */
export interface Platform {
  readonly name: string
  readonly capabilities: Capabilities
  /** Windows that its sendings must stay within (guarantee 4); none: no limit. */
  readonly limits: readonly Limit[]
  /** Calls allowed a calendar month, where the platform counts them. */
  readonly monthlyCalls?: number
  /** Requests that the platform makes to us. */
  readonly callbacks?: readonly Callback[]
  state(): ConnectionState
  start(host: PlatformHost): Promise<void>
  stop(): Promise<void>
  /** Looks up what `compose` and `send` need for a chat, where that lies in the database. */
  prepare?(chatId: string): Promise<void>
  /** The platform whose user ids a chat takes in mentions, where it is another one (webhook robots). */
  userIdsOf?(chatId: string): string
  /** Can anything be handed over for this chat now? What waits for a connection is not tried meanwhile. Absent: always. */
  isReady?(chatId: string): boolean
  /** What goes over the wire for a message, in order, one part a call, each within the platform's byte limits. */
  compose(chatId: string, message: OutgoingMessage): Part[]
  /** Hands over one part. */
  send(chatId: string, part: OutgoingPart): Promise<SendOutcome>
  /** The bytes of an attachment that this platform named; fails when it is larger than `maxBytes`. */
  download(attachment: IncomingAttachment, maxBytes: number): Promise<Uint8Array | Download>
  /** The chat with a person who never wrote to the bot; null when the platform does not let the bot begin (未激活). May be asked before `start`. */
  directChatOf(userId: string): string | null
  /** Where something unasked goes that is meant for this chat; absent: there. Some chats can only be answered in. */
  unaskedChatOf?(chatId: string): string
}

/** A message ready to be shown: the text is complete by itself, the content is for platforms that can show more. */
export interface OutgoingMessage {
  /** Outbox row: usable as idempotency key. */
  id: number
  text: string
  content: Content
  /** As the answered message gave it; null for notices. */
  replyTo: string | null
  /** Whom it mentions, as far as the platform knows them. */
  mentions: { name: string; userId: string }[]
}

/** One call's worth of a message. */
export type Part = { kind: 'text'; text: string } | { kind: 'file'; file: OutgoingFile }

/** One part on its way: `index` of `count`, so that the platform can put buttons and mentions where they belong. */
export interface OutgoingPart {
  message: OutgoingMessage
  part: Part
  index: number
  count: number
}

/** A request of a platform to us, as it came: the body is not parsed, since signatures are over its bytes. */
export interface CallbackRequest {
  method: 'GET' | 'POST'
  query: Record<string, string | string[] | undefined>
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

/** What it is answered. */
export interface CallbackResponse {
  status: number
  type: string
  body: string
}

/** An address that a platform calls, below `/callbacks/`. */
export interface Callback {
  path: string
  methods: readonly ('GET' | 'POST')[]
  /** Never rejects for bad input: forged, malformed and replayed requests are answered 4xx. */
  handle(request: CallbackRequest): Promise<CallbackResponse>
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
