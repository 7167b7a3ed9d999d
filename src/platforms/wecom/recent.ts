/** The latest things by key; the oldest are forgotten beyond a number. */
export interface Recent<V> {
  get(key: string): V | undefined
  set(key: string, value: V): void
}

/** Keeps `most` of them. */
export function createRecent<V>(most: number): Recent<V> {
  const kept = new Map<string, V>()
  return {
    get: (key) => kept.get(key),
    set(key, value) {
      kept.delete(key)
      kept.set(key, value)
      const [oldest] = kept.keys()
      if (kept.size > most && oldest !== undefined) kept.delete(oldest)
    },
  }
}
