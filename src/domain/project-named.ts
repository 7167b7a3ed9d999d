import { pinyin } from 'pinyin-pro'
import type { SpeakerContext } from './context.ts'
import { type Project, projectsOf } from './projects.ts'
import { readableRoots } from './scope.ts'

/** The project that the words begin with and what stands behind it; or those that may be meant. */
export type NamedProject = { project: Project; rest: string } | { candidates: Project[]; rest: string }

/** How many candidates are offered. */
const MOST_OFFERED = 6

/** Finds a project by number or by the name that the words begin with; a part that only one name holds is taken, a typing error is asked about. */
export async function projectNamed(context: SpeakerContext, words: string): Promise<NamedProject> {
  const projects: Project[] = []
  for (const root of readableRoots(context)) projects.push(...(await projectsOf(context, root)))
  const all = [...new Map(projects.map((project) => [project.no, project])).values()]
  const [, number, behind = ''] = /^#?(\d{1,9})(?![\d.万元%])\s*([\s\S]*)$/.exec(words) ?? []
  if (number !== undefined) {
    const project = all.find(({ no }) => no === Number(number))
    return project ? { project, rest: behind } : { candidates: [], rest: behind }
  }
  const whole = all.filter(({ name }) => name !== '' && words.startsWith(name))
  const longest = Math.max(0, ...whole.map(({ name }) => name.length))
  const exact = whole.filter(({ name }) => name.length === longest)
  if (exact.length > 0) return pick(exact, words.slice(longest).trim())
  const [typed = ''] = words.split(/[\s,，。;；:：]/)
  const rest = words.slice(typed.length).replace(/^[\s,，;；]+/, '')
  const holding = typed.length < 2 ? [] : all.filter(({ name }) => name.includes(typed))
  if (holding.length > 0) return pick(holding, rest)
  return { candidates: all.filter(({ name }) => isNear(typed, name)).slice(0, MOST_OFFERED), rest }
}

function pick(found: Project[], rest: string): NamedProject {
  const [first] = found
  return first && found.length === 1 ? { project: first, rest } : { candidates: found.slice(0, MOST_OFFERED), rest }
}

/** The same sound, or no more than one character in four wrong, missing or too many. */
function isNear(typed: string, name: string): boolean {
  if (typed.length < 2) return false
  const sound = (word: string): string => pinyin(word, { toneType: 'none' })
  return sound(typed) === sound(name) || editDistance([...typed], [...name]) <= Math.max(1, Math.floor(name.length / 4))
}

function editDistance(a: string[], b: string[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (const [i, from] of a.entries()) {
    const next = [i + 1]
    for (const [j, to] of b.entries()) next.push(Math.min((row[j] ?? 0) + (from === to ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    row = next
  }
  return row[b.length] ?? 0
}
