import { type EntryFilter, listEntries } from '../../db/queries/entry-lists.ts'
import { addDays } from '../clock.ts'
import type { Entry, Unit } from '../core/nouns.ts'
import { type Reply, refused } from '../core/reply.ts'
import type { PeriodReading, QueryReading } from '../language/types.ts'
import { assigneesOf } from './assignment.ts'
import type { ReportCommand } from './command.ts'
import { privately, type SpeakerContext } from './context.ts'
import { maySeePerson, secrecy } from './inquiry.ts'
import { periodOf } from './periods.ts'
import { mayRead } from './scope.ts'
import { onlySeen } from './secrecy.ts'
import { settledStatuses, statusesNamed } from './status-words.ts'

/** Which entries of the ledger were asked for, wherever they are. */
export interface LedgerQuestion {
  command: ReportCommand
  filter: EntryFilter
  /** 2023年6月, 最近30天, 全部. */
  label: string
  /** What narrows it besides: 未办结, 因病, a person. */
  limits: string[]
}

/** Entries that are given to somebody, looked through for whom: more than a county has in a year. */
const MOST_ASSIGNED = 5_000
/** 最近 without a number means this many days. */
const RECENT_DAYS = 30
const RECENT = /最近|近期|近来|新增|新发|新的|新冒|新出/
const UNFINISHED = /(?:没有?|未|尚未)[^，。,\s]{0,3}(?:销号|整改|办结|办完|办好|完成|核实|消除|处理|解决|落实)/

/** What a question asks of the ledger; null when it names no kind of report, a refusal when the speaker may not see it. */
export function ledgerQuestion(context: SpeakerContext, query: QueryReading): LedgerQuestion | Reply | null {
  const command = context.commands.byName.get(query.matter ?? impliedMatter(context, query))
  if (command?.form !== 'report') return null
  // What a group must not see is asked there and answered in the direct chat.
  const secret = secrecy(privately(context), command.name)
  if (secret) return refused(secret)
  const [person] = query.memberIds.flatMap((id) => context.house.directory.member(id, context.today) ?? [])
  if (person && !person.posts.some((post) => maySeePerson(context, { id: person.id, unitId: post.unitId })))
    return refused('个人的明细只给本人和本级管理员看，管理员请私聊查。')
  const [householdId] = query.householdIds.filter((id) =>
    mayRead(context, context.house.directory.household(id)?.villageId ?? context.house.directory.root?.id ?? 0),
  )
  const { text } = context.message
  const isOpen = UNFINISHED.test(text)
  const units = query.unitIds.map((id) => context.house.directory.unit(id))
  const named = isOpen ? null : statusesNamed(command.name, text)
  const className = classNamed(command, text, units)
  const period = periodMeant(context, command, { query, isOpen: isOpen || named !== null })
  return {
    command,
    label: period?.label ?? '全部',
    limits: [
      ...(isOpen ? ['未办结'] : []),
      ...(named ? [named.word] : []),
      ...(className === undefined ? [] : [className]),
      ...(person ? [person.name] : []),
    ],
    filter: {
      kind: command.name,
      ...(period ? { from: period.from, to: period.to } : {}),
      ...(isOpen ? { notStatuses: settledStatuses(command.name) } : {}),
      ...(named ? { statuses: named.statuses } : {}),
      ...(className === undefined ? {} : { class: className }),
      ...(person ? { memberId: person.id } : {}),
      ...(householdId === undefined ? {} : { householdId }),
    },
  }
}

/** What is 整改 or 销号 is an issue, what is 核实 or 消除 a risk. */
function impliedMatter({ message }: SpeakerContext, query: QueryReading): string {
  if (query.indicator !== undefined) return 'indicator'
  if (/整改|销号/.test(message.text)) return 'issue'
  return /核实|消除/.test(message.text) ? 'risk' : ''
}

/** The period named, 最近, else the running year; what is followed up is listed however old it is. */
function periodMeant(
  { message, today }: SpeakerContext,
  command: ReportCommand,
  { query, isOpen }: { query: QueryReading; isOpen: boolean },
): Pick<PeriodReading, 'from' | 'to' | 'label'> | null {
  if (query.period) return query.period
  if (isOpen) return null
  if (RECENT.test(message.text)) return { from: addDays(today, 1 - RECENT_DAYS), to: addDays(today, 1), label: `最近${RECENT_DAYS}天` }
  return command.status === 'recorded' ? periodOf('year', today) : null
}

/** A class that the words name (因病, 暗访), not as part of a unit's name (产业专班); a single character says too little. */
function classNamed({ classField, fields }: ReportCommand, words: string, units: Unit[]): string | undefined {
  const options = fields[classField ?? '']?.options ?? []
  const isPlace = (name: string): boolean => units.some((unit) => unit.officialName.includes(name))
  return options.find(({ name }) => name.length > 1 && name !== '其他' && words.includes(name) && !isPlace(name))?.name
}

/**
 * The filter for what lies in a unit's subtree and for what was given to it or, in the speaker's own unit, to himself; of secret kinds
 * only what he may see.
 */
export async function within(context: SpeakerContext, question: LedgerQuestion, unit: Unit): Promise<EntryFilter> {
  const { directory } = context.house
  const unitIds = directory.subtree(unit.id).map(({ id }) => id)
  const filter = await onlySeen(context, { ...question.filter, unitIds })
  if (!question.command.assigns) return filter
  const isOwn = context.speaker.posts.some((post) => directory.isWithin(post.unitId, unit.id))
  const isGiven = (entry: Entry): boolean => {
    const given = assigneesOf(context, entry)
    return given.unitIds.some((id) => unitIds.includes(id)) || (isOwn && given.memberIds.includes(context.speaker.id))
  }
  const all = await listEntries(context.db, question.filter, MOST_ASSIGNED, true)
  return { ...filter, alsoNos: all.filter(isGiven).map(({ no }) => no) }
}

/** 马岭镇 风险台账（2023年6月，未办结）. */
export function ledgerTitle({ command, label, limits }: LedgerQuestion, unit: Unit): string {
  return `${unit.name} ${command.title}台账（${[label, ...limits].join('，')}）`
}
