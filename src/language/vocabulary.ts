import { type AskPattern, compileAsk } from './asks.ts'
import { compileLabels, type LabelSet } from './labels.ts'
import { normalise } from './normalise.ts'
import { anyOf } from './patterns.ts'
import type { CommandWords } from './types.ts'

/** A word and the command that it belongs to. */
export interface Head {
  word: string
  command: CommandWords
}

/** The commands made ready for reading, once for each list of commands. */
export interface Vocabulary {
  /** Command words by their first character, longest first. */
  heads: Map<string, Head[]>
  /** Report words that may stand inside a sentence, longest first, and a pattern that finds them. */
  verbs: Map<string, Head>
  verbPattern: RegExp
  /** Words that name a kind of report in questions, longest first. */
  matters: Head[]
  matterPattern: RegExp
  asks: AskPattern[]
  /** Does a text hold any question word? */
  askPattern: RegExp
  /** All command words, for near misses. */
  words: Head[]
  labels: Map<string, LabelSet>
  /** Title of each command. */
  titles: Map<string, string>
}

const compiled = new WeakMap<CommandWords[], Vocabulary>()

/** The vocabulary of a list of commands; the same list (by identity) is compiled once. */
export function compileVocabulary(commands: CommandWords[]): Vocabulary {
  const known = compiled.get(commands)
  if (known !== undefined) return known
  const vocabulary = compile(commands)
  compiled.set(commands, vocabulary)
  return vocabulary
}

function compile(commands: CommandWords[]): Vocabulary {
  const reports = commands.filter((command) => command.form === 'report')
  const verbs = byLength(reports.flatMap((command) => headsOf(command, command.words)))
  const matters = byLength(reports.flatMap((command) => headsOf(command, [...command.words, ...(command.matters ?? [])])))
  const asks = commands.flatMap((command) =>
    command.form === 'query' ? [...command.words, ...(command.asks ?? [])].map((ask) => compileAsk(ask, command)) : [],
  )
  return {
    asks,
    askPattern: new RegExp([...new Set(asks.filter((ask) => !ask.bare).map((ask) => ask.sign))].join('|') || '(?!)'),
    // 统一 sounds like 同意, which without a number is nothing.
    words: commands.filter((command) => !command.numbered).flatMap((command) => headsOf(command, command.words)),
    heads: byFirstCharacter(commands),
    verbs: new Map([...verbs].reverse().map((head) => [head.word, head])),
    verbPattern: anyOf(verbs.map((head) => head.word)),
    matters,
    matterPattern: anyOf(matters.map((head) => head.word)),
    titles: new Map(commands.map(({ name, words: [title = ''] }) => [name, title])),
    labels: new Map(reports.map((command) => [command.name, compileLabels(command.fields ?? {})])),
  }
}

function headsOf(command: CommandWords, words: string[]): Head[] {
  return words.map((word) => ({ word: normalise(word), command }))
}

function byLength(heads: Head[]): Head[] {
  return [...heads].sort((a, b) => b.word.length - a.word.length)
}

function byFirstCharacter(commands: CommandWords[]): Map<string, Head[]> {
  const heads = new Map<string, Head[]>()
  for (const head of byLength(commands.flatMap((command) => headsOf(command, command.words)))) {
    const first = head.word.charAt(0)
    heads.set(first, [...(heads.get(first) ?? []), head])
  }
  return heads
}

/** Command words that the text has at this place, longest first. */
export function headsAt(vocabulary: Vocabulary, text: string, at: number): Head[] {
  return (vocabulary.heads.get(text.charAt(at)) ?? []).filter((head) => text.startsWith(head.word, at))
}
