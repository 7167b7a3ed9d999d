import { groundsIn } from './grounds.ts'
import { bySurname, exactAt, exactRule, inGroup, judge, nearest, type Verdict, type Where } from './household-candidates.ts'
import type { HouseholdIndex } from './household-index.ts'
import { type Group, groupAfter, groupAtEnd, groupBefore, skipFillers, skipHome, skipTime, withoutTitle } from './household-prefix.ts'
import { type HouseholdMatch, type NameFinding, nameFinding } from './matches.ts'
import { surnameCalled } from './surname-call.ts'
import { surnameAt } from './surnames.ts'
import { endsName, fitsInName, hasNameForm, isOrdinaryWord, looksLikeName, startsWithWord, surelyEndsName } from './words.ts'

/** A village or township named at a place, as the villages it stands for. */
export type UnitAt = (text: string, at: number) => { end: number; villageIds: number[] } | null

/** A text being read: where the name itself begins, after unit and group, and where to look for it. */
interface Reading {
  index: HouseholdIndex
  text: string
  /** Where the words begin that name the household. */
  start: number
  /** Where the name begins. */
  at: number
  where: Where
  /** A unit or group stood before, so that a name is to be expected. */
  placed: boolean
}

/** Finds households by their head's name. `index` builds the index when first needed. */
export function createHouseholdFinder(index: () => HouseholdIndex, unitAt: UnitAt) {
  function begin(text: string, start: number, villageIds: number[]): Reading {
    const where = { scope: index().scopeOf(villageIds) }
    return readPlace({ index: index(), text, start, at: start, where, placed: false }, villageIds, unitAt)
  }
  return {
    find(text: string, villageIds: number[]): HouseholdMatch | null {
      return nameAt(begin(text, skipTime(text), villageIds))
    },
    resolve(name: string, villageIds: number[]): HouseholdMatch {
      const reading = begin(name, name.length - name.trimStart().length, villageIds)
      return bareName(reading) ?? nameAt(reading) ?? noneOf(reading, name.trimEnd().length)
    },
    findAnywhere(text: string, villageIds: number[]): NameFinding[] {
      return findAnywhere({ index: index(), text, start: 0, at: 0, where: { scope: index().scopeOf(villageIds) }, placed: false })
    },
  }
}

/** Takes units, groups and fillers off the front, until a head stands there or nothing more comes off. */
function readPlace(reading: Reading, villageIds: number[], unitAt: UnitAt): Reading {
  const { index, text, where } = reading
  const at = skipFillers(text, reading.at)
  if (exactAt(index, text, at, where.scope) !== null) return { ...reading, at }
  const unit = unitAt(text, at)
  if (unit !== null) {
    const kept = groundsIn(villageIds, unit.villageIds, (id) => index.villageOf(id))
    const end = unit.end + (text.charAt(unit.end) === '的' ? 1 : 0)
    return readPlace({ ...reading, at: end, where: { ...where, scope: index.scopeOf(kept) }, placed: true }, kept, unitAt)
  }
  const group = groupBefore(text, at) ?? hamletBefore({ ...reading, at })
  if (group === null) return { ...reading, at }
  return readPlace({ ...reading, at: group.end, where: { ...where, group: group.group }, placed: true }, villageIds, unitAt)
}

/** A hamlet before a name: 丛潭村王亦态, 上屋组的卢水根; without 村 or 组 only where a head follows. */
function hamletBefore({ index, text, at, where }: Reading): { group: Group; end: number } | null {
  const hamlet = index.hamletAt(text, at, where.scope)
  if (hamlet === null) return null
  const end = hamlet.end + (text.charAt(hamlet.end) === '的' ? 1 : 0)
  const isBare = hamlet.end === at + hamlet.name.length
  return isBare && exactAt(index, text, skipFillers(text, end), where.scope) === null ? null : { group: hamlet.name, end }
}

