import { withoutOverlaps } from '../found.ts'
import { recently } from '../recently.ts'
import type { Speaker } from '../types.ts'
import { type NameFinding, type NameReading, nameFinding } from './matches.ts'
import { soundKeys } from './sounds.ts'
import { surnameAt } from './surnames.ts'
import type { Tree } from './tree.ts'
import { namesOf, partAndEnding, type Strength, strengths, type UnitName, type UnitRow, withoutParent } from './unit-names.ts'
import { createWordFinder, type WordFinder } from './word-finder.ts'

interface Bearer {
  id: number
  strength: Strength
  loose: boolean
}

/** All names of all units, ready to be looked up. */
interface UnitWords {
  tree: Tree
  words: Map<string, Bearer[]>
  finder: WordFinder<Bearer[]>
  /** Units by how their names sound, with the ending. */
  heard: Map<string, number[]>
  /** Departments by their names without the county's. */
  offices: { id: number; name: string }[]
}

const PAUSE = /^(?:$|[^\p{Script=Han}\w]|的)/u
const OFFICE_END = /[局办委部会站社中心院队]/g
const ENDING = /镇|乡|街道|社区|村|局/g
const HAN_BEFORE = /\p{Script=Han}*$/u

/** Finds units by name, alias, unique part, usual short form, and by sound where the ending (镇, 村, 局 …) shows that a unit is meant. */
export function createUnitFinder(units: UnitRow[], tree: Tree) {
  const unitWords = collectWords(units, tree)
  return {
    find: recently((text: string, speaker: Speaker): NameFinding[] => findUnits(unitWords, text, speaker)),
    byName(name: string, speaker: Speaker): NameReading {
      const wanted = name.trim()
      const bearers = unitWords.finder.get(wanted)
      const [only] =
        bearers === undefined ? findUnits(unitWords, wanted, speaker).filter(({ start, end }) => start === 0 && end === wanted.length) : []
      const ids = bearers === undefined ? (only === undefined ? [] : (only.candidates ?? [only.value])) : prefer(bearers, speaker, tree)
      const [id] = ids
      if (id !== undefined && ids.length === 1) return { id, candidates: [], corrected: only?.corrected ?? false }
      const near = ids.length > 0 ? ids : similarNames(unitWords, wanted).filter((unitId) => tree.isWithin(unitId, speaker.scopeUnitIds))
      return { candidates: near, corrected: false }
    },
    /** The units that the longest name at a place may stand for. */
    at(text: string, place: number): { end: number; ids: number[] } | null {
      const [longest] = unitWords.finder.at(text, place)
      return longest === undefined ? null : { end: longest.end, ids: longest.value.map(({ id }) => id) }
    },
  }
}

function collectWords(units: UnitRow[], tree: Tree): UnitWords {
  const words = new Map<string, Bearer[]>()
  const heard = new Map<string, number[]>()
  const offices: UnitWords['offices'] = []
  for (const unit of units) {
    const parentName = unit.parentId === null ? '' : (tree.unit(unit.parentId)?.name ?? '')
    for (const name of namesOf(unit, parentName)) {
      push(words, name.name, { id: unit.id, strength: name.strength, loose: name.loose })
      for (const key of spoken(name)) push(heard, key, unit.id)
    }
    if (unit.kind === 'department') offices.push({ id: unit.id, name: withoutParent(unit.name, parentName) })
  }
  return { tree, words, finder: createWordFinder(words), heard, offices }
}

function findUnits(unitWords: UnitWords, text: string, speaker: Speaker): NameFinding[] {
  const exact = named(unitWords, text, speaker)
  const taken = new Uint8Array(text.length)
  for (const { start, end } of exact) taken.fill(1, start, end)
  const isFree = (start: number, end: number) => taken.subarray(start, end).every((mark) => mark === 0)
  const short = abbreviated(unitWords, text).filter(({ start, end }) => isFree(start, end))
  const found = joined(unitWords, text, withoutOverlaps([...exact, ...short, ...misheard(unitWords, text, { speaker, isFree })]))
  return found.map((finding) => withWhose(unitWords, text, finding))
}

