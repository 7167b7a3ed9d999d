import type { Content } from '../../core/blocks.ts'
import type { OutgoingMessage, Part, SentReply } from '../../core/platform.ts'
import { renderChatMarkdown } from '../../render/chat-markdown.ts'
import { splitText } from '../../render/split-text.ts'
import { type ButtonCard, fitsCard, makeCard, typeInstead } from './card.ts'

/** Bytes of a stream's or a Markdown's content (https://developer.work.weixin.qq.com/document/path/101031). */
const LONGEST_CONTENT = 20_480

/** What a callback is answered with. */
export interface PassiveReply {
  content: string
  card: ButtonCard | null
  /** How many parts of which reply (outbox row) it holds. */
  given: Map<number, number>
}

/** The parts of a message: words only, since neither the answer to a callback nor what may follow it takes files. */
export function composeWords(message: Pick<OutgoingMessage, 'content' | 'text'>): Part[] {
  const words = [
    renderChatMarkdown(message.content, { tables: true }) || message.text,
    ...buttonLines(message.content),
    ...fileLines(message.content),
  ]
  return splitText(words.join('\n\n'), LONGEST_CONTENT).map((part) => ({ kind: 'text', text: part }))
}

/** As much of the replies as one answer takes; a card goes with it where it can be pressed. */
export function answerWith(replies: SentReply[], isDirect: boolean): PassiveReply {
  const given = new Map<number, number>()
  const texts: string[] = []
  let bytes = 0
  for (const reply of replies) {
    const parts = composeWords(reply)
    for (const [index, part] of parts.entries()) {
      const text = part.kind === 'text' ? part.text : ''
      bytes += Buffer.byteLength(text) + 2
      if (bytes > LONGEST_CONTENT + 2) return { content: texts.join('\n\n'), card: null, given }
      texts.push(text)
      given.set(reply.id, index + 1)
    }
  }
  const asking = replies.find(({ content }) => fitsCard(content.buttons ?? []))
  const card = isDirect && asking ? makeCard(asking.id, asking.content.buttons ?? []) : null
  return { content: texts.join('\n\n'), card, given }
}

/** Cards do not reach everywhere: what to type always stands in the text. */
function buttonLines({ buttons = [] }: Content): string[] {
  return buttons.length > 0 ? [typeInstead(buttons)] : []
}

function fileLines({ files = [] }: Content): string[] {
  return files.map(({ name }) => `（附件“${name}”在这里发不出来，请向管理员索取。）`)
}