/** A group or hamlet in brackets behind a name: 林志强(二组), 王亦态(丛潭村). */
function placeAfter({ index, text, where }: Reading, at: number): { group: Group; end: number } | null {
  const group = groupAfter(text, at)
  if (group !== null) return group
  const open = /^\s*\(\s*/.exec(text.slice(at, at + 4))?.[0].length ?? 0
  const hamlet = open === 0 ? null : index.hamletAt(text, at + open, where.scope)
  return hamlet !== null && text.charAt(hamlet.end) === ')' ? { group: hamlet.name, end: hamlet.end + 1 } : null
}

/** The name that stands at a place of running text. */
function nameAt(reading: Reading): HouseholdMatch | null {
  const { text, at } = reading
  const exact = exactName(reading)
  if (exact !== null) return matchOf(reading, exact, judgeExact(reading, exact))
  const apart = spacedName(reading) ?? calledByBoth(reading)
  if (apart !== null) return apart
  const surname = surnameOnly(reading)
  if (surname !== null) return surname
  const typed = mistyped(reading)
  if (typed !== null) return matchOf(reading, typed.length, typed.verdict)
  const isName = reading.placed ? hasNameForm : looksLikeName
  const unknown = [2, 3, 4].find((length) => surelyEndsName(text.slice(at + length)) && isName(text.slice(at, at + length)))
  return unknown === undefined ? null : noneOf(reading, at + unknown)
}

/** How long a head is that stands here and ends here; null when the characters belong to something else. */
function exactName({ index, text, at, where }: Reading): number | null {
  const length = exactAt(index, text, at, where.scope)?.head.length
  if (length === undefined || length > 2) return length ?? null
  const rest = text.slice(at + 2)
  if (endsName(rest)) return 2
  const longer = fitsInName(rest.charAt(0)) && surelyEndsName(rest.slice(1))
  return longer || startsWithWord(text.slice(at)) ? null : 2
}

function judgeExact(reading: Reading, length: number): Verdict {
  const { index, text, at, where } = reading
  const rows = exactAt(index, text, at, where.scope)?.rows ?? []
  const kept = inGroup(rows, where.group ?? placeAfter(reading, at + length)?.group)
  const [only] = kept
  if (only !== undefined && kept.length === 1) return { kind: 'found', id: only.id, rule: exactRule(only), cost: 0 }
  return { kind: 'several', ids: kept.map((row) => row.id), rule: 'exact', cost: 0 }
}

/** 走访海军家: a given name that is an ordinary word is one where 家 follows and one household only bears it. */
const AT_HOME = /^家(?:$|[\s,;:。了的])/

/** A name with typing errors: where a name seems to end, else (dictated) where it sounds like a head. */
function mistyped({ index, text, at, where }: Reading): { length: number; verdict: Verdict } | null {
  const mayBeHeard = surnameAt(text.slice(at, at + 2)) !== '' && !startsWithWord(text.slice(at, at + 8))
  const readings = [2, 3, 4].flatMap((length) => {
    const [typed, rest] = [text.slice(at, at + length), text.slice(at + length)]
    if (typed.length < length || !/^\p{Script=Han}+$/u.test(typed)) return []
    const ends = endsName(rest)
    const heard = mayBeHeard && length > 2 && [...typed.slice(1)].every(fitsInName)
    if (!ends && !heard) return []
    const isWord = isOrdinaryWord(typed)
    if (isWord && !(length === 2 && AT_HOME.test(rest))) return []
    const verdict = judge(index, typed, where)
    if (isWord && !(verdict?.kind === 'found' && verdict.rule === 'part')) return []
    if (verdict === null || !(ends ? mayBeMeant(typed, verdict, rest) : isHeard(verdict))) return []
    return [{ length, verdict }]
  })
  const [best] = readings.sort((a, b) => a.verdict.cost - b.verdict.cost)
  return best ?? null
}

/** Without an end in sight only what sounds like a head counts. */
function isHeard({ rule }: Verdict): boolean {
  return rule === 'sound' || rule === 'similar'
}

/** A given name alone, or a part of a name, needs a certain end; what is not heard alike must at least look like a name (not 李会在). */
function mayBeMeant(typed: string, { rule }: Verdict, rest: string): boolean {
  if (rule === 'exact' || rule === 'sound' || rule === 'similar') return true
  if (![...typed.slice(1)].every(fitsInName)) return false
  return rule === 'part' || rule === 'partial' ? surelyEndsName(rest) : true
}

const SPACED = /(\p{Script=Han})[ ]+(\p{Script=Han})(?:[ ]+(\p{Script=Han}))?(?![\p{Script=Han}])/uy

/** 符 兰: a head with blanks between its characters. */
function spacedName(reading: Reading): HouseholdMatch | null {
  const { index, text, at, where } = reading
  SPACED.lastIndex = at
  const match = SPACED.exec(text)
  if (match === null) return null
  const [whole, first = '', second = '', third = ''] = match
  for (const [name, length] of [
    [first + second + third, whole.length],
    [first + second, 1 + whole.indexOf(second, 1)],
  ] as const) {
    const verdict = name.length > 1 ? judge(index, name, where) : null
    if (verdict?.rule === 'exact') return { ...matchOf(reading, length, verdict), ...(verdict.kind === 'found' ? { corrected: true } : {}) }
  }
  return null
}

/** 老高家海军: the surname as people call the house, then the given name. */
function calledByBoth(reading: Reading): HouseholdMatch | null {
  const { index, text, at, where } = reading
  const called = surnameCalled(text, at)
  if (called === null) return null
  const from = skipHome(text, called.end)
  for (const length of [2, 1]) {
    const given = text.slice(from, from + length)
    const verdict = given.length === length && endsName(text.slice(from + length)) ? judge(index, called.surname + given, where) : null
    if (verdict?.rule === 'exact')
      return { ...matchOf(reading, from + length - at, verdict), ...(verdict.kind === 'found' ? { corrected: true } : {}) }
  }
  return null
}

/** 老王, 王家, 王大爷, 姓王的: taken, and said so, when only one household within reach bears the surname. */
function surnameOnly({ index, text, start, at, where }: Reading): HouseholdMatch | null {
  const called = surnameCalled(text, at)
  if (called === null) return null
  const { surname } = called
  const end = skipHome(text, called.end)
  if (!called.certain && !endsName(text.slice(end)) && !text.startsWith('里', end)) return null
  const rows = inGroup(bySurname(index, surname, where.scope), where.group)
  const place = { start, end, typed: text.slice(at, end) }
  const [only] = rows
  if (only === undefined) return { ...place, kind: 'none', near: [] }
  if (rows.length === 1) return { ...place, kind: 'found', id: only.id, rule: 'part', corrected: true }
  return { ...place, kind: 'several', ids: rows.map((row) => row.id), rule: 'part' }
}

/** A labelled value or an answer that is nothing but a name, perhaps with its group, 家, or a blank inside. */
function bareName(reading: Reading): HouseholdMatch | null {
  const { index, text, at } = reading
  const rest = text.slice(at).trimEnd()
  const behind = groupAtEnd(rest)
  const whole = rest.slice(0, behind?.at)
  const group = behind?.group ?? reading.where.group
  const where = group === undefined ? reading.where : { ...reading.where, group }
  const joined = whole.replace(/\s+/g, '')
  const verdicts = [...new Set([joined, withoutTitle(joined)])].flatMap((name) => {
    const verdict = name.length > 1 && name.length < 6 ? judge(index, name, where) : null
    return verdict === null ? [] : [verdict]
  })
  const [best] = verdicts.sort((a, b) => a.cost - b.cost)
  return best === undefined ? null : { ...matchOf(reading, whole.length, best), end: at + rest.length }
}

/** 符兰(脱贫户): what the household is, in brackets. */
const KIND_AFTER = /^\s*\(\p{Script=Han}{1,6}户\)/u

function matchOf(reading: Reading, length: number, verdict: Verdict): HouseholdMatch {
  const { text, start, at } = reading
  const nameEnd = at + length + (KIND_AFTER.exec(text.slice(at + length, at + length + 12))?.[0].length ?? 0)
  const end = skipHome(text, placeAfter(reading, nameEnd)?.end ?? nameEnd)
  const place = { start, end, typed: text.slice(at, at + length) }
  if (verdict.kind === 'found') return { ...place, kind: 'found', id: verdict.id, rule: verdict.rule, corrected: verdict.rule !== 'exact' }
  return { ...place, kind: 'several', ids: verdict.ids, rule: verdict.rule }
}

function noneOf({ index, text, start, at, where }: Reading, end: number): HouseholdMatch {
  const typed = text.slice(at, end)
  return { kind: 'none', start, end: Math.max(start, end), typed, near: nearest(index, typed, where.scope) }
}

/** Heads that stand anywhere in a question, spelt as on the roster. */
function findAnywhere(reading: Reading): NameFinding[] {
  const { index, text, where } = reading
  const findings: NameFinding[] = []
  for (let at = 0; at < text.length - 1; at += 1) {
    const length = exactName({ ...reading, at })
    if (length === null) continue
    const ids = inGroup(exactAt(index, text, at, where.scope)?.rows ?? []).map((row) => row.id)
    findings.push(nameFinding(ids, { start: at, end: at + length, rule: 'exact' }))
    at += length - 1
  }
  return findings
}
