import { type Block, heading, note, text } from '../../core/blocks.ts'
import type { Household } from '../../core/nouns.ts'
import { caredUnvisited } from '../carers.ts'
import type { SpeakerContext } from '../context.ts'
import { ruleWords, shortTime } from '../figure-notes.ts'
import { allDuties } from '../house.ts'
import { namesGoDirect } from '../inquiry.ts'
import { dutyPeriod, isCoverage, measureOf, standings } from '../progress.ts'
import { missingGroups, missingHouseholds } from '../still-missing.ts'
import type { Subject } from '../subjects.ts'
import { groupList, householdList, MOST_NAMES } from './missing.ts'

/** An answer without the households' names, and with them. */
export interface NamedAnswer {
  plain: Block[]
  full: Block[]
  /** Those that are numbered, also where not all are shown. */
  households: Household[]
}

/** Households in the speaker's care, in a group only those of its unit. */
export function caredHere({ house, chat, speaker }: SpeakerContext): Household[] {
  const { unitId } = chat
  const cared = house.directory.caredFor(speaker.id)
  if (chat.kind === 'direct') return cared
  return cared.filter(({ villageId }) => unitId !== null && house.directory.isWithin(villageId, unitId))
}

/** The households in the speaker's care that nobody has been to yet, wherever they lie. */
export async function ownHouseholds(context: SpeakerContext, cared: Household[], most = MOST_NAMES): Promise<NamedAnswer> {
  const { now, today } = context
  const { missing, rule } = await caredUnvisited(context, cared)
  if (!rule) {
    const none = [
      text(cared.length === 0 ? '名册上还没有您包的户，请联系乡镇管理员登记。' : `您包 ${cared.length} 户，按现行规定没有走访任务。`),
    ]
    return { plain: none, full: none, households: [] }
  }
  const left = missing.length === 0 ? '都已走访，没有未走到的。' : `还有 ${missing.length} 户没走访${namesGoDirect(context) ? '。' : '：'}`
  const head = [heading(`您包的户走访情况（${dutyPeriod(rule, today).label}）`), text(`您包 ${cared.length} 户，${left}`)]
  const notes = [note(`${ruleWords(rule)}；数据截至${shortTime(now)}`)]
  return { plain: [...head, ...notes], full: [...head, ...householdList(missing, most), ...notes], households: missing }
}

/** What a person owes himself by coverage: village groups and households that he has not been to, shown to nobody else (counting-rules 2). */
export async function ownCoverage(context: SpeakerContext): Promise<Block[]> {
  const { house, now, today, speaker } = context
  const blocks: Block[] = []
  for (const packDuty of allDuties(house).filter(
    ({ duty }) => duty.count === 'member' && isCoverage(duty) && duty.covers !== 'households',
  )) {
    const period = dutyPeriod(packDuty, today)
    const own = ({ type, id }: Subject): boolean => type === 'member' && id === speaker.id
    for (const { subject } of await standings(context, packDuty, { period, now, only: own })) {
      const moment = { period, now, subject }
      const groups = await missingGroups(context, packDuty, moment)
      const households = await missingHouseholds(context, packDuty, moment)
      const left = groups.length + households.length
      const state = left === 0 ? '已全部走到。' : `还有 ${left} ${measureOf(packDuty.duty)}没走到：`
      blocks.push(
        heading(`您本人 ${packDuty.duty.title}（${period.label}）`),
        text(state),
        ...groupList(groups, measureOf(packDuty.duty)),
        ...householdList(households),
        note(`${ruleWords(packDuty)}；数据截至${shortTime(now)}`),
      )
    }
  }
  return blocks
}
