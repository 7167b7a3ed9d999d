import { toDate } from '../clock.ts'
import type { Entry } from '../core/nouns.ts'
import { closingTime } from './closing.ts'
import type { SpeakerContext } from './context.ts'
import { periodOf } from './periods.ts'
import { manages } from './scope.ts'

/** Did the speaker write this entry, or was it written for him? */
export function isWriter(context: SpeakerContext, entry: Entry): boolean {
  return entry.typedById === context.speaker.id || entry.memberId === context.speaker.id
}

/** Why the speaker may not correct the entry, or null: the writer until the month is closed, managers always (interface §1, counting-rules 8). */
export function correctionRefusal(context: SpeakerContext, entry: Entry): string | null {
  if (manages(context.house.directory, context.speaker, entry.unitId)) return null
  if (!isWriter(context, entry)) return `#${entry.no} 是别人报的，您不能改。请联系填报人或乡镇管理员。`
  const month = periodOf('month', entry.date)
  const closed = context.house.packs.some((pack) => context.now > closingTime(context.house, { pack }, month))
  return closed ? `${month.label}已经关账，#${entry.no} 不能再自己改了。确需更正请联系乡镇管理员。` : null
}

/** Why the speaker may not add to the entry, or null: the writer and his colleagues of the unit, managers always (who only reads it adds nothing). */
export function supplementRefusal(context: SpeakerContext, entry: Entry): string | null {
  if (manages(context.house.directory, context.speaker, entry.unitId) || isWriter(context, entry)) return null
  const colleague = context.speaker.posts.some(
    (post) => post.role === 'reporter' && (post.unitId === entry.unitId || post.unitId === entry.byUnitId),
  )
  return colleague ? null : `#${entry.no} 是别的同志报的，您可以查看，不能补充。请联系填报人或乡镇管理员。`
}

/** Why the speaker may not take the entry back, or null: the writer on the same day, managers always. */
export function withdrawalRefusal(context: SpeakerContext, entry: Entry): string | null {
  if (manages(context.house.directory, context.speaker, entry.unitId)) return null
  if (!isWriter(context, entry)) return `#${entry.no} 是别人报的，您不能撤。请联系填报人或乡镇管理员。`
  if (toDate(entry.createdAt) === context.today) return null
  return `#${entry.no} 不是今天报的，不能自己撤回了。写错了可以发“改 ${entry.no} …”，确需撤回请联系乡镇管理员。`
}
