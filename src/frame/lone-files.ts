import { lastEntries } from '../../db/queries/last-entries.ts'
import { findDialog } from '../../db/queries/traffic.ts'
import { text } from '../core/blocks.ts'
import { asking, type Reply } from '../core/reply.ts'
import { choiceQuestion } from '../domain/asking.ts'
import type { SpeakerContext } from '../domain/context.ts'
import { keepFiles } from '../domain/keep-files.ts'
import { Offered, type OpenChoice, type OpenDialog, openQuestion } from '../domain/question.ts'

/** Is this question one about photos that wait to be placed? */
export function isOffer(open: OpenDialog): open is OpenChoice {
  return open.type === 'choice' && open.command === 'attach'
}

/**
 * Photos or files without a word: they belong to the last entry of this chat. In a direct chat those that a group cannot be sent are
 * offered to the person's last entry there, when it is the newer one (interface §1, 'In real groups').
 */
export async function placeLoneFiles(context: SpeakerContext, isAddressed: boolean): Promise<Reply | null> {
  const { db, chat, speaker, now, message } = context
  const offered = await joinOffer(context)
  if (offered) return null
  const [last] = await lastEntries(db, { memberId: speaker.id, chatId: chat.id, andGroups: chat.kind === 'direct', now })
  if (!last) return isAddressed ? asking([text('收到照片或文件，请问是哪一条的？请回复：补 编号（把照片一起发来）')]) : null
  if (last.chatId !== chat.id) return await offer(context, last.no)
  await keepFiles(context, last.no, message.attachments)
  return { mark: '✅', blocks: [text(`照片已附到 #${last.no}。不是这条的，请发：补 编号，再发照片。`)], entries: [last.no] }
}

async function offer(context: SpeakerContext, no: number): Promise<Reply> {
  const { attachments } = context.message
  const prompt = `这${attachments.length > 1 ? '些' : '张'}是 #${no} 的吗？`
  const question = {
    type: 'choice',
    command: 'attach',
    prompt,
    candidates: [{ id: no, name: `#${no}`, note: '' }],
    data: { no, attachments },
  } as const satisfies OpenChoice
  await openQuestion(context, question)
  return choiceQuestion(question)
}

/** Several photos in a row are asked about once: further ones join those that wait for the answer. */
async function joinOffer(context: SpeakerContext): Promise<boolean> {
  const { db, chat, speaker, now, message } = context
  const open = (await findDialog(db, { chatId: chat.id, memberId: speaker.id, kind: 'question', now })) as OpenDialog | null
  if (!open || !isOffer(open)) return false
  const { no, attachments } = Offered.parse(open.data)
  await openQuestion(context, { ...open, data: { no, attachments: [...attachments, ...message.attachments] } })
  return true
}
