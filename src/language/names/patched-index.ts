import type { Grounds } from './grounds.ts'
import { type HouseholdIndex, type HouseholdRow, indexHouseholds, type Scope } from './household-index.ts'

/**
 * An index in which some households are new, named otherwise or gone: these are looked up by their rows of now in a small index of
 * their own, behind the rows of the first one, and their rows there are passed over.
 */
export function patchIndex(
  first: HouseholdIndex,
  patches: ReadonlyMap<number, HouseholdRow[]>,
  pathOf: (villageId: number) => string,
): HouseholdIndex {
  const second = indexHouseholds([...patches.values()].flat(), pathOf)
  const offset = first.size
  const isCurrent = (row: number): boolean => !patches.has(first.row(row).id)
  const parts = new WeakMap<Scope, [Scope, Scope]>()
  const joined = (both: [Scope, Scope]): Scope => {
    const scope = [...both[0], ...both[1].map(({ from, to }) => ({ from: from + offset, to: to + offset }))]
    parts.set(scope, both)
    return scope
  }
  const split = (scope: Scope): [Scope, Scope] => parts.get(scope) ?? [scope, []]
  const scopes = new WeakMap<Grounds, Scope>()
  return {
    size: offset + second.size,
    whole: joined([first.whole, second.whole]),
    scopeOf(grounds) {
      const scope = scopes.get(grounds) ?? joined([first.scopeOf(grounds), second.scopeOf(grounds)])
      if (Object.isFrozen(grounds)) scopes.set(grounds, scope)
      return scope
    },
    villageOf: (householdId) => (patches.has(householdId) ? second.villageOf(householdId) : first.villageOf(householdId)),
    visitPair(sounds, scope, visit) {
      const [old, fresh] = split(scope)
      first.visitPair(sounds, old, (row) => isCurrent(row) && visit(row))
      second.visitPair(sounds, fresh, (row) => visit(row + offset))
    },
    visitFirst(character, scope, visit) {
      const [old, fresh] = split(scope)
      let goesOn = true
      first.visitFirst(character, old, (row) => {
        if (isCurrent(row)) goesOn = visit(row)
        return goesOn
      })
      if (goesOn) second.visitFirst(character, fresh, (row) => visit(row + offset))
    },
    row: (index) => (index < offset ? first.row(index) : second.row(index - offset)),
    compare(typed) {
      const [old, fresh] = [first.compare(typed), second.compare(typed)]
      return (row) => (row < offset ? old(row) : fresh(row - offset))
    },
    hamletAt(text, at, scope) {
      const [old, fresh] = split(scope)
      return second.hamletAt(text, at, fresh) ?? first.hamletAt(text, at, old, isCurrent)
    },
  }
}
