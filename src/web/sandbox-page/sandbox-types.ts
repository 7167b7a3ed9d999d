/** What the sandbox's HTTP interface takes and gives (see the handbook's section on the sandbox). */

/** A unit by the name that is shown. */
export interface UnitName {
  code: string
  name: string
}

/** What a post entitles to; roleLabels holds the Chinese names. */
export type Role = 'reporter' | 'manager' | 'leader' | 'inspector' | 'admin'

/** A group of a unit, or a member's talk with the bot alone. */
export interface Chat {
  id: string
  kind: 'group' | 'direct'
  title: string
  unit: UnitName
}

/** A member with his first post. */
export interface Person {
  id: string
  name: string
  unit: UnitName
  post: string
  role: Role
}

/** A file shown in a chat. */
export interface ChatFile {
  name: string
  mime: string
  url: string
}

/** A button under a message; pressing it answers. */
export interface ChatButton {
  id: string
  text: string
}

/** One message shown in a chat; `from` is `bot` or a member's id, `at` virtual time. */
export interface ShownMessage {
  seq: number
  at: string
  from: string
  text: string
  files: ChatFile[]
  buttons: ChatButton[]
}

/** A picture or file on its way to the bot. */
export interface Attachment {
  name: string
  mime: string
  base64: string
}

/** What is posted; the message id makes posting it again harmless. */
export interface OutgoingMessage {
  chatId: string
  memberId: string
  text: string
  messageId: string
  attachments?: Attachment[]
  voice?: true
  /** The switch 'as in a real group' is on. */
  asInRealGroup?: true
}

/** One duty of the speaker's unit; `rate` and `target` (序时进度) are 0..1. */
export interface Owed {
  title: string
  done: number
  required: number
  rate: number | null
  target: number | null
  state: 'ok' | 'behind' | 'done'
  text: string
}

/** A button that fills the field with `says`. */
export interface QuickButton {
  text: string
  says: string
}

/** Who speaks, what his unit owes, and what he may say in the open chat. */
export interface Profile {
  member: { id: string; name: string; posts: { unit: UnitName; title: string; role: Role }[] }
  owes: Owed[]
  quick: QuickButton[]
  botName: string
}

/** One schedule that ran while the clock moved. */
export interface Run {
  schedule: string
  /** Its name in Chinese. */
  title?: string
  dueAt: string
  notices: number
}

/** What falls due next, null when nothing does. */
export interface NextNotice {
  dueAt: string | null
  title: string | null
}

/** Messages shown in each chat after a sequence number. */
export interface Unread {
  seq: number
  chats: Record<string, number>
}
