/** A chat: a group or a one-to-one talk, as the platform names it. */
export type ChatKind = 'group' | 'direct'

/** A file that came with a message. The bytes are fetched after the commit, by the platform that named them. */
export interface IncomingAttachment {
  name: string
  mime: string
  /** What the platform needs to fetch the bytes (a URL, a media id …); stored as it stands. */
  source: string
}

/** One message as every platform hands it to the frame. */
export interface IncomingMessage {
  platform: string
  /** Which of our bots on that platform received it. */
  bot: string
  /** Unique per platform and bot; the same message delivered again bears the same id. */
  messageId: string
  chatId: string
  chatKind: ChatKind
  userId: string
  /** As typed; a mention may still be in it. */
  text: string
  voice: boolean
  attachments: IncomingAttachment[]
  /** The platform's sending time, epoch ms: it decides whether a report is on time (counting-rules 7). */
  sentAt: number
  /** How the platform sends the reply back to this very message, in its own words; kept with the reply. */
  replyTo?: string
  /** The group hears only what mentions the bot, as real ones do, although its platform hears everything (the sandbox's switch). */
  asInRealGroup?: true
  /** What the platform calls the group; empty when it does not say. */
  chatTitle?: string
}
