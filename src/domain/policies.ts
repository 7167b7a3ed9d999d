import { listEntries } from '../../db/queries/entry-lists.ts'
import type { Household } from '../core/nouns.ts'
import type { SpeakerContext } from './context.ts'
import type { House } from './house.ts'
import type { Policy } from './pack-policies.ts'

/** More statements than a county makes in a year. */
const MOST_CHECKS = 200_000

/** How a policy stands for a household. */
export const policyStates = ['已享', '应享', '未享', '不符合'] as const
export type PolicyState = (typeof policyStates)[number]

/** What was last said about one household and one policy. */
export interface PolicyCheck {
  state: PolicyState
  reason: string | null
  no: number
}

/** All policies of all packs; the same name counts once. */
export function allPolicies({ packs }: Pick<House, 'packs'>): Policy[] {
  return [...new Map(packs.flatMap(({ policies }) => policies).map((policy) => [policy.name, policy])).values()]
}

/** The policy that the words name, and how: the longest name or alias wins. */
export function policyNamed(house: Pick<House, 'packs'>, words: string): { policy: Policy; word: string } | null {
  const named = allPolicies(house).flatMap((policy) => [policy.name, ...policy.aliases].map((word) => ({ policy, word })))
  return named.filter(({ word }) => words.includes(word)).sort((a, b) => b.word.length - a.word.length)[0] ?? null
}

/** The policies that a household is to be checked for, by its kind and attributes. */
export function policiesFor(house: Pick<House, 'packs'>, { kind, attributes }: Pick<Household, 'kind' | 'attributes'>): Policy[] {
  return allPolicies(house).filter((policy) => policy.for.includes(kind) || policy.for.some((word) => attributes.includes(word)))
}

/** The state that is meant by a word of a list or a message; null when it is none. */
export function policyState(word: string): PolicyState | null {
  if (/未享|没享|没有享|没落实|未落实/.test(word)) return '未享'
  if (/不符合|不具备|不该享|不应享/.test(word)) return '不符合'
  if (/应享/.test(word)) return '应享'
  return /已享|享受|已落实|已办/.test(word) ? '已享' : null
}

/** Where a household's check of a policy is kept. */
export function checkKey(householdId: number, policy: string): string {
  return `${householdId}/${policy}`
}

/** The newest statement for each household and policy of some villages. */
export async function latestChecks({ db }: Pick<SpeakerContext, 'db'>, villageIds: number[]): Promise<Map<string, PolicyCheck>> {
  const entries = await listEntries(db, { kind: 'policy-check', unitIds: villageIds }, MOST_CHECKS)
  return new Map(
    entries.flatMap(({ no, householdId, fields }) => {
      const state = policyState(String(fields.state))
      if (householdId === null || state === null) return []
      const reason = typeof fields.reason === 'string' ? fields.reason : null
      return [[checkKey(householdId, String(fields.policy)), { state, reason, no }] as const]
    }),
  )
}

/** One household with what is open: policies nobody has checked, and those that it has not: 应享, or 未享 with the reason. */
export interface PolicyGap {
  household: Household
  unchecked: string[]
  owed: { policy: string; state: PolicyState; reason: string | null }[]
}

/** How the check stands in some villages: 不漏一户、不缺一项 (B15). */
export interface PolicyStanding {
  /** Pairs of household and policy that are to be checked, and those that are. */
  pairs: number
  checked: number
  households: number
  gaps: PolicyGap[]
}

/** Counts households × policies of some villages. */
export async function policyStanding(context: Pick<SpeakerContext, 'db' | 'house'>, villageIds: number[]): Promise<PolicyStanding> {
  const { house } = context
  const checks = await latestChecks(context, villageIds)
  const households = villageIds.flatMap((id) => house.directory.households(id)).filter(({ until }) => until === null)
  const standing: PolicyStanding = { pairs: 0, checked: 0, households: 0, gaps: [] }
  for (const household of households) {
    const policies = policiesFor(house, household)
    if (policies.length === 0) continue
    const found = policies.map(({ name }) => ({ policy: name, check: checks.get(checkKey(household.id, name)) }))
    const unchecked = found.flatMap(({ policy, check }) => (check ? [] : [policy]))
    const owed = found.flatMap(({ policy, check }) =>
      check && (check.state === '应享' || check.state === '未享') ? [{ policy, state: check.state, reason: check.reason }] : [],
    )
    standing.pairs += policies.length
    standing.checked += policies.length - unchecked.length
    standing.households += 1
    if (unchecked.length + owed.length > 0) standing.gaps.push({ household, unchecked, owed })
  }
  return standing
}
