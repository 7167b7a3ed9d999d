import type { DateText } from '../clock.ts'
import type { ChatKind } from './message.ts'

/** What a unit is (interface §6). */
export type UnitKind = 'province' | 'city' | 'county' | 'township' | 'village' | 'department' | 'taskforce' | 'enterprise' | 'inspection'

/** 填报人, 审核人, 领导, 督查员, 系统管理员 (interface, 'Who may'). */
export type Role = 'reporter' | 'manager' | 'leader' | 'inspector' | 'admin'

/** An administrative unit. `path` is `/rootId/…/id/`, so that a subtree is a prefix. */
export interface Unit {
  id: number
  code: string
  /** As people say it: 纸房村. */
  name: string
  /** As published: 纸房村委会. The API and stored fields use this one. */
  officialName: string
  kind: UnitKind
  parentId: number | null
  path: string
  aliases: string[]
  /** 有巩固任务 and other words of the county. */
  attributes: string[]
  /** Last day of a unit that is merged into another, and where it goes (counting-rules 6); null = it stands. */
  until: DateText | null
  mergedIntoId: number | null
}

/** A post that a member holds or held: since and until are inclusive dates, null = open. */
export interface Post {
  id: number
  unitId: number
  /** The unit that it was given for, where that was merged into this one since. */
  originId?: number
  title: string
  role: Role
  since: DateText | null
  until: DateText | null
}

/** A person who reports or reads. `posts` are those in force. */
export interface Member {
  id: number
  name: string
  posts: Post[]
}

/** A chat that the bot is in; `unitId` is the bound unit of a group. */
export interface Chat {
  id: number
  platform: string
  chatId: string
  kind: ChatKind
  title: string
  unitId: number | null
  /** In a direct chat: whose it is. */
  memberId: number | null
  muted: boolean
  /** Villagers or enterprises are in the group: it is shown less. */
  outsiders: boolean
  /** When the platform said that the bot is no longer there, and why; it is not written to until it speaks again. */
  goneAt?: number | null
  goneReason?: string | null
}

/** 一般户, 脱贫户 and the three monitored kinds. */
export const householdKinds = ['一般户', '脱贫户', '脱贫不稳定户', '边缘易致贫户', '突发严重困难户'] as const
export type HouseholdKind = (typeof householdKinds)[number]

/** Pairings that rules need (mechanisms, 'Pairings that the rules need'); what each joins stands in domain/contact-kinds.ts. */
export const contactKinds = ['包抓', '联乡', '帮扶', '村企', '督查', '分管'] as const
export type ContactKind = (typeof contactKinds)[number]

/** A household on the roster; `since` null = from ever, `until` = the day it left (with reason). */
export interface Household {
  id: number
  /** The village that answers for it now. */
  villageId: number
  /** The village that it was registered in: another one where that was merged away. */
  originId: number
  groupName: string
  head: string
  kind: HouseholdKind
  persons: number
  carerId: number | null
  since: DateText | null
  until: DateText | null
  untilReason: string | null
  /** 低保, 特困, 残疾 and other words of the county. */
  attributes: string[]
  /** Heads that it had before (换户主); none where it never changed. */
  formerHeads?: string[]
  /** What it was before, oldest first; none where that never changed. */
  past?: HouseholdPast[]
}

/** What a household was up to a day, that day included. */
export interface HouseholdPast {
  until: DateText
  kind: HouseholdKind
  attributes: string[]
}

/** One thing somebody reported or was given to do: the fold of its steps. */
export interface Entry {
  no: number
  kind: string
  /** Type, cause or category, so that no query looks into `fields`. */
  class: string | null
  unitId: number
  byUnitId: number | null
  byPost: string | null
  /** Who did it (走访人), which may differ from who typed it. */
  memberId: number | null
  typedById: number | null
  date: DateText
  householdId: number | null
  fields: Record<string, unknown>
  status: string
  /** The platform's sending time of the report. */
  sentAt: number
  createdAt: number
  version: number
}

/** One thing done to an entry; steps are only ever added. */
export interface Step {
  entryNo: number
  seq: number
  action: string
  memberId: number | null
  at: number
  text: string
  /** What the action changed or carried. */
  fields: Record<string, unknown>
  /** Hash of the entry's previous step. */
  previousHash: string
}

/** Something that is to be done about a case, by whom, until when. Computed from the entry; kept in a table so that it can be looked up. */
export interface Expectation {
  /** Unique within the entry: verify, rectify/<unit code>. */
  key: string
  /** The word that settles it, and what it is, in Chinese. */
  word: string
  what: string
  /** Whose it is: a unit (its managers, or whoever works there), or one person. */
  unitId: number | null
  memberId: number | null
  since: DateText
  /** Null: no deadline. */
  due: DateText | null
  /** How the deadline came about: 10个工作日; null when a date was given. */
  span: string | null
  /** Goes out in quiet hours too, once overdue (应急救助). */
  urgent?: boolean
  /** Nobody is told of it before its deadline comes near (the next 回访). */
  quiet?: boolean
}
