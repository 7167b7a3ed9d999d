import type { Member, Post, Role, Unit } from '../core/nouns.ts'
import type { SpeakerContext } from './context.ts'
import type { Directory } from './directory.ts'

/** Units that stand beside the line of county, township and village. */
const beside = new Set<Unit['kind']>(['department', 'taskforce', 'enterprise', 'inspection'])

/** Is it a post in a unit beside the line of county, township and village? */
export function isBeside(directory: Directory, post: Pick<Post, 'unitId'>): boolean {
  return beside.has(directory.unit(post.unitId).kind)
}

/** The county, township or village that a unit beside the line works for; any other unit itself. */
export function lineUnit(directory: Directory, unitId: number): number {
  return isBeside(directory, { unitId }) ? (directory.unit(unitId).parentId ?? unitId) : unitId
}

/** Where a post lets its holder report: its unit's subtree; an admin's is everything (interface, 'Who may'). */
export function postRoot(directory: Directory, post: Post): number {
  return post.role === 'admin' ? (directory.root?.id ?? post.unitId) : post.unitId
}

/** Where a post lets its holder report on others' ground: departments, taskforces and inspection groups look over their parent's subtree. */
export function wideRoot(directory: Directory, post: Post): number {
  const { parentId } = directory.unit(post.unitId)
  const wide = isBeside(directory, post) || post.role === 'inspector'
  return wide && parentId !== null ? parentId : postRoot(directory, post)
}

/** What a post lets its holder see, and an inspector report on: its unit's subtree, an inspector's his group's parent. */
export function reachOf(directory: Directory, post: Post): number {
  return post.role === 'inspector' ? wideRoot(directory, post) : postRoot(directory, post)
}

/** Who may use a report command: its roles, and whether it looks over the parent's subtree (督查, 调研). */
export interface ReportRight {
  roles: readonly Role[]
  wide?: boolean
}

/**
 * The post by which a member may report on a unit, or undefined. The post nearest to the chat's unit comes first, so that who holds
 * two posts speaks for the one whose group he types in.
 */
export function reportingPost(directory: Directory, member: Member, unitId: number, right: ReportRight): Post | undefined {
  return member.posts.find((post) => {
    if (!right.roles.includes(post.role)) return false
    const root = right.wide ? wideRoot(directory, post) : reachOf(directory, post)
    return directory.isWithin(unitId, root)
  })
}

/** Who speaks where: all that scope depends on. */
export type Standpoint = Pick<SpeakerContext, 'chat' | 'speaker' | 'house'>

/** The post that a member speaks from in a chat: one in the chat's unit, else one above or below it, else the first. */
export function speakingPost(context: Standpoint): Post | undefined {
  const { chat, speaker } = context
  const { directory } = context.house
  const unitId = chat.unitId
  if (unitId === null) return speaker.posts[0]
  return (
    speaker.posts.find((post) => post.unitId === unitId) ??
    speaker.posts.find((post) => directory.isWithin(post.unitId, unitId) || directory.isWithin(unitId, post.unitId)) ??
    speaker.posts[0]
  )
}

/** Roots of what a member may read: the subtrees of his posts' units, narrowed to the group's unit when asked in a group. */
export function readableRoots(context: Standpoint): number[] {
  const { directory } = context.house
  const own = [...new Set(context.speaker.posts.map((post) => reachOf(directory, post)))]
  const group = context.chat.kind === 'group' ? context.chat.unitId : null
  if (group === null) return context.chat.kind === 'group' ? [] : own
  return own.flatMap((root) => (directory.isWithin(group, root) ? [group] : directory.isWithin(root, group) ? [root] : []))
}

/** May the speaker see what concerns this unit, here? */
export function mayRead(context: Standpoint, unitId: number): boolean {
  return readableRoots(context).some((root) => context.house.directory.isWithin(unitId, root))
}

/** Does this unit lie where the chat reaches: anywhere in a direct chat, in a group its unit and below? */
export function liesHere({ chat, house }: Pick<Standpoint, 'chat' | 'house'>, unitId: number): boolean {
  return chat.kind !== 'group' || (chat.unitId !== null && house.directory.isWithin(unitId, chat.unitId))
}

/** May he hear who looks after this unit: one that he reads, or one above his own? */
export function mayHearOf(context: Standpoint, unitId: number): boolean {
  const { directory } = context.house
  return mayRead(context, unitId) || context.speaker.posts.some((post) => directory.isWithin(post.unitId, unitId))
}

/** May the speaker act on entries about this unit as one who answers for it (manager of it or above, or admin)? */
export function manages(directory: Directory, member: Member, unitId: number): boolean {
  return member.posts.some(
    (post) => (post.role === 'manager' || post.role === 'admin') && directory.isWithin(unitId, postRoot(directory, post)),
  )
}

/** May he send a list that fans out to villages (预警清单, 政策名单)? Departments, and the managers of townships and the county. */
export function maySendList(directory: Directory, member: Member): boolean {
  return member.posts.some(({ role, unitId }) => role === 'admin' || role === 'manager' || directory.unit(unitId).kind === 'department')
}

/** Is he a system administrator? */
export function isAdmin(member: Member): boolean {
  return member.posts.some((post) => post.role === 'admin')
}

/** In groups above village level household heads are masked: 王*态 (interface §2). */
export function mustMask(context: {
  chat: { kind: string; unitId: number | null; outsiders: boolean }
  house: { directory: Directory }
}): boolean {
  const { chat, house } = context
  if (chat.kind !== 'group') return false
  return chat.outsiders || chat.unitId === null || house.directory.unit(chat.unitId).kind !== 'village'
}

/** 王亦态 → 王*态, 张三 → 张*. */
export function maskName(name: string): string {
  const characters = [...name]
  const first = characters[0] ?? ''
  const last = characters.at(-1) ?? ''
  return characters.length <= 2 ? `${first}*` : `${first}${'*'.repeat(characters.length - 2)}${last}`
}

/** A head's name as it may be shown here. */
export function shownName(context: Parameters<typeof mustMask>[0], name: string): string {
  return mustMask(context) ? maskName(name) : name
}
