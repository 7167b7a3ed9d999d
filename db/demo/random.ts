/** A seeded source of chance: the same seed gives the same row of draws on every machine. */
export interface Random {
  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number
  /** True with this probability (0..1). */
  chance(probability: number): boolean
  /** One of the items; there must be one. */
  pick<Item>(items: readonly [Item, ...Item[]]): Item
}

/** The mulberry32 generator: small, fast, good enough to invent people with. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return { below, chance: (probability) => next() < probability, pick: (items) => items[below(items.length)] ?? items[0] }
}
