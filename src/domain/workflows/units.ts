import type { DateText } from '../../clock.ts'
import type { UnitRef } from '../../core/fields.ts'
import type { Directory } from '../directory.ts'
import type { CaseView } from '../workflow.ts'

/** The unit whose managers answer for a village's cases: its township; any other unit answers for itself. */
export function managingUnit(directory: Directory, unitId: number): number {
  const unit = directory.unit(unitId)
  return unit.kind === 'village' && unit.parentId !== null ? unit.parentId : unit.id
}

/** Has the unit a manager in office? */
export function hasManager(directory: Directory, unitId: number, today: DateText): boolean {
  return directory.members(today).some(({ posts }) => posts.some((post) => post.role === 'manager' && post.unitId === unitId))
}

/** The unit whose managers answer for it: itself, else the first above it that has any (a village's township, a taskforce's county). */
export function answeringUnit(directory: Directory, unitId: number, today: DateText): number {
  for (let id: number | null = unitId; id !== null; id = directory.unit(id).parentId) if (hasManager(directory, id, today)) return id
  return unitId
}

/** The unit that a stored reference means; null when it is on the roster no more. */
export function unitRef(directory: Directory, ref: UnitRef): number | null {
  return directory.unitByCode(ref.code)?.id ?? null
}

/** Leaders in office who are in charge (分管) of any of these units or of one above, or of the matter that the entry is about. */
export function leadersInCharge({ house: { directory }, entry, today }: CaseView, unitIds: number[]): number[] {
  const about = `${entry.class ?? ''} ${String(entry.fields.content ?? '')}`
  const found = directory.contacts.filter(({ kind, forUnitId, matter }) => {
    if (kind !== '分管') return false
    return forUnitId === null ? matter !== null && about.includes(matter) : unitIds.some((id) => directory.isWithin(id, forUnitId))
  })
  const inOffice = (id: number): boolean => (directory.member(id, today)?.posts.length ?? 0) > 0
  return [...new Set(found.flatMap(({ memberId }) => memberId ?? []))].filter(inOffice)
}
