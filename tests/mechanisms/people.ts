import type { MemberRow } from '../../src/core/roster-rows.ts'
import { importRoster } from '../../src/domain/roster-import.ts'
import { createSealer } from '../../src/seal.ts'
import type { TestApp } from '../support/app.ts'

/** People whom the stories need besides those of the test county: name, unit, post, role, account. */
export type Person = readonly [name: string, unitCode: string, post: string, role: MemberRow['role'], userId: string]

/** Adds people to the roster, as an import of members does. */
export async function addPeople({ app }: TestApp, people: readonly Person[]): Promise<void> {
  const members = people.map(([name, unitCode, post, role, userId], index) => ({
    name,
    unitCode,
    post,
    role,
    phone: `1990076${1600 + index}`,
    platform: 'sandbox',
    userId,
  }))
  await app.store.transaction((tx) =>
    importRoster(tx, { units: [], households: [], members }, { sealer: createSealer('test'), at: app.clock.now(), sandbox: true }),
  )
}
