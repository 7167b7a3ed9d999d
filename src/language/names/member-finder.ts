import type { Roster, Speaker } from '../types.ts'
import { heardAlike } from './household-candidates.ts'
import { type HouseholdIndex, indexHouseholds } from './household-index.ts'
import { type NameFinding, type NameReading, nameFinding } from './matches.ts'
import { isDoubleSurname, surnameAt, surnameOf } from './surnames.ts'
import type { Tree } from './tree.ts'
import { createWordFinder, type WordFinder } from './word-finder.ts'
import { endsName, fitsInName, startsWithWord, surelyEndsName } from './words.ts'

type MemberRow = Roster['members'][number]

/** 王县长, 刘站长, 李副书记. */
const TITLE =
  /^(?:副)?(?:县长|区长|市长|镇长|乡长|书记|局长|主任|站长|队长|组长|部长|委员|主席|科长|股长|所长|支书|村长|文书|会计|网格员|第一书记|专员|院长|校长|干事|工)/

/** All members by name and by surname. */
interface MemberWords {
  tree: Tree
  /** Members by sound; built when a name is first misspelt. */
  index: () => HouseholdIndex
  byId: Map<number, MemberRow>
  names: Map<string, MemberRow[]>
  surnames: Map<string, MemberRow[]>
  finder: WordFinder<MemberRow[]>
}

/** Finds members by their full name, or by surname and title; of several those near the speaker. */
export function createMemberFinder(members: MemberRow[], tree: Tree) {
  const names = new Map<string, MemberRow[]>()
  const surnames = new Map<string, MemberRow[]>()
  for (const member of members) {
    push(names, member.name, member)
    push(surnames, surnameOf(member.name), member)
  }
  let index: HouseholdIndex | undefined
  const words: MemberWords = {
    tree,
    index: () => {
      index ??= indexHouseholds(
        members.map(({ id, name }) => ({ id, villageId: 0, groupName: '', head: name })),
        () => '',
      )
      return index
    },
    byId: new Map(members.map((member) => [member.id, member])),
    names,
    surnames,
    finder: createWordFinder(names),
  }
  return {
    find: (text: string, speaker: Speaker): NameFinding[] => findMembers(words, text, speaker),
    byName: (name: string, speaker: Speaker): NameReading => memberByName(words, name.trim().replace(/(?:同志|老师)$/, ''), speaker),
  }
}

function findMembers(words: MemberWords, text: string, speaker: Speaker): NameFinding[] {
  const findings: NameFinding[] = []
  for (let at = 0; at < text.length - 1; at += 1) {
    const full = words.finder.at(text, at).find(({ end }) => isWholeName(text, at, end))
    const found = full === undefined ? titled(words, text, at) : { end: full.end, members: full.value }
    if (found === null) continue
    const rule = full === undefined ? 'title' : 'name'
    findings.push(nameFinding(prefer(words.tree, found.members, speaker), { start: at, end: found.end, rule }))
    at = found.end - 1
  }
  return findings
}

function memberByName(words: MemberWords, wanted: string, speaker: Speaker): NameReading {
  const exact = words.names.get(wanted)
  const [whole] = exact === undefined ? findMembers(words, wanted, speaker).filter(({ start }) => start === 0) : []
  const ids = exact !== undefined ? prefer(words.tree, exact, speaker) : whole === undefined ? [] : (whole.candidates ?? [whole.value])
  const [id] = ids
  if (id !== undefined && ids.length === 1) return { id, candidates: [], corrected: false }
  return ids.length > 0 ? { candidates: ids, corrected: false } : heard(words, wanted, speaker)
}

/** Colleagues of the speaker's own unit first, then his scope and chat, then the units above him, then all. */
function prefer(tree: Tree, found: MemberRow[], { scopeUnitIds, homeUnitId, chatUnitId }: Speaker): number[] {
  const own = [homeUnitId, chatUnitId].filter((id) => id !== null)
  const circles: ((unitId: number) => boolean)[] = [
    (unitId) => unitId === homeUnitId,
    (unitId) => tree.isWithin(unitId, [...scopeUnitIds, ...own]),
    (unitId) => own.some((id) => tree.isWithin(id, [unitId])),
  ]
  const circle = circles.find((holds) => found.some((member) => member.unitIds.some(holds)))
  return found.filter((member) => circle === undefined || member.unitIds.some(circle)).map(({ id }) => id)
}

function titled({ surnames }: MemberWords, text: string, at: number): { end: number; members: MemberRow[] } | null {
  const surname = surnameAt(text.slice(at, at + 2))
  const bearers = surnames.get(surname)
  const [title] = bearers === undefined ? [] : (TITLE.exec(text.slice(at + surname.length, at + surname.length + 6)) ?? [])
  if (bearers === undefined || title === undefined) return null
  const holders = bearers.filter((member) => member.titles.some((held) => held.includes(title)))
  return holders.length === 0 ? null : { end: at + surname.length + title.length, members: holders }
}

/** A name that sounds like exactly one member's near the speaker is taken; more are offered. */
function heard({ index, byId, tree }: MemberWords, wanted: string, speaker: Speaker): NameReading {
  if (wanted.length < 2 || wanted.length > 5) return { candidates: [], corrected: false }
  const alike = heardAlike(index(), wanted)
  const same = alike.filter(({ rule }) => rule === 'sound')
  const nearest = (same.length > 0 ? same : alike).flatMap(({ id }) => byId.get(id) ?? [])
  const ids = prefer(tree, nearest, speaker)
  const [id] = ids
  return id !== undefined && ids.length === 1 ? { id, candidates: [], corrected: true } : { candidates: ids, corrected: false }
}

function push(map: Map<string, MemberRow[]>, key: string, member: MemberRow): void {
  const others = map.get(key)
  if (others === undefined) map.set(key, [member])
  else others.push(member)
}

/** A name of two characters may be the beginning of a longer one (孙丽, 孙丽娟) or an ordinary word. */
function isWholeName(text: string, start: number, end: number): boolean {
  if (end - start > 2) return true
  const rest = text.slice(end)
  if (endsName(rest)) return true
  const longer = fitsInName(rest.charAt(0)) && surelyEndsName(rest.slice(1))
  return !longer && (isDoubleSurname(text.slice(start, start + 2)) || !startsWithWord(text.slice(start)))
}
