import type { Candidate } from './opening.ts'
import type { Talk } from './talk.ts'
import type { Head } from './vocabulary.ts'

/** How far behind the verb another report's word is looked for, and from how many characters on it counts. */
const REACH = 40
const LEAST_LENGTH = 4
const DENIED = /(?:没|无|未|不|排除|消除|化解|解除|防止|防范|预防)[^,;。]{0,4}$/

/** Another report that the words are as well: 昨天走访王亦态有返贫风险 is a visit or a risk. A word that is denied (没有返贫风险) is none. */
export function rivalReport({ message, vocabulary }: Talk, { head, rest }: Candidate): Head | null {
  const part = message.text.slice(rest.start, Math.min(rest.end, rest.start + REACH))
  for (const match of part.matchAll(vocabulary.verbPattern)) {
    const other = vocabulary.verbs.get(match[0])
    if (other === undefined || other.command === head.command || other.word.length < LEAST_LENGTH) continue
    if (!DENIED.test(part.slice(0, match.index))) return other
  }
  return null
}
