import { countEntries, listEntries, sumEntries } from '../../../db/queries/entry-lists.ts'
import { type Block, heading, list, note, text } from '../../core/blocks.ts'
import type { Entry, Unit } from '../../core/nouns.ts'
import type { SpeakerContext } from '../context.ts'
import { shortDate, shortTime } from '../figure-notes.ts'
import { hiddenHere } from '../hidden-fields.ts'
import { secrecy } from '../inquiry.ts'
import { type LedgerQuestion, ledgerTitle, within } from '../ledger-question.ts'
import { periodOf } from '../periods.ts'
import { shownName } from '../scope.ts'
import { onlySeen } from '../secrecy.ts'
import { settledStatuses, statusWord } from '../status-words.ts'
import { workflows } from '../workflows/all.ts'
import { monitoredLine } from './reported.ts'

/** Entries that one answer lists; the rest is counted. */
const MOST_LINES = 15
/** Entries whose findings are added up: more inspections than a county makes in a year. */
const MOST_INSPECTIONS = 5_000
const PIECE_LENGTH = 24

/** A part of the ledger: how many, of which kinds, and the newest entries. `lines: false` leaves the entries out. */
export async function ledgerDocument(
  context: SpeakerContext,
  unit: Unit,
  question: LedgerQuestion,
  options: { lines: boolean },
): Promise<Block[]> {
  const { command, limits } = question
  const filter = await within(context, question, unit)
  const { groups, households } = await sumEntries(context.db, filter)
  const total = groups.reduce((sum, group) => sum + group.count, 0)
  const roster = command.name === 'risk' && limits.length === 0 ? [text(monitoredLine(context, unit))] : []
  const rule = note(`口径：按事情发生日期计，撤回的不列；数据截至${shortTime(context.now)}`)
  const title = heading(ledgerTitle(question, unit))
  if (total === 0) return [title, text(`没有${limits.join('、')}${limits.length > 0 ? '的' : ''}${command.title}记录。`), ...roster, rule]
  const about = households > 0 ? `，涉及 ${households} 户` : ''
  const found = command.name === 'inspection' ? `，发现问题 ${await countFindings(context, filter)} 个` : ''
  const parts = [`共 ${total} 条${about}${found}`, stateWords(command, groups), classWords(context, question, groups)]
  return [
    title,
    text(`${parts.filter((part) => part !== '').join('；')}。`),
    ...(options.lines ? await entryLines(context, question, { filter, total }) : []),
    ...roster,
    rule,
  ]
}

type Groups = Awaited<ReturnType<typeof sumEntries>>['groups']

/** 未办结 5 条；交办 66、正在整改 5、已整改 61 (E4); nothing for kinds that are not followed up. */
function stateWords({ name, status: initial }: LedgerQuestion['command'], groups: Groups): string {
  if (initial === 'recorded') return ''
  const settled = settledStatuses(name)
  const sum = (fits: (status: string) => boolean): number =>
    groups.filter(({ status }) => fits(status)).reduce((total, { count }) => total + count, 0)
  const steps = (workflows.get(name)?.counts ?? []).flatMap(({ word, states }) => {
    const count = sum((status) => states.includes(status))
    return count > 0 ? [`${word} ${count}`] : []
  })
  return [`未办结 ${sum((status) => !settled.includes(status))} 条`, steps.join('、')].filter(Boolean).join('；')
}

/** 因病 5、因灾 3; in groups not where the class is private. */
function classWords(context: SpeakerContext, { command }: LedgerQuestion, groups: Groups): string {
  const isPrivate = hiddenHere(context, command).includes(command.classField ?? '')
  const counts = new Map<string, number>()
  for (const group of groups) if (group.class !== null) counts.set(group.class, (counts.get(group.class) ?? 0) + group.count)
  const least = /原因|为什么|为啥|因为/.test(context.message.text) ? 1 : 2
  if (isPrivate || counts.size < least) return ''
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([name, count]) => `${name} ${count}`)
    .join('、')
}

async function countFindings({ db }: SpeakerContext, filter: Parameters<typeof listEntries>[1]): Promise<number> {
  const entries = await listEntries(db, filter, MOST_INSPECTIONS)
  return entries.reduce((sum, { fields }) => sum + (Array.isArray(fields.findings) ? fields.findings.length : 0), 0)
}

async function entryLines(
  context: SpeakerContext,
  question: LedgerQuestion,
  { filter, total }: { filter: Parameters<typeof listEntries>[1]; total: number },
): Promise<Block[]> {
  const entries = await listEntries(context.db, filter, MOST_LINES, true)
  const more = total - entries.length
  const lines = list(entries.map((entry) => ledgerLine(context, question, entry)))
  return more === 0 ? [lines] : [lines, text(`还有 ${more} 条没列出；要全部请发“导出 ${question.command.title}”。`)]
}

/** 1027 6月15日 纸房村 王亦态 因病 待核实 住院自付…. */
function ledgerLine(context: SpeakerContext, { command }: LedgerQuestion, entry: Entry): string {
  const { directory } = context.house
  const hidden = hiddenHere(context, command)
  const household = directory.household(entry.householdId ?? -1)
  const main = Object.entries(command.fields).find(([key, spec]) => spec.main && !hidden.includes(key))
  const parts = [
    String(entry.no),
    shortDate(entry.date),
    directory.unit(entry.unitId).name,
    household ? shownName(context, household.head) : '',
    hidden.includes(command.classField ?? '') ? '' : entry.class,
    command.status === 'recorded' ? '' : statusWord(entry),
    piece(main ? entry.fields[main[0]] : undefined),
  ]
  return parts.filter(Boolean).join(' ')
}

function piece(value: unknown): string {
  const words = Array.isArray(value) ? value.join('；') : value
  if (typeof words !== 'string') return ''
  const characters = [...words.replace(/\s+/g, ' ')]
  return characters.length <= PIECE_LENGTH ? characters.join('') : `${characters.slice(0, PIECE_LENGTH).join('')}…`
}

/** The ledger as a whole: how many entries of each kind this year, and how to ask for one kind. */
export async function ledgerOverview(context: SpeakerContext, unit: Unit): Promise<Block[]> {
  const year = periodOf('year', context.today)
  const unitIds = context.house.directory.subtree(unit.id).map(({ id }) => id)
  const lines: string[] = []
  for (const command of context.commands.all) {
    if (command.form !== 'report' || secrecy(context, command.name) !== null) continue
    const filter = await onlySeen(context, { kind: command.name, unitIds, from: year.from, to: year.to })
    const entries = await countEntries(context.db, filter)
    if (entries > 0) lines.push(`${command.title} ${entries} 条`)
  }
  return [
    heading(`${unit.name} 台账（${year.label}）`),
    lines.length === 0 ? text('今年还没有上报记录。') : list(lines),
    text('看哪一种请写明，例如：台账 风险，走访 明细 6月。'),
    note(`口径：按事情发生日期计，撤回的不列；数据截至${shortTime(context.now)}`),
  ]
}
