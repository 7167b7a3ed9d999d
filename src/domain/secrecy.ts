import { type EntryFilter, listEntries } from '../../db/queries/entry-lists.ts'
import type { DateText } from '../clock.ts'
import type { Entry, Member } from '../core/nouns.ts'
import { assigneesOf, isAssignee } from './assignment.ts'
import type { Command } from './command.ts'
import type { SpeakerContext } from './context.ts'
import type { House } from './house.ts'
import { type Duty, kindsOf } from './pack.ts'
import { isWriter } from './rights.ts'
import { liesHere, lineUnit, mayRead, reachOf } from './scope.ts'
import { ownerIdKey } from './subject.ts'

// Inspections and random draws stay secret until they are assigned (interface, 'Who may'): seen by inspectors, the named leader and
// their writer (and the administrator, who answers for the ledger itself), never shown or counted in a group.

/** The field of a secret report that names the leader whom it is for (报送领导). */
export const leaderField = 'leader'

/** More secret entries than a county makes in several years. */
const MOST_SECRETS = 5_000

/** Kinds whose command declares them secret. */
export function secretKindsOf(commands: readonly Command[]): ReadonlySet<string> {
  return new Set(commands.flatMap((command) => (command.form === 'report' && command.secret ? [command.name] : [])))
}

/** Is this kind of report one whose content stays secret? */
export function isSecretKind({ commands }: Pick<SpeakerContext, 'commands'>, kind: string): boolean {
  const command = commands.byName.get(kind)
  return command?.form === 'report' && command.secret === true
}

/** Is a secret kind shown to the named leader only, not to inspectors? */
function isLeaderOnly({ commands }: Pick<SpeakerContext, 'commands'>, kind: string): boolean {
  const command = commands.byName.get(kind)
  return command?.form === 'report' && command.leaderOnly === true
}

/** Does a duty ask for nothing but secret kinds? Then its figures are shown in no group. */
export function isSecret(duty: Duty, secretKinds: ReadonlySet<string>): boolean {
  return kindsOf(duty).every((kind) => secretKinds.has(kind))
}

/** Does the speaker hold a post that looks into secret kinds at all? What he sees of them is `maySeeEntry`'s to say. */
export function isInsider({ speaker }: SpeakerContext): boolean {
  return speaker.posts.some(({ role }) => role === 'inspector' || role === 'leader' || role === 'admin')
}

/** May the speaker see this entry here: it is his own, about or by a unit that he reads, or given to him or his unit? */
export function maySeeEntry(context: SpeakerContext, entry: Entry): boolean {
  if (isWriter(context, entry)) return true
  if (isSecretKind(context, entry.kind))
    return mayRead(context, entry.unitId) && looksInto(context, { ...entry, leaderOnly: isLeaderOnly(context, entry.kind) })
  return mayRead(context, entry.unitId) || (entry.byUnitId !== null && mayRead(context, entry.byUnitId)) || isAssignee(context, entry)
}

/**
 * May this entry, which the speaker may see, be spoken of here? In a group only what is about its unit or one below it, or was written
 * there or given to one of them; of the rest it is told how much there is (interface, 'Who may').
 */
export function belongsHere(context: SpeakerContext, entry: Entry): boolean {
  const { unitIds } = assigneesOf(context, entry)
  return [entry.unitId, ...(entry.byUnitId === null ? [] : [entry.byUnitId]), ...unitIds].some((unitId) => liesHere(context, unitId))
}

/** A filter for entries of a secret kind, narrowed to those that the speaker may see; other kinds are left as they are. */
export async function onlySeen(context: SpeakerContext, filter: EntryFilter): Promise<EntryFilter> {
  if (filter.kind === undefined || !isSecretKind(context, filter.kind)) return filter
  const entries = await listEntries(context.db, filter, MOST_SECRETS, true)
  return { ...filter, nos: entries.filter((entry) => maySeeEntry(context, entry)).map(({ no }) => no) }
}

/** Why the name given as 报送领导 cannot be taken, or null: it has to be a leader whom the roster knows. */
export function leaderRefusal({ house, today }: SpeakerContext, name: unknown): string | null {
  if (typeof name !== 'string') return null
  const found = house.directory.members(today).some((member) => member.name === name && member.posts.some(({ role }) => role === 'leader'))
  return found ? null : `名册里没有叫“${name}”的领导，没有记录。请写领导全名；不写“报送领导”的，由分管、包抓领导看。`
}

/** Who looks, and when. */
type Looker = Pick<SpeakerContext, 'house' | 'today' | 'speaker'>
type Secret = Pick<Entry, 'unitId' | 'fields'> & { byUnitId?: number | null; leaderOnly?: boolean }

/** May a member see what concerns a unit alone and nobody wrote: signals, plans, draws by schedule? Inspectors and the leader in charge. */
export function mayLookInto(looker: Looker, unitId: number): boolean {
  return looksInto(looker, { unitId, fields: {} })
}

/** The inspectors and leaders in office who may look into a unit; administrators only ask, they are not told. */
export function insidersOf(house: House, unitId: number, today: DateText): Member[] {
  return house.directory.members(today).flatMap((member) => {
    const speaker = { ...member, posts: member.posts.filter(({ role }) => role === 'inspector' || role === 'leader') }
    return speaker.posts.length > 0 && mayLookInto({ house, today, speaker }, unitId) ? [member] : []
  })
}

function looksInto(context: Looker, entry: Secret): boolean {
  const { house, speaker } = context
  const { directory } = house
  return speaker.posts.some((post) => {
    if (!directory.isWithin(entry.unitId, reachOf(directory, post))) return false
    return (
      (post.role === 'inspector' && !entry.leaderOnly) || post.role === 'admin' || (post.role === 'leader' && isNamedLeader(context, entry))
    )
  })
}

/**
 * The leader for whom it is: whom the report itself names, or who is in charge of the unit (包抓, 分管). Where nobody is, inspectors keep it
 * to themselves; a proposal that is for leaders alone goes to those of the level that made it, since nobody else would ever read it.
 */
function isNamedLeader(context: Looker, { unitId, byUnitId, fields, leaderOnly }: Secret): boolean {
  const { speaker, house } = context
  const named = fields[ownerIdKey(leaderField)]
  const inCharge = leadersOf(context, unitId)
  if (named === speaker.id || inCharge.includes(speaker.id)) return true
  if (!leaderOnly || typeof named === 'number' || inCharge.length > 0) return false
  const level = lineUnit(house.directory, byUnitId ?? unitId)
  return speaker.posts.some((post) => post.role === 'leader' && post.unitId === level)
}

/** Leaders in office who are paired with the unit or one above it. */
function leadersOf({ house, today }: Pick<Looker, 'house' | 'today'>, unitId: number): number[] {
  const { directory } = house
  return directory.contacts.flatMap(({ kind, memberId, forUnitId }) => {
    if ((kind !== '包抓' && kind !== '分管') || memberId === null || forUnitId === null) return []
    const isLeader = directory.member(memberId, today)?.posts.some((post) => post.role === 'leader')
    return isLeader && directory.isWithin(unitId, forUnitId) ? [memberId] : []
  })
}
