/** Builds something once for each list: the same list (not an equal one) gives the same again, as long as somebody holds it. */
export function oncePer<K extends object, T>(build: (list: K) => T): (list: K) => T {
  const built = new WeakMap<K, { value: T }>()
  return (list) => {
    const known = built.get(list)
    if (known) return known.value
    const value = build(list)
    built.set(list, { value })
    return value
  }
}

/** Days of which the answers are kept at once: today, and the ends of a few periods. */
const KEPT_DAYS = 4

/** Builds something once for each day, for the few days that are asked about again and again. */
export function perDay<T>(build: (day: string) => T): (day: string) => T {
  const built = new Map<string, { value: T }>()
  return (day) => {
    const known = built.get(day)
    if (known) return known.value
    if (built.size >= KEPT_DAYS) built.clear()
    const value = build(day)
    built.set(day, { value })
    return value
  }
}
