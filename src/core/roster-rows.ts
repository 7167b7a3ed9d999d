import type { ContactKind, HouseholdKind, Role, UnitKind } from './nouns.ts'

/** A unit as a roster file gives it (interface §6); `parentCode` null = the root. */
export interface UnitRow {
  code: string
  name: string
  kind: UnitKind
  parentCode: string | null
  aliases: string[]
  /** Left out: the file says nothing of them, and what is known stays. */
  attributes?: string[] | undefined
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
  /** Left out: the file says nothing of them, and what is known stays. */
  attributes?: string[] | undefined
}

/** A pairing as a roster file gives it (帮扶单位, 村企, 分管 …); names and codes as written. */
export interface ContactFileRow {
  kind: ContactKind
  /** Name of the leader or of the unit that looks after. */
  who: string
  /** Code or name of the leader's unit, where his name alone is not clear. */
  whoUnit: string | null
  /** Code or name of the unit that is looked after. */
  unit: string | null
  /** 分管: a matter in place of a unit. */
  matter: string | null
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
