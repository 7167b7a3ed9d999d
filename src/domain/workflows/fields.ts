import type { DateText } from '../../clock.ts'
import type { FieldSpec } from '../../core/fields.ts'
import { showDate } from '../echo.ts'
import type { Doing } from '../workflow.ts'

/** What each kind's actions ask for in the same words. */
export const reason: FieldSpec = { type: 'text', label: '原因', required: true, main: true, ask: '请写明原因。' }
export const note: FieldSpec = { type: 'text', label: '说明', main: true }

/** 属实, 不属实, 已解释 (E7: 宁可空跑一趟). */
export const verdict: FieldSpec = {
  type: 'choice',
  label: '结论',
  required: true,
  options: [
    { name: '属实', aliases: ['情况属实'] },
    { name: '不属实', aliases: ['不实', '有误'] },
    { name: '已解释', aliases: ['解释'] },
  ],
  ask: '请问核实结果：属实、不属实，还是已解释？',
}

/** The new deadline of 延期. */
export const extendedTo: FieldSpec = {
  type: 'date',
  label: '至',
  aliases: ['延期至', '新时限', '时限'],
  direction: 'ahead',
  required: true,
  ask: '请问延到哪一天？',
}

/** What is not real has to be shown, what was misunderstood explained (E7); null when it is. */
export function verdictFault({ values, hasEvidence, rules }: Doing): string | null {
  const said = typeof values.note === 'string' && values.note.trim() !== ''
  if (values.verdict === '不属实' && rules.issue.evidence && !hasEvidence && !said)
    return '不属实的要写明依据，或附照片、文件，例如：不属实 现场查看水压正常'
  return values.verdict === '已解释' && !said ? '已解释的要写明怎样解释的，例如：已解释 补贴已打到儿子卡上' : null
}

/** One 延期. */
export interface Extension {
  to: DateText
  reason: string
  on: DateText
}

/** Dates of something that was given with a deadline. */
export interface Deadlines {
  due?: DateText
  /** The first deadline: it stays when the case is extended or passed on (counting-rules 14). */
  firstDue?: DateText
  extensions?: Extension[]
}

/** 延期: before the date only, to a later one (counting-rules 14); a sentence refuses. */
export function extended({ entry, values, today }: Doing): Required<Deadlines> | string {
  const { due = '', firstDue = due, extensions = [] } = entry.fields as Deadlines
  const to = String(values.to)
  if (due !== '' && today > due) return `已经过了时限（${showDate(due)}），不能再延期。`
  if (to <= due) return `新时限要晚于现在的时限（${showDate(due)}）。`
  return { due: to, firstDue: firstDue || to, extensions: [...extensions, { to, reason: String(values.reason), on: today }] }
}

/** 按期, 延期后按期（延期2次） or 逾期 (counting-rules 14); null where no deadline was set. What is open is measured by today. */
export function timeliness({ due, firstDue = due, extensions = [] }: Deadlines, done: DateText | null, today: DateText): string | null {
  if (due === undefined || firstDue === undefined) return null
  const times = extensions.length > 0 ? `（延期${extensions.length}次）` : ''
  const day = done ?? today
  if (day > due) return `逾期${times}`
  if (done === null) return times === '' ? null : `已延期${extensions.length}次`
  return day > firstDue ? `延期后按期${times}` : `按期${times}`
}
