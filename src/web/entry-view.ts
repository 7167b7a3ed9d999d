import type { Db } from '../../db/client.ts'
import { findFiles, findSteps } from '../../db/queries/entries.ts'
import { toDate, toIso } from '../clock.ts'
import type { Entry } from '../core/nouns.ts'
import type { House } from '../domain/house.ts'
import type { EntryShape } from './api-shapes.ts'

/** A unit as the API names it. */
export function toUnit(house: House, id: number): { code: string; name: string } {
  const { code, officialName } = house.directory.unit(id)
  return { code, name: officialName }
}

/** A person as the API names him, by the name that he bears now; null for nobody. */
export function toMember(house: House, id: number | null, now: number): { id: string; name: string } | null {
  const member = id === null ? undefined : house.directory.member(id, toDate(now))
  if (!member) return null
  return { id: house.directory.identities(member.id)[0]?.userId ?? `#${member.id}`, name: member.name }
}

/** An entry with its steps and stored files (interface §4). */
export async function toEntryShape(db: Db, house: House, entry: Entry, now: number): Promise<EntryShape> {
  const { no, kind, date, fields, status, byPost } = entry
  const files = await findFiles(db, no)
  const steps = await findSteps(db, no)
  return {
    no,
    kind,
    unit: toUnit(house, entry.unitId),
    byUnit: entry.byUnitId === null ? null : toUnit(house, entry.byUnitId),
    byPost,
    member: toMember(house, entry.memberId, now),
    date,
    fields,
    status,
    attachments: files.flatMap(({ name, bytes, sha256 }) => (bytes === null || sha256 === null ? [] : [{ name, bytes, sha256 }])),
    steps: steps.map((step) => ({ at: toIso(step.at), by: toMember(house, step.memberId, now), action: step.action, text: step.text })),
    createdAt: toIso(entry.createdAt),
  }
}
