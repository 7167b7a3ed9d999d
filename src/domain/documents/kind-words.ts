import type { Option } from '../../core/fields.ts'
import type { ReportCommand } from '../command.ts'
import type { Duty } from '../pack.ts'
import { statusWord } from '../status-words.ts'

/** What a duty covers, as people say it. */
export const coverWords: Record<NonNullable<Duty['covers']>, string> = {
  households: '全部农户',
  monitored: '全部三类户',
  hardship: '全部困难户（含三类户）',
  groups: '全部自然村组',
  villages: '全部行政村',
}

/** What of a kind counts for a duty: （入户、其他）, （有效、已采用的）, （本月主题的）; empty where everything does. */
export function narrowWords({ kind, class: classes = [], state = [], theme }: Duty['report']): string {
  const states = [...new Set(state.map((status) => statusWord({ kind, status })))]
  const parts = [classes.join('、'), theme ? '本月主题的' : '', states.length > 0 ? `${states.join('、')}的` : ''].filter(
    (part) => part !== '',
  )
  return parts.length > 0 ? `（${parts.join('，')}）` : ''
}

/** What the duty's own title names of the options (专班、专责工作组调度会 → 调度会), else the first. */
function exampleOf(options: Option[], { title }: Duty): string | undefined {
  const [named] = options.filter(({ name }) => title.includes(name)).sort((a, b) => b.name.length - a.name.length)
  return (named ?? options[0])?.name
}

/** What to type to fulfil a duty, from the command's own fields: 会议 类型：领导小组会议 主题：产业奖补资金兑付. */
export function howToReport(command: ReportCommand, duty: Duty): string {
  const parts = Object.entries(command.fields)
    .filter(([, spec]) => spec.required)
    .map(([key, spec]) => {
      const wanted = key === command.classField ? duty.report.class?.[0] : undefined
      return `${spec.label}：${wanted ?? exampleOf(spec.options ?? [], duty) ?? spec.hint ?? '…'}`
    })
  return `发“${[command.title, ...parts].join(' ')}”`
}
