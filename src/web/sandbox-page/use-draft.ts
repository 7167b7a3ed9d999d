import { useState } from 'preact/hooks'
import { readAttachments } from './attachments.ts'
import type { Attachment, OutgoingMessage } from './sandbox-types.ts'

/** What the composer holds before it is sent. */
export interface Draft {
  text: string
  attachments: Attachment[]
  voice: boolean
}

/** The draft of one chat; each chat keeps its own. */
export interface DraftKeeper {
  draft: Draft
  change: (part: Partial<Draft>) => void
  clear: () => void
  /** Rejects with a Chinese sentence when the files are too large. */
  attach: (files: File[]) => Promise<void>
}

const emptyDraft: Draft = { text: '', attachments: [], voice: false }

/** Keeps what is typed in the open chat. */
export function useDraft(chatId: string): DraftKeeper {
  const [drafts, setDrafts] = useState<Record<string, Draft>>({})
  const update = (next: (draft: Draft) => Draft) => setDrafts((all) => ({ ...all, [chatId]: next(all[chatId] ?? emptyDraft) }))
  const draft = drafts[chatId] ?? emptyDraft
  return {
    draft,
    change: (part) => update((before) => ({ ...before, ...part })),
    clear: () => update(() => emptyDraft),
    attach: async (files) => {
      const read = await readAttachments(files, draft.attachments)
      update((before) => ({ ...before, attachments: [...before.attachments, ...read] }))
    },
  }
}

/** The draft as it is sent; its message id makes sending again harmless. */
export function toOutgoing({ text, attachments, voice }: Draft, chatId: string, memberId: string): OutgoingMessage {
  return {
    chatId,
    memberId,
    text: text.trim(),
    messageId: crypto.randomUUID(),
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(voice ? { voice: true } : {}),
  }
}
