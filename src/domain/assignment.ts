import { type Block, note } from '../core/blocks.ts'
import type { Entry } from '../core/nouns.ts'
import type { SpeakerContext } from './context.ts'
import { liesHere } from './scope.ts'
import { numberOf, ownerIdKey } from './subject.ts'
import { workflows } from './workflows/all.ts'
import { isTaskList } from './workflows/task.ts'

/** Whom an entry was given to: units, persons, and names that the roster does not know. */
export interface Assignees {
  unitIds: number[]
  memberIds: number[]
  unknown: string[]
}

/** Whom an entry names as responsible (责任单位, 责任部门, 责任人), and to whom its steps gave it; `keys` narrows to some of the fields. */
export function assigneesOf(context: Pick<SpeakerContext, 'commands' | 'house'>, entry: Entry, keys?: string[]): Assignees {
  const { directory } = context.house
  const command = context.commands.byName.get(entry.kind)
  const found: Assignees = { unitIds: [], memberIds: [], unknown: [] }
  for (const key of (command?.form === 'report' && command.assigns) || []) {
    const value = entry.fields[key]
    if (value === undefined || keys?.includes(key) === false) continue
    const memberId = numberOf(entry.fields[ownerIdKey(key)])
    const unit =
      typeof value === 'string'
        ? [directory.unit(entry.unitId)].find(({ officialName }) => officialName === value)
        : directory.unitByCode(codeOf(value))
    if (memberId !== null) found.memberIds.push(memberId)
    else if (unit) found.unitIds.push(unit.id)
    else found.unknown.push(String(value))
  }
  const given = workflows.get(entry.kind)?.given?.(entry)
  for (const { code } of given?.units ?? []) found.unitIds.push(...[directory.unitByCode(code)].flatMap((unit) => unit?.id ?? []))
  return { ...found, unitIds: [...new Set(found.unitIds)], memberIds: [...new Set([...found.memberIds, ...(given?.memberIds ?? [])])] }
}

function codeOf(value: unknown): string {
  return typeof value === 'object' && value !== null && 'code' in value ? String(value.code) : ''
}

/** Was the entry given to the speaker himself, or to a unit in which he holds a post and that may be spoken of here? */
export function isAssignee(context: SpeakerContext, entry: Entry): boolean {
  const { speaker } = context
  const { unitIds, memberIds } = assigneesOf(context, entry)
  return memberIds.includes(speaker.id) || speaker.posts.some((post) => unitIds.includes(post.unitId) && liesHere(context, post.unitId))
}

/** For the one who gave it: names that the roster does not know, whom nobody told. `keys`: only what these fields name. */
export function unknownNote(context: SpeakerContext, entries: Entry[], keys?: string[]): Block[] {
  const unknown = new Set(entries.flatMap((entry) => assigneesOf(context, entry, keys).unknown))
  return unknown.size > 0 ? [note(`名册里没有“${[...unknown].join('”“')}”，没有通知到，请自行告知。`)] : []
}

/** For the one who wrote down something to do and named nobody: it stays with his own unit, and nobody was told. A unit's own list has no owner. */
export function ownerlessNote(context: SpeakerContext, entries: Entry[]): Block[] {
  const isOwnerless = (entry: Entry): boolean => {
    const { unitIds, memberIds, unknown } = assigneesOf(context, entry)
    return entry.status === 'assigned' && !isTaskList(entry) && [...unitIds, ...memberIds, ...unknown].length === 0
  }
  const [first] = entries.filter(isOwnerless)
  return first ? [note(`还没有责任单位，先记在您单位名下，没有告知谁。要交给谁，请发：改 ${first.no} 责任单位:…`)] : []
}
