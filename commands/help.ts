import { text } from '../src/core/blocks.ts'
import { answer } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { commandHelp, findCommand, helpOverview } from '../src/domain/documents/help.ts'
import { fillExample } from '../src/domain/examples.ts'
import type { QueryReading } from '../src/language/types.ts'

/** 帮助: what the speaker can type, or how one thing is written. */
export default defineQuery({
  name: 'help',
  title: '帮助',
  aliases: ['怎么用', '使用说明', '说明书'],
  summary: '看能用哪些话，或某一项怎么写（帮助 走访）',
  order: 80,
  asks: ['怎么报', '怎么写', '怎么填', '咋报', '怎么个报', '怎么个写', '怎么个填', '报法', '写法', '填法'],
  alone: true,
  examples: [
    { say: '帮助', mark: '' },
    { say: '帮助 走访', mark: '' },
  ],
  async run(context, query) {
    const { commands, speaker } = context
    const word = topicOf(query)
    const matter = query.matter === undefined ? undefined : commands.byName.get(query.matter)
    const command = matter ?? (word === '' ? undefined : findCommand(commands, word))
    if (command) return answer(commandHelp(command, (example) => fillExample(context, example)))
    const unknown = word === '' ? [] : [text(`没有找到“${word}”的用法。`)]
    return answer([...unknown, ...helpOverview(commands, speaker)], { buttons: reportButtons(context) })
  },
})

/** What help is asked on, without the words of asking. */
function topicOf(query: QueryReading): string {
  return query.rest.replace(/帮助|怎么用|使用说明|说明书|怎么[报写填]|咋报|[\s，。？?、:：]/g, '')
}

function reportButtons({ commands, speaker }: SpeakerContext): { text: string; says: string }[] {
  const may = commands.all.filter((command) => command.form === 'report' && speaker.posts.some((post) => command.roles.includes(post.role)))
  return may.slice(0, 4).map((command) => ({ text: `帮助 ${command.title}`, says: `帮助 ${command.title}` }))
}
