import { toDate, toIso, toTimeOfDay } from '../../clock.ts'

const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

/** 周四 */
export function toWeekday(epochMs: number): string {
  return weekdays[new Date(`${toDate(epochMs)}T00:00:00Z`).getUTCDay()] ?? ''
}

/** 6月15日 */
export function toMonthDay(epochMs: number): string {
  const [, month, day] = toDate(epochMs).split('-').map(Number)
  return `${month}月${day}日`
}

/** 2023年6月15日 */
export function toLongDate(epochMs: number): string {
  return `${toDate(epochMs).slice(0, 4)}年${toMonthDay(epochMs)}`
}

/** 6月15日 周四 08:45 */
export function toMoment(epochMs: number): string {
  return `${toMonthDay(epochMs)} ${toWeekday(epochMs)} ${toTimeOfDay(epochMs)}`
}

/** The value of a `datetime-local` field, in Beijing time whatever the browser's zone. */
export function toFieldValue(epochMs: number): string {
  return toIso(epochMs).slice(0, 16)
}

/** The instant of a `datetime-local` value, as ISO with +08:00. */
export function fromFieldValue(value: string): string {
  return `${value.slice(0, 16)}:00+08:00`
}

export { toDate, toTimeOfDay }
