import { addAudit } from '../../db/queries/audit.ts'
import {
  addHousehold,
  addRosterChange,
  changeHousehold,
  type RosterChange,
  settleRosterChange,
  waitingRosterChanges,
} from '../../db/queries/roster-changes.ts'
import { addDays } from '../clock.ts'
import { note, text } from '../core/blocks.ts'
import type { Member, Role } from '../core/nouns.ts'
import { accepted, type Notice, type Reply, refused } from '../core/reply.ts'
import type { Context, SpeakerContext } from './context.ts'
import type { Directory } from './directory.ts'
import { shortDate } from './figure-notes.ts'
import { householdToChange } from './household-named.ts'
import { manages, maskName, reportingPost, shownName } from './scope.ts'

/** Who may ask for changes of the roster: those who report for the village, and who answers for it. */
export const rosterRoles: readonly Role[] = ['reporter', 'manager', 'admin']

/** What is to be changed. The reason of a new head is the old one's name. */
export type RosterWish = Pick<
  RosterChange,
  'kind' | 'villageId' | 'householdId' | 'groupName' | 'head' | 'householdKind' | 'persons' | 'reason'
>

const titles: Record<RosterWish['kind'], string> = {
  new: '新增户',
  split: '分户',
  head: '换户主',
  close: '销户',
  move: '迁出',
  class: '类别变动',
}

/** Of a manager of the township the word holds at once; anybody else's waits for him (counting-rules 1). */
export function mayConfirmChange({ house, speaker }: SpeakerContext, villageId: number): boolean {
  return manages(house.directory, speaker, house.directory.unit(villageId).parentId ?? villageId)
}

/** Carries out a wish, or files it and asks the township's managers. */
export async function propose(context: SpeakerContext, wish: RosterWish): Promise<Reply> {
  const { db, house, speaker, now } = context
  if (!reportingPost(house.directory, speaker, wish.villageId, { roles: rosterRoles }))
    return refused('这里不在您的范围内，不能变动名册。请联系当地的村干部或乡镇管理员。')
  const fault = whyImpossible(context, wish)
  if (fault) return refused(fault)
  const same = (await waitingRosterChanges(db)).find((change) => isSame(change, wish))
  if (mayConfirmChange(context, wish.villageId)) {
    if (same) await settleRosterChange(db, same.id, 'confirmed')
    // The book of changes is where a head's old name is kept.
    else if (wish.kind === 'head') await addRosterChange(db, { ...wish, byMemberId: speaker.id, at: now, state: 'confirmed' })
    await carryOut(context, wish)
    return accepted([text(`已登记：${changeWords(context, wish)}。`), note(effectWords(context, wish))], {
      notices: same ? [settledNotice(same, `已确认。${effectWords(context, wish)}`)] : [],
    })
  }
  if (same) return refused(`这件事已经报过，正在等乡镇管理员确认（编号 ${same.id}），不用再报。`)
  const id = await addRosterChange(db, { ...wish, byMemberId: speaker.id, at: now, state: 'waiting' })
  return accepted([text(`已报送：${changeWords(context, wish)}。等乡镇管理员确认后生效（编号 ${id}）。`)], {
    notices: managersAbove(context, wish.villageId).map((manager) => askManager(context, { ...wish, id }, manager)),
  })
}

/** 销户, 迁出: a household leaves the roster, with its reason. */
export async function proposeLeaving(context: Context, kind: 'close' | 'move', rest: string): Promise<Reply> {
  const { speaker } = context
  const [, head, reason] = /^(\S+?)[\s，,、:：]+(.+)$/s.exec(rest.trim()) ?? []
  const example = kind === 'close' ? '销户 王亦态 独居老人去世' : '迁出 王亦态 整户搬到西峰区'
  if (!speaker || head === undefined || reason === undefined) return refused(`请写户主和原因，例如：${example}`)
  const household = householdToChange({ ...context, speaker }, head)
  if (typeof household === 'string') return refused(household)
  const { id, villageId, groupName } = household
  const wish = { kind, villageId, householdId: id, groupName, head: null, householdKind: null, persons: null, reason: reason.trim() }
  return await propose({ ...context, speaker }, wish)
}

function isSame(change: RosterChange, wish: RosterWish): boolean {
  const keys = ['kind', 'villageId', 'householdId', 'groupName', 'head'] as const
  return keys.every((key) => change[key] === wish[key])
}

/** Why a wish cannot be carried out as the roster stands, or null. */
export function whyImpossible(context: SpeakerContext, wish: RosterWish): string | null {
  const { directory } = context.house
  const changed = wish.householdId === null ? undefined : directory.household(wish.householdId)
  if (changed?.until) return `${shownName(context, changed.head)}这一户已经移出名册，不用再办。`
  if (wish.kind === 'split' && changed && (wish.persons ?? 0) >= changed.persons)
    return `${shownName(context, changed.head)}户在册 ${changed.persons} 人，分出去的人数要比这少。整户变动请发“换户主”或“迁出”。`
  const namesake = directory
    .households(wish.villageId)
    .find((household) => household.groupName === wish.groupName && household.head === wish.head)
  if (!namesake) return null
  const where = `${directory.unit(wish.villageId).name}${wish.groupName}`
  return namesake.until === null
    ? `${where}名册里已有${shownName(context, namesake.head)}这一户。确是同名的另一户，请在姓名后加括号区别，如 王亦态（小）。`
    : `${where}曾有同名的一户，已于${shortDate(namesake.until)}移出名册。请在姓名后加括号区别，如 王亦态（返）。`
}