/** 县, 我县, 县委, 咱们: whose office it is, said before its name; 宁县水务局 is another county's. */
const WHOSE =
  /(?:^|[^\p{Script=Han}]|[给由请让交报向找和与及同跟])(?<words>(?=.)(?:我们|咱们|我|咱|本)?(?:(?<level>[县市区旗镇乡])(?:里|上|委|政府)?)?的?)$/u
const OFFICES: ReadonlySet<string> = new Set(['department', 'taskforce', 'inspection'])

/** 县水务局, 咱们水务局: the words that say whose office it is belong to its name, where it is an office of that level. */
function withWhose({ tree }: UnitWords, text: string, finding: NameFinding): NameFinding {
  const units = (finding.candidates ?? [finding.value]).map((id) => tree.unit(id))
  if (!units.every((unit) => OFFICES.has(unit?.kind ?? ''))) return finding
  const { words = '', level = '' } = WHOSE.exec(text.slice(Math.max(0, finding.start - 8), finding.start))?.groups ?? {}
  const isMeant = units.every((unit) => tree.unit(unit?.parentId ?? 0)?.name.endsWith(level))
  return words !== '' && isMeant ? { ...finding, start: finding.start - words.length } : finding
}

/** Of several bearers those in the speaker's scope, then those of the chat, then those nearby, then all; of these the strongest. */
function prefer(bearers: Bearer[], { scopeUnitIds, chatUnitId, homeUnitId }: Speaker, tree: Tree): number[] {
  const around = homeUnitId === null ? null : (tree.unit(homeUnitId)?.parentId ?? null)
  const circles = [scopeUnitIds, [chatUnitId], [around]].map((ids) => ids.filter((id) => id !== null))
  const circle = circles.find((ids) => bearers.some(({ id }) => tree.isWithin(id, ids)))
  const kept = circle === undefined ? bearers : bearers.filter(({ id }) => tree.isWithin(id, circle))
  const strongest = Math.min(...kept.map(({ strength }) => strength))
  return [...new Set(kept.filter(({ strength }) => strength === strongest).map(({ id }) => id))]
}

function named({ finder, tree }: UnitWords, text: string, speaker: Speaker): NameFinding[] {
  const findings: NameFinding[] = []
  for (let at = 0; at < text.length; at += 1) {
    const counts = ({ start, end, value }: { start: number; end: number; value: Bearer[] }) =>
      value.some((bearer) => !bearer.loose || standsAlone(text, start, end)) && !isInName(text, start, end)
    const word = finder.at(text, at).find(counts)
    if (word === undefined) continue
    const rule = word.value.some(({ strength }) => strength === strengths.own) ? 'name' : 'part'
    findings.push(nameFinding(prefer(word.value, speaker, tree), { start: at, end: word.end, rule }))
    at = word.end - 1
  }
  return findings
}

/** 住建局 for 住房和城乡建设局: the first character, and the others in their order. */
function abbreviated({ offices }: UnitWords, text: string): NameFinding[] {
  const officesFor = (short: string) => offices.filter(({ name }) => isAbbreviation(short, name)).map(({ id }) => id)
  return [...text.matchAll(OFFICE_END)].flatMap(({ index }) => {
    const end = index + 1
    const short = [4, 3].map((length) => text.slice(Math.max(0, end - length), end)).find((each) => officesFor(each).length > 0)
    return short === undefined ? [] : [nameFinding(officesFor(short), { start: end - short.length, end, rule: 'short' })]
  })
}

/** Whose ears, and which places no unit spelt rightly takes. */
interface Listening {
  speaker: Speaker
  isFree(start: number, end: number): boolean
}

