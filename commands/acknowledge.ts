import { findSteps } from '../db/queries/entries.ts'
import { text } from '../src/core/blocks.ts'
import type { Entry } from '../src/core/nouns.ts'
import { accepted, refused } from '../src/core/reply.ts'
import { isAssignee } from '../src/domain/assignment.ts'
import { expectedOf } from '../src/domain/cases.ts'
import { defineAction } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { applyStep } from '../src/domain/entries.ts'
import { isExpected } from '../src/domain/workflows/actors.ts'
import { workflows } from '../src/domain/workflows/all.ts'

/** 收到: who was given something says that he has it; a bare 收到 is chatter. */
export default defineAction({
  name: 'acknowledge',
  title: '收到',
  aliases: ['已收到'],
  summary: '对交给您或本单位的任务、问题、风险回复收到',
  order: 45,
  examples: [{ say: '收到 {编号}', mark: '✅', after: 'task' }],
  async run(context, { entry, rest }) {
    const { db, speaker, now } = context
    const { no } = entry
    const refusal = whyNot(context, entry)
    if (refusal) return refused(refusal)
    const known = (await findSteps(db, no)).some((step) => step.action === 'acknowledged' && step.memberId === speaker.id)
    if (known && rest === '') return accepted([text(`#${no} 您已回复过收到，不用再回。`)], { entries: [no] })
    await applyStep(db, entry, { action: 'acknowledged', memberId: speaker.id, at: now, text: rest })
    return accepted([text(`#${no} 已记下您收到。`)], { entries: [no] })
  },
})

/** Only who has to act can say so: of whom something is expected, or to whom it was given. */
function whyNot(context: SpeakerContext, entry: Entry): string | null {
  if ((workflows.get(entry.kind)?.actions.length ?? 0) === 0) return `#${entry.no} 是一般记录，不用回复收到。`
  if (entry.status === 'withdrawn') return `#${entry.no} 已经撤回，不用回复收到。`
  return isExpected(context, expectedOf(context, entry)) || isAssignee(context, entry)
    ? null
    : `#${entry.no} 不是交给您或您单位的，不用回复收到。`
}
