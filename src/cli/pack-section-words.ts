import { joinCases } from '../domain/case-joining.ts'
import { type CaseRules, spanWords, TO_BE_FILLED } from '../domain/case-rules.ts'
import type { Pack } from '../domain/pack.ts'

/** What the sections of a pack besides duties, rankings and notices demand: one line each, under a line that names the section. */
export function describeSections(pack: Pack): string[] {
  return [
    ...section('指标', pack.indicators.map(indicatorWords)),
    ...section('跟进规则', pack.cases ? caseWords(joinCases([pack])) : []),
    ...section('项目', pack.projects ? projectWords(pack.projects) : []),
    ...section(
      '支出和占比要求',
      pack.thresholds.map(
        ({ row, figure, atLeast, by }) => `${figure}（${row}）：${by ? `${by.month}月${by.day}日前` : ''}不低于 ${atLeast}%`,
      ),
    ),
    ...section('奖励', pack.awards.map(awardWords)),
    ...section('一票否决', pack.veto ? [pack.veto] : []),
    ...section(
      '政策清单',
      pack.policies.map(({ name, for: whom }) => `${name}：核对${whom.join('、')}`),
    ),
    ...section(
      '岗位',
      pack.staffing.map(({ post, holds }) => `${post}${holds ? `，兼任${holds}` : ''}`),
    ),
    ...section(
      '基础资料',
      pack.materials.map(({ names }) => names.join('、')),
    ),
    ...section('安置点回头看', pack.resettlement.length > 0 ? [pack.resettlement.join('；')] : []),
    ...section('攻坚战', pack.campaign ? [`${pack.campaign.title}：${pack.campaign.from} 起 ${pack.campaign.days} 天`] : []),
    ...section(
      '本月主题',
      pack.themes.map(({ name, class: of, items, note }) => `${name}（问题类别 ${of}）：${items.join('、')}${note ? `。${note}` : ''}`),
    ),
    ...section('参考分', pack.score ? scoreWords(pack.score) : []),
    ...section('每日一题', pack.dailyQuestions.length > 0 ? [`${pack.dailyQuestions.length} 题，自愿参加，不排名`] : []),
  ]
}

function section(title: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)]
}

function indicatorWords({ name, aliases, group, sum }: Pack['indicators'][number]): string {
  const also = aliases.length > 0 ? `（也叫${aliases.join('、')}）` : ''
  return `${name}${also}${group ? `，属于${group}` : ''}${sum ? '，各期相加' : ''}`
}

/** The rules on cases, one line each. */
export function caseWords({ risk, issue, task, info, signs, warn, escalate }: CaseRules): string[] {
  const stages = (words: readonly string[]): string => (words.length > 0 ? `，要经过${words.join('、')}` : '')
  return [
    `风险：${spanWords(risk.verify)}内核实，${spanWords(risk.intake)}内识别纳入${stages(risk.intakeStages)}，突发严重困难户${spanWords(risk.relief)}内应急救助`,
    `消除风险${stages(risk.clearStages)}，逐条确认：${risk.clearing.join('；')}；观察期${spanWords(risk.observe)}，每${spanWords(risk.followUp)}回访一次`,
    `问题：${spanWords(issue.verify)}内核实，没写时限的${spanWords(issue.rectify)}内整改${issue.evidence ? '，要附印证资料' : ''}，${issue.signatures.length > 0 ? `${issue.signatures.join('、')}签字后销号` : '交办单位销号'}`,
    `任务清单：${task.steps.length > 0 ? task.steps.join('、') : '直接办理'}`,
    ...(info.levels.length > 0
      ? [`信息得分：${info.levels.map(({ name, points }) => `${name} ${points}`).join('、')}；文件和媒体${info.add ? '相加' : '取高'}`]
      : []),
    ...Object.entries(signs).map(([cause, words]) => `走访里写到${(words ?? []).join('、')}：提示上报风险（${cause}）`),
    `时限前 ${warn} 个工作日提醒，逾期后第 ${escalate.join('、')} 个工作日逐级上报`,
  ]
}

function projectWords({ negativeList, rides, reviews, milestones, nextYear, targets, note }: NonNullable<Pack['projects']>): string[] {
  return [
    `负面清单：${negativeList.join('、')}；行业“搭车”：${rides.join('、')}`,
    ...(reviews > 0 ? [`入库后要经过 ${reviews} 方联审`] : []),
    ...milestones.map(({ classes, step, by }) => `${classes.join('、')}：${by.month}月${by.day}日前${step}`),
    ...(nextYear ? [`${nextYear.classes.join('、')}：${nextYear.by.month}月${nextYear.by.day}日前谋划好下年度的`] : []),
    ...targets.map(
      ({ row, title, atLeast, years, note: own }) =>
        `${title}（${row}）：${years > 1 ? `${years} 年` : '每年'}不少于 ${atLeast} 个${own ? `。${own}` : ''}`,
    ),
    ...(note ? [note] : []),
  ]
}

function awardWords({ row, result, grade, yuan, note }: Pack['awards'][number]): string {
  const money =
    typeof yuan === 'number' ? `${yuan / 10_000} 万元` : yuan.map((each, index) => `第${index + 1}名 ${each / 10_000} 万元`).join('、')
  return `${result}${grade}（${row}）：${money}${note ? `。${note}` : ''}`
}

function scoreWords({ title, row, parts, note }: NonNullable<Pack['score']>): string[] {
  return [`${title}（${row}，${note}）：${parts.map((part) => `${part.title} ${part.weight}`).join('、')}`]
}

/** Places of a pack that the county has still to fill in, such as cases › risk › clearing; what another of the packs in use fills is filled. */
export function unfilledPlaces(pack: Pack, packs: readonly Pack[] = [pack]): string[] {
  const found: string[] = []
  const look = (value: unknown, path: string[]): void => {
    if (value === TO_BE_FILLED) found.push(path.join(' › '))
    else if (Array.isArray(value)) for (const item of value) look(item, isNamed(item) ? [...path, item.name] : path)
    else if (typeof value === 'object' && value !== null) for (const [key, item] of Object.entries(value)) look(item, [...path, key])
  }
  look(pack.cases ? { ...pack, cases: joinCases(packs) } : pack, [])
  return [...new Set(found)]
}

function isNamed(item: unknown): item is { name: string } {
  return typeof item === 'object' && item !== null && 'name' in item && typeof item.name === 'string'
}
