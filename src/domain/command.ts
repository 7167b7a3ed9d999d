import type { Button } from '../core/blocks.ts'
import type { FieldSpecs } from '../core/fields.ts'
import type { Entry, Role } from '../core/nouns.ts'
import type { Notice, Reply } from '../core/reply.ts'
import type { CommandWords, QueryReading } from '../language/types.ts'
import type { Context, SpeakerContext } from './context.ts'
import type { Draft } from './entries.ts'
import type { Wording } from './entries-named.ts'
import type { Table } from './table-file.ts'

/**
 * Something that can be typed. Placeholders are filled from the speaker's own roster: {户主} a household, {户主2} another, {村} a
 * village, {单位} his unit, {编号} his last entry. Help, quick buttons, the handbook and a test that runs it all come from it.
 */
export interface Example {
  say: string
  /** First character of the reply that it must get, '' for an answer. */
  mark: '✅' | '❓' | '❌' | ''
  /** Needs a #number of this kind to exist first. */
  after?: string
}

/** Where a table is taken: inside the transaction that marks its file as stored. */
export type TableGround = Pick<Context, 'db' | 'house' | 'now' | 'today' | 'commands'>

interface CommandBase {
  /** The file's name, and the key of a report's kind. */
  name: string
  /** Chinese title: the first command word. */
  title: string
  aliases: string[]
  /** One line for help. */
  summary: string
  roles: readonly Role[]
  examples: Example[]
  /** Place in help, handbook and quick buttons; lower comes first (default 100). */
  order?: number
}

/** A report: its fields say all; the frame reads, asks, checks, stores and echoes. */
export interface ReportCommand extends CommandBase {
  form: 'report'
  fields: FieldSpecs
  matters: string[]
  /** What summaries count it in: 户次, 条 (default 次). */
  measure?: string
  /** Never counted in summaries: presence is no outcome (签到). */
  unsummed?: boolean
  /** Classes that summaries do not count: a telephone contact is no visit (counting-rules 1). */
  uncounted?: string[]
  items?: 'each' | 'one' | 'unit'
  /** The field whose value becomes the entry's class. */
  classField?: string
  /** The class, where no single field bears it (月报: the group of its first indicator); null: none. */
  classOf?(context: SpeakerContext, values: Record<string, unknown>): string | null
  /** State of a new entry: `recorded` for kinds without follow-up. */
  status: string
  /** Stays secret until it is assigned: shown to inspectors and the named leader only, never in a group (src/domain/secrecy.ts). */
  secret?: boolean
  /** Of what is secret: for the named leader and its writer only, not for inspectors (问责建议). */
  leaderOnly?: true
  /** Looks over the parent's subtree (督查, 调研). */
  wide?: boolean
  /**
   * The field that names the unit an entry is about; without it, or where it names none, that is the speaker's unit. A unit outside his
   * scope refuses the report, or only has to act (责任单位 of a problem) while the entry stays with his own.
   */
  about?: { field: string; outside: 'refuse' | 'own' }
  /** Fields that name who has to act: they are told at once. */
  assigns?: string[]
  /** Fields that a group must not show: it gets number and household only, the rest goes to the direct chat. */
  privateFields?: string[]
  /** Fields that a file may stand for (正文 or a file). */
  fileFor?: string
  /** Values that are known without asking (方式 = 入户); what was typed stands. */
  defaults?(context: SpeakerContext, values: Record<string, unknown>): Record<string, unknown>
  /** Fields that these values make necessary (离岗 wants 至). */
  needs?(values: Record<string, unknown>): string[]
  /** Cannot be corrected once it is stored (a random draw): it is taken back and reported anew. */
  fixed?: boolean
  /** What the house adds when it is stored or corrected (the draw of a spot check), over whatever was typed; a Chinese sentence refuses. */
  derives?(context: SpeakerContext, about: { values: Record<string, unknown>; unitId: number }): object | string
  /** Does a new report look like an entry about the same unit on the same day (one meeting reported twice)? Then it is asked about. */
  resembles?(draft: Draft, entry: Entry): boolean
  /** Whom else a new entry is told at once, and what (双报告). */
  tells?(context: SpeakerContext, entry: Entry): Notice[]
  /** What may follow from a new entry, with one tap (a risk from a visit, D10). */
  offers?(context: SpeakerContext, entry: Entry): { words: string; button: Button } | null
  /** Takes the table of a file that came with an entry, once it is stored; a string says why it could not be read. */
  takesTable?(ground: TableGround, about: { entry: Entry; table: Table | string }): Promise<Notice[]>
  /** What to type next about a new entry, shown under its echo. */
  next?(entry: Entry): string
  /** How an entry's content can be verified, shown with it (the seed of a draw). */
  explains?(entry: Entry): string
  /** A last look before storing; a Chinese sentence refuses. */
  check?(context: SpeakerContext, values: Record<string, unknown>): string | null
}

