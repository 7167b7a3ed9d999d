import { oncePer } from '../../core/once-per.ts'
import { soundingLike } from '../by-sound.ts'
import type { Found } from '../found.ts'
import type { Roster, Speaker } from '../types.ts'
import { createTitleFinder, type TitleFinder } from './duty-titles.ts'
import { createHouseholdFinder } from './household-finder.ts'
import { type HouseholdIndex, indexHouseholds, rowsOf } from './household-index.ts'
import type { HouseholdMatch, NameFinding, NameReading } from './matches.ts'
import { createMemberFinder } from './member-finder.ts'
import { createTree, type Tree } from './tree.ts'
import { createUnitFinder } from './unit-finder.ts'
import { createWordFinder, type WordFinder } from './word-finder.ts'

export type { HouseholdMatch, NameFinding, NameReading } from './matches.ts'

/** The roster made ready for reading. */
export interface Lexicon {
  /** The unit's row, undefined when unknown. */
  unit(id: number): Roster['units'][number] | undefined
  household(id: number): Roster['households'][number] | undefined
  member(id: number): Roster['members'][number] | undefined
  /** Villages in the subtrees of these units (a village is in its own). */
  villagesIn(unitIds: number[]): number[]
  /** Is the unit one of these, or below one of them? */
  isWithin(unitId: number, ancestorIds: number[]): boolean
  findUnits(text: string, speaker: Speaker): NameFinding[]
  unitByName(name: string, speaker: Speaker): NameReading
  /** A household named at the start of running text; null when the text does not begin with one. */
  findHousehold(text: string, villageIds: number[]): HouseholdMatch | null
  /** A household named by a labelled value or an answer. */
  resolveHousehold(name: string, villageIds: number[]): HouseholdMatch
  /** Heads named exactly, anywhere (questions); several of one name give one finding each. */
  findHouseholdsAnywhere(text: string, villageIds: number[]): NameFinding[]
  findMembers(text: string, speaker: Speaker): NameFinding[]
  memberByName(name: string, speaker: Speaker): NameReading
  /** Indicators by name or alias; `value` is the indicator's name. */
  findIndicators(text: string): Found<string>[]
  /** The indicator whose name or alias a word sounds like; null when there is none, or not one alone. */
  indicatorHeard(word: string): string | null
  /** Names of the indicators. */
  indicators: string[]
  /** Duties by their titles. */
  duties: TitleFinder
}

/** Households that know themselves by id and make their names ready for reading. */
export interface NamedHouseholds {
  household(id: number): Roster['households'][number] | undefined
  /** `pathOf` gives the path of a village's unit: it only decides which villages lie side by side. */
  names(pathOf: (villageId: number) => string): HouseholdIndex
}

/** What a lexicon is made of: a roster, or one whose households are kept elsewhere. */
type Source = Omit<Roster, 'households'> & { households: Roster['households'] | NamedHouseholds }

/**
 * Makes a roster ready; what lookups need is built when they first need it, and kept with the lists of units and of people as long as
 * somebody holds them. People are looked for by their units: a new list of units asks for a new list of people.
 */
export function buildLexicon(roster: Source): Lexicon {
  const tree = treeOf(roster.units)
  const households = Array.isArray(roster.households) ? namedHouseholds(roster.households) : roster.households
  const members = lazily(() => new Map(roster.members.map((member) => [member.id, member])))
  const index = lazily(() => households.names((id) => tree.unit(id)?.path ?? ''))
  const indicators = lazily(() =>
    createWordFinder(new Map(roster.indicators.flatMap(({ name, aliases }) => [name, ...aliases].map((word) => [word, name])))),
  )
  const units = () => unitsOf(roster.units)
  const persons = () => personsOf(roster.members)(tree)
  const finder = createHouseholdFinder(index, (text, at) => {
    const unit = units().at(text, at)
    return unit === null ? null : { end: unit.end, villageIds: tree.villagesIn(unit.ids) }
  })
  return {
    ...tree,
    household: households.household,
    member: (id) => members().get(id),
    findUnits: (text, speaker) => units().find(text, speaker),
    unitByName: (name, speaker) => units().byName(name, speaker),
    findHousehold: finder.find,
    resolveHousehold: finder.resolve,
    findHouseholdsAnywhere: finder.findAnywhere,
    findMembers: (text, speaker) => persons().find(text, speaker),
    memberByName: (name, speaker) => persons().byName(name, speaker),
    findIndicators: (text) => findWords(indicators(), text),
    indicatorHeard: (word) =>
      soundingLike(
        word,
        roster.indicators.flatMap(({ name, aliases }) => [name, ...aliases].map((each) => ({ word: each, value: name }))),
      ),
    indicators: roster.indicators.map(({ name }) => name),
    duties: createTitleFinder(roster.duties ?? []),
  }
}

const treeOf = oncePer(createTree)

const unitsOf = oncePer((units: Roster['units']) =>
  createUnitFinder(
    units.filter(({ closed }) => closed !== true),
    treeOf(units),
  ),
)

const personsOf = oncePer((members: Roster['members']) => {
  let finder: ReturnType<typeof createMemberFinder> | undefined
  return (tree: Tree) => {
    finder ??= createMemberFinder(members, tree)
    return finder
  }
})

function namedHouseholds(rows: Roster['households']): NamedHouseholds {
  const byId = lazily(() => new Map(rows.map((household) => [household.id, household])))
  return { household: (id) => byId().get(id), names: (pathOf) => indexHouseholds(rows.flatMap(rowsOf), pathOf) }
}

/** Builds something the first time it is asked for. */
function lazily<T>(build: () => T): () => T {
  let built: { value: T } | undefined
  return () => {
    built ??= { value: build() }
    return built.value
  }
}

function findWords(finder: WordFinder<string>, text: string): Found<string>[] {
  const findings: Found<string>[] = []
  for (let at = 0; at < text.length; at += 1) {
    const [longest] = finder.at(text, at)
    if (longest === undefined) continue
    findings.push({ value: longest.value, start: at, end: longest.end, rule: longest.word === longest.value ? 'name' : 'alias' })
    at = longest.end - 1
  }
  return findings
}
