import { type AdoptionLevel, type CaseRules, type CaseSection, defaultCaseRules, type Span, spanWords, TO_BE_FILLED } from './case-rules.ts'
import type { Pack } from './pack.ts'

type Source = Pick<Pack, 'name' | 'cases'>

/** What a pack writes under one key. */
interface Said {
  pack: string
  value: unknown
}

/**
 * The rules of several packs together: what they say of different things holds side by side, what none says as by the defaults. Packs that
 * differ about one thing are refused at the start (`caseClashes`); were they not, the first would hold.
 */
export function joinCases(packs: readonly Source[]): CaseRules {
  const from = <Rules extends object>(rules: Rules, pick: (cases: CaseSection) => object | undefined): Rules => {
    const joined = { ...rules }
    for (const [key, [first]] of saidUnder(packs, pick)) if (first) Object.assign(joined, { [key]: first.value })
    return joined
  }
  const { risk, issue, task, info, signs, warn, escalate } = defaultCaseRules
  return {
    risk: from(risk, (cases) => cases.risk),
    issue: from(issue, (cases) => cases.issue),
    task: from(task, (cases) => cases.task),
    info: { ...from(info, plainInfo), levels: levelsOf(packs) },
    signs: packs.reduce((all, { cases }) => joinSigns(all, cases?.signs ?? {}), signs),
    ...from({ warn, escalate }, plainTimes),
  }
}

/** Where packs that are used together differ about one thing, as sentences for office staff; empty when all is well. */
export function caseClashes(packs: readonly Source[]): string[] {
  const clashes = (where: string, pick: (cases: CaseSection) => object | undefined): string[] =>
    [...saidUnder(packs, pick)].flatMap(([key, said]) => clashWords(`${where}${key}`, said))
  return [
    ...clashes('risk › ', (cases) => cases.risk),
    ...clashes('issue › ', (cases) => cases.issue),
    ...clashes('task › ', (cases) => cases.task),
    ...clashes('info › ', plainInfo),
    ...clashes('info › levels › ', pointsByLevel),
    ...clashes('', plainTimes),
  ]
}

function plainInfo({ info }: CaseSection): object | undefined {
  return info?.add === undefined ? undefined : { add: info.add }
}

function plainTimes({ warn, escalate }: CaseSection): object {
  return { ...(warn === undefined ? {} : { warn }), ...(escalate === undefined ? {} : { escalate }) }
}

function pointsByLevel({ info }: CaseSection): object {
  return Object.fromEntries((info?.levels ?? []).map(({ name, points, sort }) => [name, [`${points} 分`, sort]]))
}

/** What each pack writes in a section, by key; what is still to be filled in says nothing. */
function saidUnder(packs: readonly Source[], pick: (cases: CaseSection) => object | undefined): Map<string, Said[]> {
  const said = new Map<string, Said[]>()
  for (const { name, cases } of packs) {
    for (const [key, value] of Object.entries((cases && pick(cases)) ?? {})) {
      if (value === undefined || isUnfilled(value)) continue
      said.set(key, [...(said.get(key) ?? []), { pack: name, value }])
    }
  }
  return said
}

function isUnfilled(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((item) => item === TO_BE_FILLED)
}

/** The first two of the packs that differ. */
function clashWords(key: string, [first, ...others]: Said[]): string[] {
  const other = others.find(({ value }) => JSON.stringify(value) !== JSON.stringify(first?.value))
  if (!first || !other) return []
  const values = `${valueWords(first.value)}；${valueWords(other.value)}`
  return [`规则包 ${first.pack} 和 ${other.pack} 的 cases › ${key} 写得不一样（${values}）：几份一起用时，请改成一样，或只留一份`]
}

function valueWords(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '没有' : value.join(typeof value[0] === 'number' ? '、' : '，')
  return isSpan(value) ? spanWords(value) : String(value)
}

function isSpan(value: unknown): value is Span {
  return typeof value === 'object' && value !== null && 'unit' in value
}

/** Levels of all packs, each name once; other names for one are put together. */
function levelsOf(packs: readonly Source[]): AdoptionLevel[] {
  const levels = new Map<string, AdoptionLevel>()
  for (const level of packs.flatMap(({ cases }) => cases?.info?.levels ?? [])) {
    const known = levels.get(level.name)
    levels.set(level.name, known ? { ...known, aliases: [...new Set([...known.aliases, ...level.aliases])] } : level)
  }
  return [...levels.values()]
}

function joinSigns(signs: CaseRules['signs'], more: CaseRules['signs']): CaseRules['signs'] {
  const joined = { ...signs }
  for (const [cause, words] of Object.entries(more)) {
    const known = Object.entries(joined).find(([one]) => one === cause)?.[1] ?? []
    Object.assign(joined, { [cause]: [...new Set([...known, ...(words ?? [])])] })
  }
  return joined
}
