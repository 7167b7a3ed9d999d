import { confirmCompanion } from '../db/queries/entries.ts'
import { text } from '../src/core/blocks.ts'
import { accepted, refused } from '../src/core/reply.ts'
import { defineAction } from '../src/domain/command.ts'
import { applyStep } from '../src/domain/entries.ts'

/** 同行: who was named as a companion confirms it; only then does the visit count for him (counting-rules 2). */
export default defineAction({
  name: 'companion',
  title: '同行',
  aliases: ['确认同行'],
  summary: '确认别人上报的走访里您确实同行',
  order: 50,
  examples: [],
  async run(context, { entry }) {
    const { db, speaker, now } = context
    if (!(await confirmCompanion(db, entry.no, speaker.id, now))) return refused(`#${entry.no} 里没有写您同行，不用确认。`)
    await applyStep(db, entry, { action: 'companion', memberId: speaker.id, at: now, text: '' })
    return accepted([text(`#${entry.no} 已确认您同行，计入您的走访。`)], { entries: [entry.no] })
  },
})
