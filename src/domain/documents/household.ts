import { countEntries, listEntries } from '../../../db/queries/entry-lists.ts'
import { type Block, facts, heading, list, note, text } from '../../core/blocks.ts'
import type { Entry, Household } from '../../core/nouns.ts'
import type { SpeakerContext } from '../context.ts'
import { showDate } from '../echo.ts'
import { shortTime } from '../figure-notes.ts'
import { matterTitle } from '../inquiry.ts'
import { periodOf } from '../periods.ts'

/** Entries that one answer shows. */
const MOST_ENTRIES = 10
/** Visits of one year that are looked at for the count. */
const MOST_VISITS = 1000
const PIECE_LENGTH = 60

/** A household with its history, newest first. In a group what a report keeps private is left out. */
export async function householdDocument(context: SpeakerContext, household: Household, options: { group: boolean }): Promise<Block[]> {
  const { db, house, today, now } = context
  const village = house.directory.unit(household.villageId)
  const year = periodOf('year', today)
  const entries = await listEntries(db, { householdId: household.id }, MOST_ENTRIES, true)
  const visits = await listEntries(db, { householdId: household.id, kind: 'visit', from: year.from, to: year.to }, MOST_VISITS)
  // One household, one day = one visit (counting-rules 2).
  const visitDays = new Set(visits.map((visit) => visit.date)).size
  const total = await countEntries(db, { householdId: household.id })
  return [
    heading(`${village.name} ${household.head}`),
    facts({
      村组: household.groupName,
      类别: household.kind,
      属性: household.attributes.length > 0 ? household.attributes.join('、') : undefined,
      人口: `${household.persons} 人`,
      帮扶责任人: house.directory.member(household.carerId ?? -1, today)?.name,
      名册: household.until === null ? undefined : `${showDate(household.until)}起离开名册：${household.untilReason ?? '未写原因'}`,
      今年走访: `${visitDays} 次`,
    }),
    ...(entries.length === 0 ? [text('还没有走访、风险等记录。')] : [list(entries.map((entry) => historyLine(context, entry, options)))]),
    ...(total > entries.length ? [text(`只列最近 ${entries.length} 条，共 ${total} 条。`)] : []),
    note(`口径：按事情发生日期计，撤回的不列；数据截至${shortTime(now)}`),
  ]
}

function historyLine(context: SpeakerContext, entry: Entry, { group }: { group: boolean }): string {
  const command = context.commands.byName.get(entry.kind)
  const hidden = group && command?.form === 'report' ? (command.privateFields ?? []) : []
  const who = context.house.directory.member(entry.memberId ?? -1, context.today)?.name
  const situation = hidden.includes('situation') ? '（详情请私聊查）' : piece(entry.fields.situation)
  const kind =
    entry.class !== null && !hidden.includes(command?.form === 'report' ? (command.classField ?? '') : '') ? `·${entry.class}` : ''
  return [`${showDate(entry.date)} #${entry.no} ${matterTitle(context, entry.kind)}${kind}`, who, situation].filter(Boolean).join(' ')
}

function piece(value: unknown): string {
  if (typeof value !== 'string') return ''
  const characters = [...value.replace(/\s+/g, ' ')]
  return characters.length <= PIECE_LENGTH ? characters.join('') : `${characters.slice(0, PIECE_LENGTH).join('')}…`
}
