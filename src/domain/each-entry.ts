import { findEntry } from '../../db/queries/entries.ts'
import { type Block, list, text } from '../core/blocks.ts'
import type { Entry } from '../core/nouns.ts'
import { type Reply, refused } from '../core/reply.ts'
import type { ActionCommand } from './command.ts'
import type { SpeakerContext } from './context.ts'
import { entriesNamed, type Part } from './entries-named.ts'
import { maySeeEntry } from './secrecy.ts'
import { furtherNumbers } from './several.ts'

/** The same words whether the entry does not exist or is none of the speaker's: a number must not be confirmed by guessing. */
function notFound(no: number): string {
  return `没有找到编号 ${no} 的记录，或者它不在您的范围内。请核对编号，发“我的上报”可以查看。`
}

const leftUndone = (word: string, no: number): string => `${no} 没有办，要办请另发：${word} ${no} …`

/** The first number is nobody's: nothing is done, to the others neither, which are named. */
export async function refuseUnknown(
  context: SpeakerContext,
  command: ActionCommand,
  { no, word, rest }: { no: number; word: string; rest: string },
): Promise<Reply> {
  const others: string[] = []
  for (const other of furtherNumbers(rest).nos) {
    const entry = await findEntry(context.db, other)
    if (!entry || !maySeeEntry(context, entry)) continue
    if (command.wording?.(context, { entry, word }).fits(entry) !== false) others.push(leftUndone(word, other))
  }
  return refused([notFound(no), ...others].join('\n'))
}

/** Does an action to every entry that a message names, each checked by itself, in one reply: what was done, what was not and why, what is asked. */
export async function toEachEntry(
  context: SpeakerContext,
  command: ActionCommand,
  input: { entry: Entry; word: string; rest: string },
): Promise<Reply> {
  const { word } = input
  const { parts, left } = await entriesNamed(context, command, input)
  const [first, ...others] = parts
  const undone = [...(command.single ? others.map(({ no }) => no) : []), ...left]
  const replies: Reply[] = []
  for (const part of command.single && first ? [first] : parts) {
    const asked = replies.some(({ mark }) => mark === '❓')
    const reply = await actOn(context, command, { ...part, word, first: input.entry, asked })
    if (reply) replies.push(reply)
    else undone.push(part.no)
  }
  const [only] = replies
  const hints = undone.map((no) => leftUndone(word, no))
  return only && replies.length === 1 && hints.length === 0 ? only : inOne(replies, hints)
}

/** Null: something would have to be asked about it, and another question is open already. */
async function actOn(
  context: SpeakerContext,
  command: ActionCommand,
  about: Part & { word: string; first: Entry; asked: boolean },
): Promise<Reply | null> {
  const { no, word, words, first, asked } = about
  const entry = no === first.no ? first : await findEntry(context.db, no)
  if (!entry || !maySeeEntry(context, entry)) return refused(notFound(no))
  const input = { entry, word, rest: words }
  if (asked && command.wording?.(context, input).reads(entry, words) === 'unclear') return null
  return await command.run(context, input)
}

/** Several replies as one: what was done first, what was not and why, and at the end what is asked. */
function inOne(replies: Reply[], hints: string[]): Reply {
  const refusals = replies.filter(({ mark }) => mark === '❌').flatMap(({ blocks }) => blocks)
  const reasons = [...new Set(refusals.flatMap((block) => (block.kind === 'text' ? block.text : [])))]
  const done = replies.filter(({ mark }) => mark === '✅' || mark === '')
  const asked = replies.filter(({ mark }) => mark === '❓')
  const told = done.length > 0 || asked.length > 0
  if (!told) return refused([...reasons, ...hints].join('\n'))
  const trouble = [...reasons, ...hints]
  const blocks = [
    ...notesLast(done.flatMap((one) => one.blocks)),
    ...(trouble.length > 0 ? [text('没有办的：'), list(trouble)] : []),
    ...asked.flatMap((one) => one.blocks),
  ]
  const buttons = replies.flatMap((one) => one.buttons ?? [])
  const direct = replies.flatMap((one) => one.direct?.blocks ?? [])
  return {
    mark: done.some(({ mark }) => mark === '✅') ? '✅' : asked.length > 0 ? '❓' : '',
    blocks,
    ...(buttons.length > 0 ? { buttons } : {}),
    ...(direct.length > 0 ? { direct: { blocks: direct } } : {}),
    notices: replies.flatMap((one) => one.notices ?? []),
    entries: replies.flatMap((one) => one.entries ?? []),
    audit: replies.flatMap((one) => one.audit ?? []),
  }
}

/** Small print that is the same of several (已告知：马岭镇) stands once, behind everything. */
function notesLast(blocks: Block[]): Block[] {
  const notes = new Map(blocks.flatMap((block) => (block.kind === 'note' ? [[block.text, block] as const] : [])))
  return [...blocks.filter(({ kind }) => kind !== 'note'), ...notes.values()]
}