/** 马玲镇 → 马岭镇. */
function misheard({ heard, tree }: UnitWords, text: string, { speaker, isFree }: Listening): NameFinding[] {
  const known = new Map<string, number[]>()
  const soundingLike = (part: string, ending: string): number[] => {
    const ids = known.get(part + ending) ?? soundKeys(part).flatMap((key) => heard.get(key + ending) ?? [])
    known.set(part + ending, ids)
    return ids
  }
  return [...text.matchAll(ENDING)].flatMap(({ index, 0: ending }) => {
    const before = HAN_BEFORE.exec(text.slice(Math.max(0, index - 5), index))?.[0] ?? ''
    for (let length = before.length; length > 1; length -= 1) {
      if (!isFree(index - length, index + ending.length)) continue
      const ids = soundingLike(before.slice(-length), ending)
      const place = { start: index - length, end: index + ending.length, rule: 'sound' }
      if (ids.length > 0) return [{ ...nameFinding(prefer(ids.map(asBearer), speaker, tree), place), corrected: true }]
    }
    return []
  })
}

function asBearer(id: number): Bearer {
  return { id, strength: strengths.own, loose: false }
}

/** 马岭镇贺旗村 and 驿马镇 老庄村 are one unit: the lower one, looked for below the upper one. */
function joined(unitWords: UnitWords, text: string, findings: NameFinding[]): NameFinding[] {
  const done: NameFinding[] = []
  for (const finding of findings) {
    const upper = done.at(-1)
    const touches = upper !== undefined && upper.value !== 0 && /^[\s的]?$/.test(text.slice(upper.end, finding.start))
    const below = touches ? idsBelow(unitWords, text, { finding, upperId: upper.value }) : []
    if (upper === undefined || below.length === 0) {
      done.push(finding)
      continue
    }
    const lower = nameFinding(below, { start: upper.start, end: finding.end, rule: finding.rule })
    done.splice(-1, 1, upper.corrected || finding.corrected ? { ...lower, corrected: true } : lower)
  }
  return done
}

function idsBelow({ finder, tree }: UnitWords, text: string, { finding, upperId }: { finding: NameFinding; upperId: number }): number[] {
  const bearers = finder.get(text.slice(finding.start, finding.end))?.map(({ id }) => id) ?? finding.candidates ?? [finding.value]
  return bearers.filter((id) => id !== upperId && tree.isWithin(id, [upperId]))
}

/** Units with a name that differs in one character: to be offered, never taken. */
function similarNames({ words }: UnitWords, wanted: string): number[] {
  const near = new Set<number>()
  for (const [name, bearers] of words) {
    if (name.length === wanted.length && name.length > 2 && differInOne(name, wanted)) for (const { id } of bearers) near.add(id)
  }
  return [...near]
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key)
  if (values === undefined) map.set(key, [value])
  else values.push(value)
}

function spoken({ name }: UnitName): string[] {
  const parts = partAndEnding(name)
  return parts === null ? [] : soundKeys(parts.part, 4).map((key) => key + parts.ending)
}

function standsAlone(text: string, start: number, end: number): boolean {
  return PAUSE.test(text.slice(end)) && PAUSE.test(text.charAt(start - 1))
}

/** 张柏树 is a person, not the village 柏树: a surname after a pause, then two characters that end there. */
function isInName(text: string, start: number, end: number): boolean {
  if (end - start > 2 || start === 0) return false
  return surnameAt(text.charAt(start - 1)) !== '' && PAUSE.test(text.charAt(start - 2)) && PAUSE.test(text.slice(end))
}

function isAbbreviation(short: string, name: string): boolean {
  if (short.length < 3 || short.length >= name.length || short[0] !== name[0]) return false
  let at = 0
  for (const character of name) if (character === short[at]) at += 1
  return at === short.length
}

function differInOne(a: string, b: string): boolean {
  let differing = 0
  for (let at = 0; at < a.length && differing < 2; at += 1) if (a.charCodeAt(at) !== b.charCodeAt(at)) differing += 1
  return differing === 1
}
