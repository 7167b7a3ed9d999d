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
}

/** A post that a member holds or held: since and until are inclusive dates, null = open. */
export interface Post {
  id: number
  unitId: number
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
}

/** 一般户, 脱贫户 and the three monitored kinds. */
export const householdKinds = ['一般户', '脱贫户', '脱贫不稳定户', '边缘易致贫户', '突发严重困难户'] as const
export type HouseholdKind = (typeof householdKinds)[number]

/** A household on the roster; `since` null = from ever, `until` = the day it left (with reason). */
export interface Household {
  id: number
  villageId: number
  groupName: string
  head: string
  kind: HouseholdKind
  persons: number
  carerId: number | null
  since: DateText | null
  until: DateText | null
  untilReason: string | null
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
