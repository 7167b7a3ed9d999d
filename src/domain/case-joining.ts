import { type AdoptionLevel, type CaseRules, type CaseSection, defaultCaseRules } from './case-rules.ts'
import type { Pack } from './pack.ts'
import { clashesIn, type Joining, joined } from './pack-joining.ts'

type Source = Pick<Pack, 'name' | 'cases'>

type Part = (cases: CaseSection) => object | undefined

/** A part of what the packs say about cases. */
function partOf(packs: readonly Source[], pick: Part): Joining<Source> {
  return { packs, pick: ({ cases }) => cases && pick(cases) }
}

/**
 * The rules of several packs together: what they say of different things holds side by side, what none says as by the defaults. Packs that
 * differ about one thing are refused at the start (`caseClashes`); were they not, the first would hold.
 */
export function joinCases(packs: readonly Source[]): CaseRules {
  const from = <Rules extends object>(rules: Rules, pick: Part): Rules => joined(rules, partOf(packs, pick))
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
  const clashes = (where: string, pick: Part): string[] => clashesIn(`cases${where}`, partOf(packs, pick))
  return [
    ...clashes(' › risk', (cases) => cases.risk),
    ...clashes(' › issue', (cases) => cases.issue),
    ...clashes(' › task', (cases) => cases.task),
    ...clashes(' › info', plainInfo),
    ...clashes(' › info › levels', pointsByLevel),
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
