import { WITHDRAWN } from '../../../db/queries/entries.ts'
import { type EntryFilter, listEntries } from '../../../db/queries/entry-lists.ts'
import { type Block, heading, note, text } from '../../core/blocks.ts'
import type { Unit } from '../../core/nouns.ts'
import type { QueryReading } from '../../language/types.ts'
import type { SpeakerContext } from '../context.ts'
import { readDutyFigures } from '../duty-figures.ts'
import { figureEntries } from '../figure-entries.ts'
import { figureNotes, shortDate, shortTime } from '../figure-notes.ts'
import { dutiesOn, maySeePerson } from '../inquiry.ts'
import { ledgerQuestion, ledgerTitle, within } from '../ledger-question.ts'
import { isSecretKind, maySeeEntry } from '../secrecy.ts'
import type { Subject } from '../subjects.ts'

/** Entries that are listed; the rest is counted. */
const MOST_ENTRIES = 30
/** Entries of a ledger question that are looked at. */
const MOST_FOUND = 10_000

/** The question whose figures were shown last, with the words it was asked in. */
export interface FiguresShown {
  /** The command that answered: what is asked of the ledger itself has no duty behind it. */
  command: string
  query: QueryReading
  text: string
}

/** 依据: the entries behind the figures that a question was answered with, by number and date (counting rules, opening words). */
export async function basisDocument(context: SpeakerContext, unit: Unit, { command, query, text }: FiguresShown): Promise<Block[]> {
  const asked: SpeakerContext = { ...context, message: { ...context.message, text } }
  if (command === 'ledger') return await ledgerBasis(asked, unit, query)
  const only = (subject: Subject): boolean => subject.type === 'unit' || maySeePerson(context, subject)
  const blocks: Block[] = []
  for (const packDuty of dutiesOn(context, unit, query)) {
    const figures = await readDutyFigures(context, packDuty, { now: context.now, roots: [unit.id], only, asked: query.period })
    if (!figures || figures.standings.length === 0) continue
    const label = figures.part ? figures.part.label : figures.label
    const nos = (await figureEntries(context, figures, { now: context.now, asked: query.period }))(unit.id)
    blocks.push(...(await listed(context, `${unit.name} ${figures.duty.title}（${label}）`, nos)), ...figureNotes(figures, context.now))
  }
  return blocks.length > 0 ? blocks : await ledgerBasis(asked, unit, query)
}

async function ledgerBasis(context: SpeakerContext, unit: Unit, query: QueryReading): Promise<Block[]> {
  const question = ledgerQuestion(context, query)
  if (question === null || 'mark' in question) return []
  const filter: EntryFilter = await within(context, question, unit)
  const nos = (await listEntries(context.db, filter, MOST_FOUND)).map(({ no }) => no)
  const rule = note(`口径：按事情发生日期计，撤回的不列；数据截至${shortTime(context.now)}`)
  return [...(await listed(context, ledgerTitle(question, unit), nos)), rule]
}

/** Numbers stand without #: nothing here was just recorded. */
async function listed(context: SpeakerContext, title: string, nos: number[]): Promise<Block[]> {
  const newest = [...nos].sort((a, b) => b - a).slice(0, MOST_ENTRIES)
  const found = await listEntries(context.db, { nos: newest, all: true }, MOST_ENTRIES, true)
  // What stays secret is counted where a duty asks for it, and named to those only who may see it.
  const entries = found.filter((entry) => !isSecretKind(context, entry.kind) || maySeeEntry(context, entry))
  const more = nos.length - entries.length
  if (nos.length === 0) return [heading(`依据：${title}`), text('没有计入的记录。')]
  // A closed period's figures stand, whatever is taken back afterwards.
  const since = (status: string): string => (status === WITHDRAWN ? '，后来撤回' : '')
  const words = entries.map(({ no, date, status }) => `${no}（${shortDate(date)}${since(status)}）`).join('、')
  return [
    heading(`依据：${title}`),
    text(`共 ${nos.length} 条记录：${words}${more > 0 ? `……还有 ${more} 条` : ''}。看某一条请发“查 编号”。`),
  ]
}
