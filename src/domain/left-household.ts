import type { DateText } from '../clock.ts'
import type { Household } from '../core/nouns.ts'
import type { Context } from './context.ts'
import { shortDate } from './figure-notes.ts'
import { shownName } from './scope.ts'

/** 赵万财（一组）已于6月15日移出名册（销户）: why nothing more can be done about a household; null while it stands. */
export function leftWords(context: Pick<Context, 'chat' | 'house'>, household: Household): string | null {
  const { head, groupName, until, untilReason } = household
  if (until === null) return null
  const [how = ''] = (untilReason ?? '').split('，')
  return `${shownName(context, head)}（${groupName}）已于${shortDate(until)}移出名册${how === '' ? '' : `（${how}）`}`
}

/** Why nothing can be reported on a household that had left the roster by the day of the act; null while it stood (counting-rules 1 and 7). */
export function leftBy(context: Pick<Context, 'chat' | 'house'>, household: Household | undefined, date: DateText): string | null {
  const words = household && household.until !== null && household.until <= date ? leftWords(context, household) : null
  return words && `${words}，不能再报。是那以前的事，请写明日期，例如：6月1日走访…`
}
