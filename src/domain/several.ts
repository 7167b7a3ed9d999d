import { list, text } from '../core/blocks.ts'
import { accepted, type Notice, type Reply, refused } from '../core/reply.ts'

/** A further number (确认户 7 8), not a date, a share or a count of something. */
const NEXT = /^[\s,，、;；和及跟]*#?(\d{1,9})(?!\d|[.:：/-]\d|[.%]|\s*[年月日号点时分户人元块万个次天岁亩]|\s*名(?![字单]))/
/** Things of one message; what comes after them are words. */
const MOST = 30

/** What became of one entry: a sentence about what was done and who is told of it, or why not. */
export type Done = { done: string; notices?: Notice[]; audit?: Reply['audit'] } | { refusal: string }

/** One reply about several things: what was done first, then what was not and why; a refusal where nothing was done. */
export function inOneReply(outcomes: Done[]): Reply {
  const done = outcomes.flatMap((one) => ('done' in one ? one : []))
  const refusals = [...new Set(outcomes.flatMap((one) => ('refusal' in one ? one.refusal : [])))]
  if (done.length === 0) return refused(refusals.join('\n'))
  const notices = done.flatMap((one) => one.notices ?? [])
  const trouble = refusals.length > 0 ? [text('没有办的：'), list(refusals)] : []
  return accepted([...done.map((one) => text(one.done)), ...trouble], { notices, audit: done.flatMap((one) => one.audit ?? []) })
}

/** The numbers at the start of what stands behind a first number, and the words after them. */
export function furtherNumbers(rest: string): { nos: number[]; words: string } {
  const nos: number[] = []
  let words = rest
  for (let match = NEXT.exec(words); match && nos.length < MOST; match = NEXT.exec(words)) {
    nos.push(Number(match[1]))
    words = words.slice(match[0].length)
  }
  return { nos, words: words.replace(/^[\s,，、;；:：]+/, '') }
}
