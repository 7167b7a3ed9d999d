import { addFiles } from '../../db/queries/entries.ts'
import type { IncomingAttachment } from '../core/message.ts'
import type { SpeakerContext } from './context.ts'

/** Notes the files that came along; they are fetched after the commit. */
export async function keepFiles(context: SpeakerContext, entryNo: number, attachments: IncomingAttachment[]): Promise<void> {
  await addFiles(
    context.db,
    attachments.map((file) => ({
      entryNo,
      platform: context.message.platform,
      name: file.name,
      mime: file.mime,
      source: file.source,
      state: 'pending' as const,
      attempts: 0,
      memberId: context.speaker.id,
      at: context.now,
    })),
  )
}
