import { findEntry } from '../../db/queries/entries.ts'
import { findDialog } from '../../db/queries/traffic.ts'
import { text } from '../core/blocks.ts'
import { answer, type Reply } from '../core/reply.ts'
import type { Commands } from '../domain/command.ts'
import type { Context, SpeakerContext } from '../domain/context.ts'
import { mustMask } from '../domain/scope.ts'
import { unknownPlaceReply } from '../domain/unknown-place.ts'
import { withoutDenial } from '../language/answers.ts'
import { stripEnds } from '../language/mentions.ts'
import type { Interpretation } from '../language/types.ts'
import { offerBinding } from './binding-offer.ts'
import { placeLoneFiles } from './lone-files.ts'

/** Plain talk: silence in a group that does not mention the bot, else one short line of help; a lone file goes to the last entry. */
export async function runTalk(commands: Commands, context: SpeakerContext, found: Interpretation): Promise<Reply | null> {
  const { attachments } = context.message
  if (attachments.length > 0) return await placeLoneFiles(context, isAddressed(context))
  if (isAddressed(context)) {
    const offer = offerBinding(context)
    if (offer) return offer
  }
  if (found.kind === 'nearest') return didYouMean(commands, context, found)
  const correction = await correctionMeant(context)
  if (correction) return correction
  if (!isAddressed(context)) return null
  const unknown = unknownPlaceReply(context)
  if (unknown) return unknown
  return answer([text('我在。报情况请以“走访”“会议”等开头，查进度请说“走访进度”；发“帮助”看全部用法。')], {
    buttons: [{ text: '帮助', says: '帮助' }],
  })
}

/** An almost-command: what it may have meant, as a button that says it. */
function didYouMean(commands: Commands, context: SpeakerContext, found: Extract<Interpretation, { kind: 'nearest' }>): Reply {
  const title = commands.byName.get(found.command)?.title ?? ''
  const { says } = found
  // The words may hold a household's name, which a group above village level is not shown again.
  const label = says === undefined || says.length > BUTTON_LENGTH || mustMask(context) ? `是，${title}` : says
  const meant = says === undefined ? [] : [{ text: label, says }]
  return answer([text(`没有听懂。您是要“${title}”吗？发“帮助 ${title}”可以看写法。`)], {
    buttons: [...meant, { text: `帮助 ${title}`, says: `帮助 ${title}` }],
  })
}

/** What fits on a button. */
const BUTTON_LENGTH = 20

/** In a direct chat everything is said to the bot; in a group what mentions it. */
export function isAddressed(context: Context): boolean {
  return context.chat.kind === 'direct' || context.reading.botNames.some((name) => context.message.text.includes(`@${name}`))
}

/** 不对，是王亦泰 after an entry was stored: the correction that was meant is offered, never made. Null: it is nothing of the kind. */
async function correctionMeant({ db, chat, speaker, now, message, reading }: SpeakerContext): Promise<Reply | null> {
  const { start, end } = stripEnds(message.text, reading.botNames)
  const raw = message.text.slice(start, end)
  const name = withoutDenial(raw)
  if (name === raw) return null
  const last = (await findDialog(db, { chatId: chat.id, memberId: speaker.id, kind: 'last-entry', now })) as { no: number } | null
  const entry = last && (await findEntry(db, last.no))
  const villageIds = reading.lexicon.villagesIn(reading.speaker.scopeUnitIds)
  if (!entry?.householdId || reading.lexicon.resolveHousehold(name, villageIds).kind === 'none') return null
  const says = `改 ${entry.no} 户主:${name}`
  return answer([text(`要改 #${entry.no} 的户主吗？请点按钮，或发：改 ${entry.no} 户主:正确的姓名`)], {
    buttons: [{ text: '改户主', says }],
  })
}
