/** Kinds of reports as documents call them, with what to type; commands declare the rest (schedules know no commands). */
const kinds: Record<string, { title: string; measure: string; say?: string }> = {
  visit: { title: '走访', measure: '户次', say: '走访 户主姓名 家里情况' },
  risk: { title: '风险', measure: '条' },
  meeting: { title: '会议', measure: '次', say: '会议 类型：调度会 主题：… 人数：12' },
  info: { title: '信息', measure: '条', say: '信息 类别：经验成效 标题：… 正文：…' },
  issue: { title: '问题', measure: '条' },
  study: { title: '调研', measure: '次', say: '调研 单位：… 主题：…' },
  training: { title: '培训', measure: '次', say: '培训 主题：… 人数：…' },
  task: { title: '任务', measure: '项' },
  indicator: { title: '月报', measure: '次', say: '月报 资金支出率 53%' },
}

/** Kinds that summaries count, in their order. Inspections stay secret until assigned and are never among them. */
export const summaryKinds = Object.keys(kinds)

/** 走访, 会议 …; the kind itself where it has no name here. */
export function kindTitle(kind: string): string {
  return kinds[kind]?.title ?? kind
}

/** 户次, 次, 条. */
export function kindMeasure(kind: string): string {
  return kinds[kind]?.measure ?? '次'
}

/** What to type to report it. */
export function howToReport(kind: string): string {
  const say = kinds[kind]?.say
  return say === undefined ? '发“帮助”看怎么报' : `发“${say}”`
}
