import type { HouseholdKind, Role, UnitKind } from './nouns.ts'

/** A unit as a roster file gives it (interface §6); `parentCode` null = the root. */
export interface UnitRow {
  code: string
  name: string
  kind: UnitKind
  parentCode: string | null
  aliases: string[]
}

/** A household as a roster file gives it; `carer` is the name of the responsible cadre. */
export interface HouseholdRow {
  villageCode: string
  groupName: string
  head: string
  kind: HouseholdKind
  persons: number
  phone: string | null
  carer: string | null
}

/** One post of a person as a roster file gives it: a person with two posts has two rows. Platform and user id are both given or both null. */
export interface MemberRow {
  name: string
  unitCode: string
  post: string
  role: Role
  phone: string | null
  platform: string | null
  userId: string | null
}
