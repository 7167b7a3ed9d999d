import type { Db } from '../../db/client.ts'
import type { DateText } from '../clock.ts'
import type { IncomingMessage } from '../core/message.ts'
import type { Chat, Member } from '../core/nouns.ts'
import type { World } from '../language/types.ts'
import type { Commands } from './command.ts'
import type { House } from './house.ts'
import type { QuietHours } from './quiet-hours.ts'

/** What a command is given: who said what where, when, and the connection to use. */
export interface Context {
  /** The clock at intake, epoch ms. */
  now: number
  today: DateText
  /** Writer connection for what changes something, read connection for questions. */
  db: Db
  house: House
  chat: Chat
  /** Null: the platform's user is nobody yet. */
  speaker: Member | null
  message: IncomingMessage
  commands: Commands
  /** What the language room needs to read the speaker's words. */
  reading: World
  /** When what others are told has to wait. */
  quiet: QuietHours
}

/** A context whose speaker is known; most commands ask for this. */
export interface SpeakerContext extends Context {
  speaker: Member
}

/** The same person with the same scope, as what is shown in his direct chat: nothing masked or left out. */
export function privately(context: SpeakerContext): SpeakerContext {
  return { ...context, chat: { ...context.chat, kind: 'direct' } }
}
