import { findEntry } from '../../db/queries/entries.ts'
import { list, text } from '../core/blocks.ts'
import type { Entry } from '../core/nouns.ts'
import { accepted, type Notice, type Reply, refused } from '../core/reply.ts'
import { toldNote } from './case-notices.ts'
import type { SpeakerContext } from './context.ts'
import { maySeeEntry } from './secrecy.ts'

/** A further number of an action (撤 1027 1028), not a date, a share or a count of something. */
const NEXT = /^[\s,，、;；和及跟]*#?(\d{1,9})(?!\d|[.:：/-]\d|[.%]|\s*[年月日号点时分户人元块万个次名天岁亩])/
/** Entries of one message; what comes after them are words. */
const MOST = 30

/** What became of one entry: a sentence about what was done and who is told of it, or why not. */
export type Done = { done: string; notices?: Notice[] } | { refusal: string }

/** The numbers at the start of what stands behind an action's first number, and the words after them. */
export function furtherNumbers(rest: string): { nos: number[]; words: string } {
  const nos: number[] = []
  let words = rest
  for (let match = NEXT.exec(words); match && nos.length < MOST; match = NEXT.exec(words)) {
    nos.push(Number(match[1]))
    words = words.slice(match[0].length)
  }
  return { nos, words: words.replace(/^[\s,，、;；:：]+/, '') }
}

/** Does one thing to every entry that a message names, in one reply: what was done first, then what was not and why. */
export async function toEach(
  context: SpeakerContext,
  input: { entry: Entry; rest: string },
  act: (entry: Entry, words: string) => Promise<Done>,
): Promise<Reply> {
  const { nos, words } = furtherNumbers(input.rest)
  const done: { no: number; words: string }[] = []
  const refusals: string[] = []
  const notices: Notice[] = []
  for (const no of new Set([input.entry.no, ...nos])) {
    const entry = no === input.entry.no ? input.entry : await findEntry(context.db, no)
    // The same words whether it does not exist or is none of the speaker's.
    const outcome =
      entry && maySeeEntry(context, entry) ? await act(entry, words) : { refusal: `没有找到编号 ${no} 的记录，或者它不在您的范围内。` }
    if ('refusal' in outcome) refusals.push(outcome.refusal)
    else {
      done.push({ no, words: outcome.done })
      notices.push(...(outcome.notices ?? []))
    }
  }
  if (done.length === 0) return refused(refusals.join('\n'))
  const blocks = done.map((one) => text(one.words))
  const trouble = refusals.length > 0 ? [text('没有办的：'), list(refusals)] : []
  return accepted([...blocks, ...trouble, ...toldNote(context, notices)], { entries: done.map(({ no }) => no), notices })
}
