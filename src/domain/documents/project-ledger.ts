import { dateParts } from '../../clock.ts'
import { type Block, heading, list, note, text } from '../../core/blocks.ts'
import type { Unit } from '../../core/nouns.ts'
import type { SpeakerContext } from '../context.ts'
import { shortDate, shortTime } from '../figure-notes.ts'
import { percent } from '../figures.ts'
import { dayIn, type Target } from '../pack-projects.ts'
import { finished, notBegun, projectRules, underWay, unfilledLists } from '../project-rules.ts'
import { latenessWords, type Project, projectsOf, stateWord } from '../projects.ts'
import { rankSpending, spendingRate, sumProjects } from '../spending.ts'
import { sumWords, tenThousands } from './spending.ts'

/** Projects listed in one answer; the rest is counted. */
const MOST_LINES = 15

type Viewer = Pick<SpeakerContext, 'db' | 'house' | 'now' | 'today'>

/** Which projects are asked for: all, or those in some states or of a class. */
export interface ProjectQuestion {
  /** 未开工, 省级示范村 …: shown in the title. */
  label: string
  fits(project: Project): boolean
}

/** 项目台账 (A9, A11, B11, C6, C9, E6): by state and by unit, sums, the packs' targets, what is late, and the projects themselves. */
export async function projectLedger(viewer: Viewer, unit: Unit, question: ProjectQuestion): Promise<Block[]> {
  const { house } = viewer
  const all = await projectsOf(viewer, unit.id)
  const projects = all.filter((project) => question.fits(project))
  const title = heading(`${unit.name} 项目台账（${question.label}）`)
  if (projects.length === 0)
    return [
      title,
      text(`没有${question.label === '全部' ? '' : question.label}的项目。`),
      ...targetBlocks(viewer, unit, all),
      ruleNote(viewer),
    ]
  const late = projects.flatMap((project) => {
    const words = latenessWords(house, project, viewer.today)
    return words === null ? [] : [`${project.name}（编号 ${project.no}）：${words}`]
  })
  return [
    title,
    text(`共 ${projects.length} 个：${stateCounts(projects)}。${sumWords(sumProjects(projects))}`),
    ...childTable(viewer, unit, projects),
    ...targetBlocks(viewer, unit, all),
    ...(late.length > 0 ? [text(`晚于时限的 ${late.length} 个：`), list(late.slice(0, MOST_LINES))] : []),
    list(projects.slice(0, MOST_LINES).map((project) => projectLine(viewer, project))),
    ...(projects.length > MOST_LINES ? [text(`还有 ${projects.length - MOST_LINES} 个没列出；要全部请发“导出 项目”。`)] : []),
    ruleNote(viewer),
  ]
}

/** 已入库 2、支出中 1, in the order of the states. */
function stateCounts(projects: Project[]): string {
  const states = [...notBegun, ...underWay, ...finished]
  return states
    .flatMap((state) => {
      const count = projects.filter((project) => project.state === state).length
      return count === 0 ? [] : [`${stateWord(state)} ${count}`]
    })
    .join('、')
}

function childTable({ house }: Viewer, unit: Unit, projects: Project[]): Block[] {
  const lines = rankSpending(house, unit.id, projects)
  if (lines.length === 0) return []
  const count = (unitId: number, states: readonly string[]): string =>
    String(projects.filter((project) => states.includes(project.state) && house.directory.isWithin(project.unitId, unitId)).length)
  return [
    {
      kind: 'table',
      columns: [
        { title: '单位' },
        ...['项目', '未开工', '在建', '完工', '下达', '支出', '支出率'].map((column) => ({ title: column, align: 'right' as const })),
      ],
      rows: [...lines]
        .sort((a, b) => (a.unit.code < b.unit.code ? -1 : 1))
        .map(({ unit: child, sums }) => [
          child.name,
          String(sums.projects),
          count(child.id, notBegun),
          count(child.id, underWay),
          count(child.id, finished),
          tenThousands(sums.allocated),
          tenThousands(sums.paid),
          percentOrDash(spendingRate(sums)),
        ]),
    },
  ]
}

const percentOrDash = (rate: number | null): string => (rate === null ? '—' : percent(rate))

/** 乡村建设示范村：2023年不少于 15 个，已建成 1 个，在建 2 个; and whether the next year's sites are in the library. */
function targetBlocks({ house, today }: Viewer, unit: Unit, projects: Project[]): Block[] {
  // A target is the whole place's: no document divides it among townships.
  if (unit.parentId !== null) return []
  const { year } = dateParts(today)
  const lines = projectRules(house).flatMap(({ rules }) => [
    ...rules.targets.map((target) => targetLine(target, projects, year)),
    ...(rules.nextYear ? [nextYearLine(rules.nextYear, projects, today)] : []),
  ])
  return lines.length === 0 ? [] : [text('目标完成情况：'), list(lines)]
}

function targetLine(target: Target, projects: Project[], year: number): string {
  const from = target.from ?? year - target.years + 1
  const to = from + target.years - 1
  const within = projects.filter(
    (project) => project.class !== null && target.classes.includes(project.class) && project.year >= from && project.year <= to,
  )
  const count = (states: readonly string[]): number => within.filter(({ state }) => states.includes(state)).length
  const span = from === to ? `${from}年` : `${from}—${to}年`
  const remark = target.note ? `（${target.note}）` : ''
  return `${target.title}：${span}不少于 ${target.atLeast} 个，已建成 ${count(finished)} 个，在建 ${count(underWay)} 个，未开工 ${count(notBegun)} 个${remark}`
}

function nextYearLine(
  { classes, by }: NonNullable<ReturnType<typeof projectRules>[number]['rules']['nextYear']>,
  projects: Project[],
  today: string,
): string {
  const { year } = dateParts(today)
  const count = projects.filter((project) => project.class !== null && classes.includes(project.class) && project.year === year + 1).length
  const due = dayIn(year, by)
  return `${year + 1}年示范点：${shortDate(due)}前谋划好，已入库 ${count} 个${count === 0 && today > due ? '，已逾期' : ''}`
}

/** 1027 纸房村 三组蓄水池改造 已开工 下达 30 万元，支出 10 万元 工作组：… 包抓领导：…. */
function projectLine({ house }: Viewer, project: Project): string {
  const { no, name, unitId, state, allocated, paid, group, leader } = project
  const owners = [group === null ? '' : `工作组：${group}`, leader === null ? '' : `包抓领导：${leader}`]
    .filter((part) => part !== '')
    .join('，')
  const money = allocated === 0 ? '' : `下达 ${tenThousands(allocated)}，支出 ${tenThousands(paid)}`
  return [String(no), house.directory.unit(unitId).name, name, project.class ?? '', stateWord(state), money, owners]
    .filter((part) => part !== '')
    .join(' ')
}

function ruleNote({ house, now }: Viewer): Block {
  const unfilled = unfilledLists(house)
  return note(`口径：按项目台账，撤回的不列；支出率＝支出额合计÷下达额合计；${unfilled ? `${unfilled}；` : ''}数据截至${shortTime(now)}`)
}