/** What works on an existing entry: `改 1027 …`. */
export interface ActionCommand extends CommandBase {
  form: 'action'
  /** For one entry at a time (改); further numbers are named as left undone. Any other is done to each of them. */
  single?: true
  /** How its words are read where they may name further entries; without it, numbers at their start are entries, and nothing else. */
  wording?(context: SpeakerContext, about: { entry: Entry; word: string }): Wording
  run(context: SpeakerContext, input: { entry: Entry; word: string; rest: string }): Promise<Reply>
  /** Takes the answer to a choice that was opened in its name: the candidate's id, or null for none of them. */
  answer?(context: SpeakerContext, data: Record<string, unknown>, chosen: number | null): Promise<Reply>
}

/** A question; runs on the read connection, outside any transaction. */
export interface QueryCommand extends CommandBase {
  form: 'query'
  asks: string[]
  alone?: boolean
  /** It answers with figures: 依据 after it lists the entries behind. */
  figures?: boolean
  run(context: SpeakerContext, query: QueryReading): Promise<Reply>
}

/** A word that must stand first (绑定, 我是 …). `anyone`: may be typed by who is nobody yet. */
export interface WordCommand extends CommandBase {
  form: 'word'
  anyone?: boolean
  /** Without a number behind it the word is plain talk (a bare 同意 does nothing). */
  numbered?: boolean
  /** Null: the word was plain talk here, and the bot keeps silent. */
  run(context: Context, input: { word: string; rest: string }): Promise<Reply | null>
  /** Takes the answer to a choice that the command opened: the candidate's id, or null for none of them. */
  answer?(context: SpeakerContext, data: Record<string, unknown>, chosen: number | null): Promise<Reply>
  /** Does what a reply of its promised (`Reply.job`): whom to tell what. Done anew after a stop, so it leaves out whom it told already. */
  runJob?(ground: JobGround, data: unknown): Promise<Notice[]>
}

/** What a job sees: the house, as of the moment at which it was promised. */
export type JobGround = Pick<Context, 'db' | 'house' | 'commands' | 'now' | 'today'>

/** Any command; `form` tells which. */
export type Command = ReportCommand | ActionCommand | QueryCommand | WordCommand

/** Declares a report command. */
export function defineReport(
  command: Omit<ReportCommand, 'form' | 'status' | 'matters' | 'roles'> & Partial<Pick<ReportCommand, 'status' | 'matters' | 'roles'>>,
): ReportCommand {
  return { form: 'report', status: 'recorded', matters: [], roles: ['reporter', 'manager', 'admin'], ...command }
}

/** Declares an action on an entry. */
export function defineAction(command: Omit<ActionCommand, 'form' | 'roles'> & Partial<Pick<ActionCommand, 'roles'>>): ActionCommand {
  return { form: 'action', roles: everyRole, ...command }
}

/** Declares a question. */
export function defineQuery(command: Omit<QueryCommand, 'form' | 'roles'> & Partial<Pick<QueryCommand, 'roles'>>): QueryCommand {
  return { form: 'query', roles: everyRole, ...command }
}

/** Declares a word command. */
export function defineWord(command: Omit<WordCommand, 'form' | 'roles'> & Partial<Pick<WordCommand, 'roles'>>): WordCommand {
  return { form: 'word', roles: everyRole, ...command }
}

/** All roles. */
export const everyRole: readonly Role[] = ['reporter', 'manager', 'leader', 'inspector', 'admin']

/** The commands as they were found in their folder. */
export interface Commands {
  all: Command[]
  byName: Map<string, Command>
  /** The same as the language room sees them. */
  words: CommandWords[]
}

const DEFAULT_ORDER = 100

/** Indexes the commands for dispatch and reading. */
export function indexCommands(loaded: Command[]): Commands {
  const all = [...loaded].sort((a, b) => (a.order ?? DEFAULT_ORDER) - (b.order ?? DEFAULT_ORDER))
  return { all, byName: new Map(all.map((command) => [command.name, command])), words: all.map(toWords) }
}

function toWords(command: Command): CommandWords {
  const words = { name: command.name, words: [command.title, ...command.aliases], form: command.form }
  if (command.form === 'report') {
    return { ...words, fields: command.fields, matters: command.matters, ...(command.items ? { items: command.items } : {}) }
  }
  if (command.form === 'query') return { ...words, asks: command.asks, ...(command.alone ? { alone: true } : {}) }
  return command.form === 'word' && command.numbered ? { ...words, numbered: true } : words
}
