import { listEntries } from '../../db/queries/entry-lists.ts'
import { dateParts, daysBetween } from '../clock.ts'
import type { Entry } from '../core/nouns.ts'
import type { SpeakerContext } from './context.ts'
import type { House } from './house.ts'
import { milestoneOf, nextMilestone, yearOf } from './project-rules.ts'
import { project as projectFlow } from './workflows/project.ts'

/** More projects than a county's library holds. */
const MOST_PROJECTS = 20_000

/** A project as its steps have made it; amounts in yuan. */
export interface Project {
  no: number
  name: string
  unitId: number
  class: string | null
  state: string
  /** 下达额 and 支出额. */
  allocated: number
  paid: number
  isIndustry: boolean | null
  source: string | null
  group: string | null
  leader: string | null
  /** The year whose plan it belongs to. */
  year: number
  startedOn: string | null
  doneOn: string | null
  entry: Entry
}

/** A project's entry as a project. */
export function toProject(entry: Entry): Project {
  const { fields } = entry
  const text = (key: string): string | null => (typeof fields[key] === 'string' ? fields[key] : null)
  const amount = (key: string): number => (typeof fields[key] === 'number' ? fields[key] : 0)
  return {
    no: entry.no,
    name: text('name') ?? '',
    unitId: entry.unitId,
    class: entry.class,
    state: entry.status,
    allocated: amount('allocated'),
    paid: amount('paid'),
    isIndustry: fields.industry === '是' ? true : fields.industry === '否' ? false : null,
    source: text('source'),
    group: text('group'),
    leader: text('leader'),
    year: yearOf(entry),
    startedOn: text('startedOn'),
    doneOn: text('doneOn'),
    entry,
  }
}

/** The projects of a unit and of all below it, newest first. */
export async function projectsOf({ db, house }: Pick<SpeakerContext, 'db' | 'house'>, unitId: number): Promise<Project[]> {
  const unitIds = house.directory.subtree(unitId).map(({ id }) => id)
  return (await listEntries(db, { kind: 'project', unitIds }, MOST_PROJECTS, true)).map(toProject)
}

/** Those of the running year's plan: thresholds of spending are about the year's funds, which old projects spent long ago (E2). */
export async function projectsThisYear(viewer: Pick<SpeakerContext, 'db' | 'house' | 'today'>, unitId: number): Promise<Project[]> {
  const { year } = dateParts(viewer.today)
  return (await projectsOf(viewer, unitId)).filter((project) => project.year === year)
}

/** The word for a project's state. */
export function stateWord(state: string): string {
  return projectFlow.states[state]?.word ?? state
}

/** 完工晚 12 天 for what was late or is late now; null where it was or is in time. */
export function latenessWords(house: Pick<House, 'packs'>, project: Project, today: string): string | null {
  const { entry } = project
  const next = nextMilestone(house, entry)
  if (next && next.due < today) return `${next.step}已晚 ${daysBetween(next.due, today)} 天`
  const late = (
    [
      ['完工', project.doneOn],
      ['开工', project.startedOn],
    ] as const
  ).flatMap(([step, on]) => {
    const due = milestoneOf(house, entry, step)
    return on !== null && due !== null && on > due ? [`${step}晚 ${daysBetween(due, on)} 天`] : []
  })
  return late[0] ?? null
}