/**
 * Changes the roster. A new or split household counts from the next period (it is on the roster from tomorrow), one that left leaves
 * the live figures today; a new head keeps the household's id and history (counting-rules 1).
 */
export async function carryOut(context: SpeakerContext, wish: RosterWish): Promise<void> {
  const { db, house, speaker, now, today } = context
  const changed = wish.householdId === null ? undefined : house.directory.household(wish.householdId)
  let target = wish.householdId
  if (wish.kind === 'new' || wish.kind === 'split') {
    target = await addHousehold(db, {
      villageId: wish.villageId,
      groupName: wish.groupName,
      head: wish.head ?? '',
      kind: wish.householdKind ?? changed?.kind ?? '一般户',
      persons: wish.persons ?? 1,
      carerId: changed?.carerId ?? null,
      since: addDays(today, 1),
    })
    if (changed) await changeHousehold(db, changed.id, { persons: changed.persons - (wish.persons ?? 0) })
  } else if (changed && wish.kind === 'head') await changeHousehold(db, changed.id, { head: wish.head ?? changed.head })
  else if (changed && wish.kind !== 'class')
    await changeHousehold(db, changed.id, { until: today, untilReason: `${titles[wish.kind]}，${wish.reason}` })
  await addAudit(db, { at: now, memberId: speaker.id, action: 'roster', target: `household:${target}`, detail: titles[wish.kind] })
}

/** 分户 纸房村一组 王亦态 → 王新（3人）. */
export function changeWords(context: SpeakerContext, wish: RosterWish, show = (name: string) => shownName(context, name)): string {
  const { directory } = context.house
  const old = wish.householdId === null ? undefined : directory.household(wish.householdId)
  const names = [old?.head, wish.head].flatMap((name) => (name ? [show(name)] : [])).join(' → ')
  const facts = [wish.householdKind, wish.persons === null ? null : `${wish.persons}人`].filter((fact) => fact !== null).join('，')
  const where = `${directory.unit(wish.villageId).name}${wish.groupName}`
  const reason = wish.kind === 'head' || wish.reason === '' ? '' : `：${wish.reason}`
  return `${titles[wish.kind]} ${where} ${names}${facts === '' ? '' : `（${facts}）`}${reason}`
}

/** 户数变动 +1 −0 …: what a change does to the figures. */
export function effectWords({ today }: SpeakerContext, { kind }: RosterWish): string {
  if (kind === 'head') return '户数不变，原来的走访和记录都接着算。'
  if (kind === 'new' || kind === 'split') return `户数变动 +1 −0：${shortDate(addDays(today, 1))}起在册，从下期计入应走户数。`
  return `户数变动 +0 −1：${shortDate(today)}起不再计入，统计里列名说明原因。`
}

/** Managers of the township, else of the nearest unit above it that has one. */
function managersAbove({ house, today }: SpeakerContext, villageId: number): Member[] {
  const { directory } = house
  for (let unitId = directory.unit(villageId).parentId; unitId !== null; unitId = directory.unit(unitId).parentId) {
    const here = managersOf(directory, unitId, today)
    if (here.length > 0) return here
  }
  return []
}

function managersOf(directory: Directory, unitId: number, on: string): Member[] {
  return directory.members(on).filter(({ posts }) => posts.some((post) => post.role === 'manager' && post.unitId === unitId))
}

function askManager(context: SpeakerContext, change: RosterWish & { id: number }, manager: Member): Notice {
  const { house, speaker } = context
  // Without a direct chat the notice falls back to the unit's group, where heads are masked.
  const show = house.directory.directChatsOf(manager.id).length > 0 ? (name: string) => name : maskName
  const stays = change.kind === 'move' ? '长期外出务工的户不办迁出，仍在名册。' : ''
  return {
    to: { memberId: manager.id },
    key: `roster-change/${change.id}/${manager.id}`,
    content: {
      blocks: [
        text(
          `${speaker.name}报：${changeWords(context, change, show)}。${stays}请核实：同意发“确认户 ${change.id}”，不同意发“不同意户 ${change.id} 原因”。`,
        ),
      ],
      buttons: ['确认户', '不同意户'].map((word) => ({ text: `${word} ${change.id}`, says: `${word} ${change.id}` })),
    },
  }
}

/** Tells who asked what became of it: without names, since a notice may fall back to a group. */
export function settledNotice(change: RosterChange, outcome: string): Notice {
  return {
    to: { memberId: change.byMemberId },
    key: `roster-change/${change.id}/settled`,
    content: { blocks: [text(`您报的“${titles[change.kind]}”（编号 ${change.id}）${outcome}`)] },
  }
}
