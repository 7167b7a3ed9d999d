import { type Agreement, agreement } from './sounds.ts'
import { surnameOf } from './surnames.ts'

/** How a typed name differs from a head, and how far it is: up to `TAKEN` it may be taken, up to `ASKED` asked about, beyond it is only near. */
export interface Distance {
  rule: 'exact' | 'part' | 'sound' | 'similar' | 'transposed' | 'one-off' | 'partial'
  cost: number
}

/** Up to this distance a name may be taken. */
export const TAKEN = 3
/** Up to this distance it may be asked about. */
export const ASKED = 4
/** How much further the second best must be for the best to be clear. */
export const CLEAR = 1

/** How far a typed name is from a head; null when they have too little in common. */
export function distance(typed: string, head: string): Distance | null {
  if (typed === head) return { rule: 'exact', cost: 0 }
  if (Math.abs(typed.length - head.length) > 1) return null
  const [a, b] = [[...typed], [...head]]
  if (a.length === b.length) return sameLength(a, b)
  if (b.length - a.length === 1 && a.length >= 2 && head.endsWith(typed)) return { rule: 'part', cost: 2.5 }
  if (b.length - a.length === 1 && a.length >= 2 && a.every((character, at) => soundsLike(character, b[at + 1])))
    return { rule: 'part', cost: 3.2 }
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  if (long.length - short.length !== 1 || short.length < 2 || short[0] !== long[0]) return null
  return isWithin(short, long) ? { rule: 'partial', cost: 3.5 } : null
}

function sameLength(typed: string[], head: string[]): Distance | null {
  const agreements = typed.map((character, at): Agreement => agreement(character, head[at] ?? ''))
  const changed = agreements.filter((each) => each !== 'same').length
  const different = agreements.filter((each) => each === 'different').length
  if (different === 0) return heard(agreements, changed)
  if (isTransposed(typed, head)) return { rule: 'transposed', cost: 2 }
  if (different > 1 || typed.length < 2) return null
  const surnameDiffers = agreements.slice(0, surnameOf(head.join('')).length).includes('different')
  if (typed.length === 2) return surnameDiffers ? null : { rule: 'one-off', cost: 5 }
  if (changed > 1) return { rule: 'one-off', cost: 4.5 }
  return { rule: 'one-off', cost: surnameDiffers ? ASKED : TAKEN }
}

function soundsLike(a: string, b: string | undefined): boolean {
  return b !== undefined && (a === b || agreement(a, b) === 'sound')
}

/** The more characters are only heard alike, the weaker. */
function heard(agreements: Agreement[], changed: number): Distance {
  const more = 0.2 * (changed - 1)
  return agreements.includes('similar') ? { rule: 'similar', cost: 1.5 + more } : { rule: 'sound', cost: 1 + more }
}

/** Two neighbours have changed places, the first character stays. */
function isTransposed(typed: string[], head: string[]): boolean {
  const at = typed.findIndex((character, index) => character !== head[index])
  if (at < 1 || typed[at] !== head[at + 1] || typed[at + 1] !== head[at]) return false
  return typed.slice(at + 2).every((character, index) => character === head[at + 2 + index])
}

function isWithin(short: string[], long: string[]): boolean {
  let at = 0
  for (const character of long) if (character === short[at]) at += 1
  return at === short.length
}
