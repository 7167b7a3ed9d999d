import { findSteps } from '../db/queries/entries.ts'
import type { Entry } from '../src/core/nouns.ts'
import { isAssignee } from '../src/domain/assignment.ts'
import { defineAction } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { applyStep } from '../src/domain/entries.ts'
import { manages } from '../src/domain/scope.ts'
import { toEach } from '../src/domain/several.ts'

/** 收到: who was given something says that he has it; a bare 收到 is chatter. */
export default defineAction({
  name: 'acknowledge',
  title: '收到',
  aliases: ['已收到'],
  summary: '对交给您或本单位的任务、问题、风险回复收到',
  order: 45,
  examples: [{ say: '收到 {编号}', mark: '✅', after: 'task' }],
  run: async (context, input) =>
    await toEach(context, input, async (entry, words) => {
      const { db, speaker, now } = context
      const refusal = whyNot(context, entry)
      if (refusal) return { refusal }
      const known = (await findSteps(db, entry.no)).some((step) => step.action === 'acknowledged' && step.memberId === speaker.id)
      if (known && words === '') return { done: `#${entry.no} 您已回复过收到，不用再回。` }
      await applyStep(db, entry, { action: 'acknowledged', memberId: speaker.id, at: now, text: words })
      return { done: `#${entry.no} 已记下您收到。` }
    }),
})

/** Only who has to act can say so: whom it was given to; for a risk, who has to verify it. */
function whyNot(context: SpeakerContext, entry: Entry): string | null {
  const command = context.commands.byName.get(entry.kind)
  if (command?.form !== 'report' || command.status === 'recorded') return `#${entry.no} 是一般记录，不用回复收到。`
  if (entry.status === 'withdrawn') return `#${entry.no} 已经撤回，不用回复收到。`
  const isAsked = command.assigns ? isAssignee(context, entry) : manages(context.house.directory, context.speaker, entry.unitId)
  return isAsked ? null : `#${entry.no} 不是交给您或您单位的，不用回复收到。`
}
