import type { Db } from '../../../db/client.ts'
import { inventPeople } from '../../../db/demo/people.ts'
import type { ContactRow } from '../../../db/queries/roster.ts'
import { replaceContacts } from '../../../db/queries/roster-bulk.ts'
import { bumpRosterVersion } from '../../../db/queries/roster-version.ts'
import type { ContactKind, Unit, UnitKind } from '../../core/nouns.ts'
import type { MemberRow, UnitRow } from '../../core/roster-rows.ts'
import { contactRules } from '../contact-kinds.ts'
import type { House } from '../house.ts'
import type { Pack } from '../pack.ts'
import type { RosterRows } from '../roster-import.ts'

/** More households would not tell more about the rules, and only take time: in large places every second, third … is invented. */
const MOST_HOUSEHOLDS = 20_000

const offices: Partial<Record<UnitKind, string[]>> = {
  department: ['示例一局', '示例二局', '示例三局', '示例四局'],
  taskforce: ['示例一专班', '示例二专班', '示例三专责工作组'],
  enterprise: ['示例一公司', '示例二公司', '示例三公司'],
  inspection: ['示例第一督查组', '示例第二督查组'],
}

/**
 * The units as they are, with offices where the rules speak of such and the file has none, and with people and households invented by the
 * seed; whatever the rules single out is there: posts are held, and every second unit has the attribute that is asked for.
 */
export function inventWorld(units: readonly UnitRow[], pack: Pack, seed: number): RosterRows {
  const root = units.find(({ parentCode }) => parentCode === null)
  const wanted = Object.entries(offices).filter(([kind]) => !units.some((unit) => unit.kind === kind) && speaksOf(pack, kind))
  const invented = wanted.flatMap(([kind, names], group) =>
    names.map(
      (name, index): UnitRow => ({
        code: `${root?.code ?? ''}9${group}${index}`,
        name,
        kind: kind as UnitKind,
        parentCode: root?.code ?? null,
        aliases: [],
      }),
    ),
  )
  const all = attribute([...units, ...invented], pack)
  const people = inventPeople(all, seed)
  const { households } = people
  const members = [...people.members, ...holders(all, pack, people.members)]
  const every = Math.ceil(households.length / MOST_HOUSEHOLDS)
  return { units: all, members, households: households.filter((_, index) => index % every === 0) }
}

/** Attributes that the rules ask for (有巩固任务, 牵头部门), on every second unit of the kind where the file gives them to none. */
function attribute(units: UnitRow[], { duties }: Pack): UnitRow[] {
  const wanted = [
    ...duties.flatMap(({ who }) => (who.attribute ? [{ kinds: who.kind ?? [], words: who.attribute }] : [])),
    ...duties.flatMap(({ among }) => (among ? [{ kinds: ['village'] as const, words: among }] : [])),
  ]
  return wanted.reduce((all, { kinds, words: [word = '', ...others] }) => {
    if (all.some(({ attributes = [] }) => [word, ...others].some((one) => attributes.includes(one)))) return all
    let count = 0
    return all.map((unit) => {
      const isMeant = kinds.some((kind) => kind === unit.kind)
      if (isMeant) count += 1
      return isMeant && count % 2 === 1 ? { ...unit, attributes: [...(unit.attributes ?? []), word] } : unit
    })
  }, units)
}

/** Posts that duties name and nobody has been given (大队长): in each township one of the leaders of the topmost unit holds it besides his own. */
function holders(units: readonly UnitRow[], { duties }: Pack, members: readonly MemberRow[]): MemberRow[] {
  const root = units.find(({ parentCode }) => parentCode === null)
  const leaders = members.filter(({ unitCode, role }) => unitCode === root?.code && role === 'leader')
  const held = new Set(members.map(({ post }) => post))
  const wanted = new Set(duties.flatMap(({ who: { post = [] } }) => (post.some((title) => held.has(title)) ? [] : post.slice(0, 1))))
  const townships = units.filter(({ kind }) => kind === 'township')
  return [...wanted].flatMap((post) =>
    townships.flatMap(({ code }, index) => {
      const leader = leaders[index % leaders.length]
      return leader ? [{ ...leader, unitCode: code, post }] : []
    }),
  )
}

/** Does a rule concern units of such a kind, as those who owe or by pairing? Inspectors are always there: spot checks and signals go to them. */
function speaksOf({ duties, schedules }: Pack, kind: string): boolean {
  const meant = [...duties.map(({ who }) => who), ...schedules.flatMap(({ to }) => to ?? [])]
  return kind === 'inspection' || meant.some((who) => who.kind?.some((one) => one === kind) || holdersOf(who.contact).includes(kind))
}

function holdersOf(kind: ContactKind | undefined): readonly string[] {
  const holder = kind && contactRules[kind].holder
  return holder === undefined || holder === 'member' ? [] : holder
}

/** Pairs whom the rules want paired: leaders with the places right below them, offices with townships or villages, one after the other. */
export async function pairUp(tx: Db, { directory }: House, on: string): Promise<void> {
  const added = Object.entries(contactRules).flatMap(([word, { holder, grounds }]) => {
    const kind = word as ContactKind
    const ground = directory.units.filter((unit) =>
      grounds ? grounds.includes(unit.kind) : unit.parentId === directory.root?.id && isLine(unit),
    )
    if (ground.length === 0) return []
    if (holder === 'member') {
      const leaders = directory
        .members(on)
        .filter(({ posts }) => posts.some((post) => post.role === 'leader' && post.unitId === directory.root?.id))
      if (leaders.length === 0) return []
      return ground.map((unit, index): ContactRow => {
        const { id = 0 } = leaders[index % leaders.length] ?? {}
        return { kind, memberId: id, unitId: directory.root?.id ?? 0, forUnitId: unit.id, matter: null }
      })
    }
    const holders = directory.units.filter((unit) => holder.includes(unit.kind))
    return holders.map((unit, index): ContactRow => {
      const { id = 0 } = ground[index % ground.length] ?? {}
      return { kind, memberId: null, unitId: unit.id, forUnitId: id, matter: null }
    })
  })
  await replaceContacts(tx, { gone: [], added })
  await bumpRosterVersion(tx)
}

function isLine({ kind }: Unit): boolean {
  return kind === 'county' || kind === 'township' || kind === 'village'
}
