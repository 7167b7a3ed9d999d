import type { DateText } from '../clock.ts'
import type { FieldSpecs } from '../core/fields.ts'
import type { HouseholdKind, UnitKind } from '../core/nouns.ts'
import type { TitledDuty } from './names/duty-titles.ts'
import type { Lexicon } from './names/lexicon.ts'

/** The roster as the language room is given it: plain rows, no database. */
export interface Roster {
  /** `closed`: merged into another; it is named no more, but still lies in the tree. */
  units: {
    id: number
    code: string
    name: string
    kind: UnitKind
    parentId: number | null
    path: string
    aliases: string[]
    closed?: boolean
  }[]
  /** `until`: the day it left the roster; `formerHeads`: names that it bore before. Both are found by their exact names only. */
  households: {
    id: number
    villageId: number
    groupName: string
    head: string
    kind: HouseholdKind
    until?: string | null
    formerHeads?: string[]
  }[]
  members: { id: number; name: string; unitIds: number[]; titles: string[] }[]
  /** Words of the packs: indicator names with aliases. */
  indicators: { name: string; aliases: string[] }[]
  /** Titles of the packs' duties and rankings. */
  duties?: TitledDuty[]
}

/** Where the speaker stands: what is found in his words is looked for here. */
export interface Speaker {
  /** Units whose subtree he may report on; households are resolved in these villages only. */
  scopeUnitIds: number[]
  /** Households besides that he may name: those in his care (帮扶责任人). */
  householdIds?: number[]
  /** His own unit (first post), and the unit of the chat. */
  homeUnitId: number | null
  chatUnitId: number | null
}

/** One command as the reader sees it. */
export interface CommandWords {
  name: string
  /** Command words, the first is the title. */
  words: string[]
  /**
   * report: fields are read from the rest, the verb may stand inside a sentence;
   * action: works on an entry, `word number rest`;
   * query: found by question words and matters in free order;
   * word: must stand first, the rest is the command's own business (绑定, 我是, 授权 …).
   */
  form: 'report' | 'action' | 'query' | 'word'
  fields?: FieldSpecs
  /** For words that are plain talk without a number behind them (同意 12). */
  numbered?: boolean
  /** For reports: words by which questions name this matter, besides its command words (会 for 会议, 走 for 走访). */
  matters?: string[]
  /** For queries: question words; the command whose words fit best answers. */
  asks?: string[]
  /** For queries that need no matter or unit (帮助, 规定, 我的待办): the words alone, at the start, are the question. */
  alone?: boolean
  /** How a message with several items becomes entries: one each (default), or one in all (会议), or one for each unit (督查). */
  items?: 'each' | 'one' | 'unit'
}

/** A half-open range of dates that a question named. */
export interface PeriodReading {
  from: DateText
  /** First day after it. */
  to: DateText
  /** Key such as 2023-06, 2023-W24, 2023B3, 2023Q2, 2023H1, 2023; null for a free range (最近7天). */
  key: string | null
  /** As said back: 2023年6月. */
  label: string
}

/** With what figures are to be compared: the period before (环比, 比上月), or the same one a year ago (同比). */
export type Comparison = 'previous' | 'year-ago'

/** What a question is made of; every part is optional (interface §3). */
export interface QueryReading {
  unitIds: number[]
  /** Kind of report asked about (command name: visit, meeting …). */
  matter?: string
  /** Titles of the duties that are meant, where words of a title were said (四保障集中排查); `matter` is what they count. */
  duties?: string[]
  /** An indicator of the packs. */
  indicator?: string
  period?: PeriodReading
  /** A household that is named, within the speaker's scope. */
  householdIds: number[]
  memberIds: number[]
  /** 前N; 第一/最好 = 1. */
  top?: number
  /** 后N / 倒数N; 垫底/最慢 = 1. */
  bottom?: number
  /** 第几: the place of the units named among their like is asked for. */
  place?: true
  /** 比上月, 同比 …; `period` is the one that the figures are of. */
  compare?: Comparison
  /** Entry number, if one is named. */
  no?: number
  /** What is left after all parts were taken out, for commands with words of their own. */
  rest: string
}

/** A field that cannot be stored yet, and why. */
export interface Ask {
  field: string
  reason: 'missing' | 'choice' | 'invalid' | 'unknown' | 'outside'
  /** What was typed for it, if anything. */
  typed?: string
  /** For `choice` and `unknown`: what it could be. `note` tells equal names apart (三组 脱贫户). */
  candidates?: { id: number; name: string; note: string }[]
  /** For `invalid`: the Chinese sentence that says what is wrong and how to do it right. */
  message?: string
}

/** What was read otherwise than it was typed: a value, or with `label` the field's label (情矿 → 情况). */
export interface Correction {
  field: string
  typed: string
  taken: string
  label?: true
}

/** One report as understood. */
export interface ItemReading {
  /** Stored shapes by field key (core/fields.ts). */
  values: Record<string, unknown>
  /** Row ids behind names: household, unit fields, persons; by field key. */
  ids: Record<string, number | number[]>
  asks: Ask[]
  /** Values that changed what was typed (王亦泰 → 王亦态), to be shown in the echo. */
  corrections: Correction[]
  /** The words of this item, as typed. */
  source: string
  /** Which words gave which field and by which rule, for `cli read`. */
  trace: { field: string; words: string; rule: string }[]
}

/** Which words of a question gave which part, and by which rule, for `cli read`. */
export type QueryTrace = { part: string; words: string; rule: string }[]

/** A part that a follow-up question takes over from the one before it. */
export type Inherited = 'command' | 'unit' | 'matter' | 'indicator' | 'period'

/** What a message is, decided in the order of interface §1. `rule` says what decided it, for `cli read`. */
export type Interpretation =
  | { kind: 'action'; rule: Rule; command: string; word: string; no: number; rest: string }
  | { kind: 'report'; rule: Rule; command: string; word: string; items: ItemReading[] }
  | { kind: 'word'; rule: Rule; command: string; word: string; rest: string }
  | { kind: 'query'; rule: Rule; command: string; query: QueryReading; trace: QueryTrace; inherited?: Inherited[] }
  /** Looks like a command but is not one; the nearest is named (did you mean), with the words that would be understood. */
  | { kind: 'nearest'; rule: Rule; command: string; says?: string }
  /** Plain talk. */
  | { kind: 'chatter'; rule: Rule }
  /** Nothing is left once mention, emoji and fillers are taken off. */
  | { kind: 'empty'; rule: Rule }

/** What decided the kind of a message. */
export type Rule =
  | 'nothing left'
  | 'action word before a number'
  | 'number before an action word'
  | 'word that stands first'
  | 'question that needs nothing else'
  | 'command word with a label or a name'
  | 'command word typed like a command'
  | 'question word'
  | 'follow-up question'
  | 'labels without command word'
  | 'two reports'
  | 'answer to a numbered list'
  | 'action word without number'
  | 'nearly a command word'
  | 'plain talk'

/** What a message is read against. */
export interface World {
  commands: CommandWords[]
  lexicon: Lexicon
  speaker: Speaker
  nowMs: number
  /** Names by which the bot is mentioned. */
  botNames: string[]
  voice: boolean
}
