import { findDialog } from '../../db/queries/traffic.ts'
import { type Block, note } from '../core/blocks.ts'
import { type FollowUp, readFollowUp } from '../language/follow-up.ts'
import type { Interpretation } from '../language/types.ts'
import type { SpeakerContext } from './context.ts'
import type { FiguresShown } from './documents/basis.ts'
import { matterTitle } from './inquiry.ts'
import { DIALOG_MS } from './question.ts'

/** How long a question may be followed up by one that leaves out what it said (interface §3). */
const FOLLOW_MS = 5 * 60_000

/** 那驿马呢, 排名呢 right after a question of the same person in this chat, made whole; null when the message is none. */
export async function followUp(context: SpeakerContext, alone: Interpretation): Promise<FollowUp | null> {
  if (alone.kind !== 'query' && alone.kind !== 'chatter' && alone.kind !== 'nearest') return null
  const { db, chat, speaker, now, message } = context
  // What was shown is remembered for longer than it may be followed up.
  const at = { chatId: chat.id, memberId: speaker.id, kind: 'figures', now: now + DIALOG_MS - FOLLOW_MS } as const
  const shown = (await findDialog(db, at)) as FiguresShown | null
  return shown && readFollowUp(message.text, context.reading, shown)
}

/** Says what was taken over, so that it can be put right. */
export function inheritedNote(
  context: SpeakerContext,
  { query, inherited = [] }: Omit<FollowUp, 'inherited'> & Partial<FollowUp>,
): Block[] {
  const { directory } = context.house
  const words = inherited.flatMap((part) => {
    if (part === 'unit') return query.unitIds.map((id) => directory.unit(id).name)
    if (part === 'matter') return query.matter === undefined ? [] : [matterTitle(context, query.matter)]
    if (part === 'indicator') return query.indicator ?? []
    return part === 'period' ? (query.period?.label ?? []) : []
  })
  return words.length === 0 ? [] : [note(`接着刚才的问：${words.join(' · ')}`)]
}
