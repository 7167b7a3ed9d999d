import { readHousehold } from './households.ts'
import type { Message } from './message.ts'
import type { Candidate } from './opening.ts'
import type { Talk } from './talk.ts'
import type { Head } from './vocabulary.ts'

/** The place after a command word and others of the same command right behind it (入户走访). */
export function afterWords({ message }: Talk, head: Head, start: number): number {
  let at = start + head.word.length
  for (;;) {
    const more = head.command.words.find((word) => message.text.startsWith(word, at))
    if (more === undefined) break
    at += more.length
  }
  if (CLOSED.test(message.text.charAt(at))) return at + 1
  const titled = TITLED.exec(message.text.slice(at, at + 12))?.[0].length ?? 0
  if (titled > 0 && isNamed(message, at + titled)) return at + titled
  const title = RECORD.exec(message.text.slice(at, at + 12))?.[0].length ?? 0
  return at + (title > 0 ? title : (/^(?:那个|这个|嗯+|呃+)+/.exec(message.text.slice(at, at + 12))?.[0].length ?? 0))
}

const CLOSED = /[】\]」>)#]/
/** 走访情况:王亦态…: a title, no label, when a head follows. */
const TITLED = /^(?:情况|记录)(?:如下)?\s*:\s*/

function isNamed(message: Message, start: number): boolean {
  const match = readHousehold(message, { start, end: message.text.length })?.match
  return match?.kind === 'found' && match.rule === 'exact'
}

/** 走访记录, 问题清单: the title of what stands on the next lines. */
const RECORD = /^(?:记录|清单|台账|登记|统计|报告)?表?(?=\s*:?\s*\n)/

/** The report that the command word at a place makes of the words around it; null when it is none's. */
export function reportAt(talk: Talk, { word, at }: { word: string; at: number }): Candidate | null {
  const { span, vocabulary } = talk
  const head = vocabulary.verbs.get(word)
  const labels = vocabulary.labels.get(head?.command.name ?? '')
  if (head === undefined || labels === undefined) return null
  return { head, labels, before: { start: span.start, end: at }, rest: { start: afterWords(talk, head, at), end: span.end } }
}
