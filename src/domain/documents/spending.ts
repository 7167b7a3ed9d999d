import { addDays, dateParts } from '../../clock.ts'
import { type Block, heading, list, note, text } from '../../core/blocks.ts'
import type { Unit } from '../../core/nouns.ts'
import type { SpeakerContext } from '../context.ts'
import { shortDate, shortTime } from '../figure-notes.ts'
import { gapTo, isBelow, percent } from '../figures.ts'
import { type Project, projectsThisYear } from '../projects.ts'
import {
  industryShare,
  rankSpending,
  type SpendingLine,
  type Sums,
  spendingRate,
  sumProjects,
  type Thresholds,
  thresholdsOn,
} from '../spending.ts'

/** Projects named in one line; the rest is counted. */
const MOST_NAMED = 8

/** Whoever shows it: commands and schedules have all of this. */
type Viewer = Pick<SpeakerContext, 'db' | 'house' | 'now' | 'today'>

/** 资金支出 (E2): who is behind the threshold, who on time, ranked by quotient of sums; and which projects have no group or leader. */
export async function spendingDocument(viewer: Viewer, unit: Unit): Promise<Block[]> {
  const projects = await projectsThisYear(viewer, unit.id)
  const thresholds = thresholdsOn(viewer.house, viewer.today)
  const title = heading(`${unit.name} 衔接资金支出进度（${dateParts(viewer.today).year}年）`)
  if (projects.length === 0)
    return [title, text('本年度还没有项目入库，没有可算的数。项目入库请发：项目 入库 名称：… 下达额：30万元'), ruleNote(viewer)]
  const all = sumProjects(projects)
  const lines = rankSpending(viewer.house, unit.id, projects)
  return [
    title,
    text(`${sumWords(all)}${gapWords(all, thresholds)}`),
    text(demandWords(thresholds)),
    ...(lines.length > 0 ? [table(lines, thresholds), ...behindWords(lines, thresholds)] : []),
    ...ownerWords(projects),
    ruleNote(viewer),
  ]
}

/** 下达 180 万元，支出 60 万元，支出率 33.3%；中省衔接资金 100 万元，用于产业 60 万元，产业占比 60%. */
export function sumWords(sums: Sums): string {
  const [rate, share] = [spendingRate(sums), industryShare(sums)]
  const spent = `下达 ${tenThousands(sums.allocated)}，支出 ${tenThousands(sums.paid)}，支出率 ${rate === null ? '没有下达额，不算' : percent(rate)}`
  const unsaid = sums.unsaid > 0 ? `（${sums.unsaid} 个项目没有写明资金来源或是否产业）` : ''
  if (share === null) return `${spent}；没有中省衔接资金的数，不算产业占比${unsaid}。`
  return `${spent}；中省衔接资金 ${tenThousands(sums.central)}，用于产业 ${tenThousands(sums.industry)}，产业占比 ${percent(share)}${unsaid}。`
}

/** 30 万元; below 10,000 yuan in yuan. */
export function tenThousands(yuan: number): string {
  return yuan !== 0 && yuan < 10_000 ? `${yuan} 元` : `${Math.round(yuan / 100) / 100} 万元`
}

function gapWords(sums: Sums, { passed, industry }: Thresholds): string {
  const [rate, share] = [spendingRate(sums), industryShare(sums)]
  const behind = [
    ...(passed && rate !== null && isBelow(rate, passed.atLeast) ? [`支出率未达${monthWords(passed.on)}的 ${passed.atLeast}%`] : []),
    ...(industry && share !== null && isBelow(share, industry.atLeast) ? [`产业占比未达 ${industry.atLeast}%`] : []),
  ]
  return behind.length === 0 ? '' : `目前${behind.join('，')}。`
}

function demandWords({ passed, next, industry }: Thresholds): string {
  const demands = [passed, next].flatMap((one) => (one ? [`${monthWords(one.on)}不低于 ${one.atLeast}%`] : []))
  const share = industry ? `产业占比不低于 ${industry.atLeast}%` : ''
  const said = [...demands, share].filter((part) => part !== '')
  return said.length === 0 ? '规则包里没有支出进度要求。' : `要求：${said.join('；')}。`
}

/** 4月底; of another day 4月15日. */
function monthWords(on: string): string {
  return on.slice(5, 7) === addDays(on, 1).slice(5, 7) ? shortDate(on) : `${Number(on.slice(5, 7))}月底`
}

function table(lines: SpendingLine[], { passed, next }: Thresholds): Block {
  return {
    kind: 'table',
    columns: [
      { title: '名次' },
      { title: '单位' },
      { title: '下达', align: 'right' },
      { title: '支出', align: 'right' },
      { title: '支出率', align: 'right' },
      { title: '产业占比', align: 'right' },
      { title: '进度' },
    ],
    rows: lines.map(({ unit, sums, rate, place }) => [
      place === null ? '' : String(place),
      unit.name,
      tenThousands(sums.allocated),
      tenThousands(sums.paid),
      rate === null ? '—' : percent(rate),
      industryShare(sums) === null ? '—' : percent(industryShare(sums) ?? 0),
      rate === null ? '' : standing(rate, { passed, next }),
    ]),
  }
}

function standing(rate: number, { passed, next }: Pick<Thresholds, 'passed' | 'next'>): string {
  if (passed && isBelow(rate, passed.atLeast)) return `落后（${monthWords(passed.on)}应达 ${passed.atLeast}%）`
  if (next && isBelow(rate, next.atLeast)) return `距${monthWords(next.on)}还差 ${gapTo(rate, next.atLeast)}`
  return '已达到'
}

function behindWords(lines: SpendingLine[], { passed, industry }: Thresholds): Block[] {
  const late = passed ? lines.filter(({ rate }) => rate !== null && isBelow(rate, passed.atLeast)) : []
  const thin = industry ? lines.filter(({ sums }) => isBelow(industryShare(sums) ?? 1, industry.atLeast)) : []
  return [
    ...(late.length > 0 && passed
      ? [text(`支出率未达${monthWords(passed.on)} ${passed.atLeast}% 的：${late.map(({ unit }) => unit.name).join('、')}。`)]
      : []),
    ...(thin.length > 0 && industry
      ? [text(`产业占比未达 ${industry.atLeast}% 的：${thin.map(({ unit }) => unit.name).join('、')}。`)]
      : []),
  ]
}

/** 一个项目、一个工作组、一名领导包抓. */
function ownerWords(projects: Project[]): Block[] {
  const lacking = projects.filter(({ group, leader }) => group === null || leader === null)
  if (lacking.length === 0) return [text('每个项目都已明确工作组和包抓领导。')]
  const named = lacking.slice(0, MOST_NAMED).map(({ no, name, group, leader }) => {
    const missing = [...(group === null ? ['工作组'] : []), ...(leader === null ? ['包抓领导'] : [])].join('、')
    return `${name}（编号 ${no}）：缺${missing}`
  })
  return [text(`没有明确工作组或包抓领导的项目 ${lacking.length} 个：`), list(named)]
}

function ruleNote({ now }: Viewer): Block {
  return note(
    `口径：支出率＝支出额合计÷下达额合计，不作平均；产业占比以中省财政衔接资金为分母；月份指月底；数据来源：本年度项目台账（按月报的支出率请问“资金支出率 排名”）；数据截至${shortTime(now)}`,
  )
}
