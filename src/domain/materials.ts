import { listEntries } from '../../db/queries/entry-lists.ts'
import type { Unit } from '../core/nouns.ts'
import { TO_BE_FILLED } from './case-rules.ts'
import type { SpeakerContext } from './context.ts'
import type { House } from './house.ts'

/** More statements than a county makes. */
const MOST = 50_000

/** The base documents that a unit of this kind keeps, by the packs; none where the county has given no list. */
export function materialsOf({ packs }: Pick<House, 'packs'>, { kind }: Pick<Unit, 'kind'>): string[] {
  const names = packs.flatMap(({ materials }) => materials.filter((list) => list.kind === kind).flatMap((list) => list.names))
  return [...new Set(names)].filter((name) => name !== TO_BE_FILLED)
}

/** What units last said about each document: unit/name → 已有 or 缺. */
export async function materialStates({ db }: Pick<SpeakerContext, 'db'>, unitIds: number[]): Promise<Map<string, string>> {
  const entries = await listEntries(db, { kind: 'materials', unitIds }, MOST)
  return new Map(entries.map(({ unitId, fields }) => [`${unitId}/${String(fields.name)}`, String(fields.state)]))
}
