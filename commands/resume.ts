import { text } from '../src/core/blocks.ts'
import { answer } from '../src/core/reply.ts'
import { askAbout } from '../src/domain/asking.ts'
import { defineQuery } from '../src/domain/command.ts'
import { unfinishedIn, unfinishedOf } from '../src/domain/unfinished.ts'

/** 接着报: goes on with a report that lapsed before it was finished. */
export default defineQuery({
  name: 'resume',
  title: '接着报',
  aliases: ['继续报'],
  summary: '把没报完、过了时间的上报接着报完',
  order: 45,
  asks: [],
  alone: true,
  examples: [{ say: '接着报', mark: '' }],
  async run(context) {
    const [draft] = await unfinishedIn(context, context.chat)
    const command = context.commands.byName.get(draft?.open.command ?? '')
    if (!draft || command?.form !== 'report') {
      const [elsewhere] = await unfinishedOf(context)
      if (!elsewhere) return answer([text('没有没报完的上报。')])
      const where = elsewhere.chat.kind === 'direct' ? '私聊' : `“${elsewhere.chat.title}”群`
      return answer([text(`这里没有没报完的；${where}里有一条，请到那里发“接着报”。`)])
    }
    const question = askAbout(context, command, draft.open.item, draft.open.ask)
    return {
      ...question,
      remembers: [
        { kind: draft.kind, state: null },
        { kind: 'question', state: draft.open },
      ],
    }
  },
})
