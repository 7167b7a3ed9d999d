import type { Entry } from '../core/nouns.ts'
import { TO_BE_FILLED } from './case-rules.ts'
import type { House } from './house.ts'
import { dayIn, type MilestoneStep, type ProjectRules } from './pack-projects.ts'

/** The year whose plan a project belongs to: the one named (年度), else that of its entry into the library. */
export function yearOf({ fields, date }: Pick<Entry, 'fields' | 'date'>): number {
  return Number(String(fields.year ?? date).slice(0, 4))
}

/** States by whether building has begun and ended, for 未开工, 在建 and 完工. */
export const notBegun: readonly string[] = ['library', 'reviewed', 'planned']
export const underWay: readonly string[] = ['started', 'disbursing']
export const finished: readonly string[] = ['done', 'accepted', 'handedOver', 'idle', 'disposed']

/** Every pack's rules on projects. */
export function projectRules({ packs }: Pick<House, 'packs'>): { rules: ProjectRules; title: string }[] {
  return packs.flatMap(({ projects, title }) => (projects ? [{ rules: projects, title }] : []))
}

/** What keeps a project out of the library, in the list's own words (A9); null when nothing does. */
export function exclusion(house: Pick<House, 'packs'>, name: string): string | null {
  const bare = name.replace(/\s+/g, '')
  for (const { rules, title } of projectRules(house)) {
    for (const [list, items] of [['负面清单', rules.negativeList] as const, ['行业“搭车”项目', rules.rides] as const]) {
      const word = items.find((item) => item !== TO_BE_FILLED && bare.includes(item.replace(/\s+/g, '')))
      if (word !== undefined)
        return `“${name}”属于${list}的“${word}”，不得纳入项目库（${title}）。${rules.note ? `${list}来源：${rules.note}。` : ''}`
    }
  }
  return null
}

/** Said with every project where no list has been given yet: nothing is invented. */
export function unfilledLists(house: Pick<House, 'packs'>): string | null {
  const open = projectRules(house).flatMap(({ rules }) => [
    ...(rules.negativeList.includes(TO_BE_FILLED) ? ['负面清单'] : []),
    ...(rules.rides.includes(TO_BE_FILLED) ? ['行业“搭车”项目清单'] : []),
  ])
  return open.length === 0 ? null : `${[...new Set(open)].join('、')}${TO_BE_FILLED}，入库前请人工核对`
}

/** By when a step has to be taken: the pack's date for its class, else the project's own plan date; null where neither says. */
export function milestoneOf(house: Pick<House, 'packs'>, entry: Entry, step: MilestoneStep): string | null {
  for (const { rules } of projectRules(house)) {
    const found = rules.milestones.find((one) => one.step === step && entry.class !== null && one.classes.includes(entry.class))
    if (found) return dayIn(yearOf(entry), found.by)
  }
  const own = step === '开工' ? entry.fields.planStart : step === '完工' ? entry.fields.planDone : null
  return typeof own === 'string' ? own : null
}

/** The step that comes next and has a date. */
export function nextMilestone(house: Pick<House, 'packs'>, entry: Entry): { step: MilestoneStep; due: string } | null {
  const steps: MilestoneStep[] =
    entry.status === 'library' || entry.status === 'reviewed'
      ? ['计划', '开工']
      : entry.status === 'planned'
        ? ['开工']
        : underWay.includes(entry.status)
          ? ['完工']
          : []
  for (const step of steps) {
    const due = milestoneOf(house, entry, step)
    if (due !== null) return { step, due }
  }
  return null
}
