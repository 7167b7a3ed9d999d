import type { OutgoingFile } from '../../core/blocks.ts'
import type { OutgoingMessage, OutgoingPart, Part, SendOutcome } from '../../core/platform.ts'
import { renderChatMarkdown } from '../../render/chat-markdown.ts'
import { splitText } from '../../render/split-text.ts'
import { readOutgoingFile } from '../read-file.ts'
import { type ApiAnswer, textOf, toOutcome } from './api-answers.ts'
import type { AppApi } from './app-api.ts'
import { fitsCard, makeCard, typeInstead } from './card.ts'

/** Bytes of a text or Markdown (https://developer.work.weixin.qq.com/document/path/90236). */
const LONGEST = 2048
const IMAGE_BYTES = 2 * 1024 * 1024
const FILE_BYTES = 20 * 1024 * 1024
const PICTURES = ['image/jpeg', 'image/png']
/** Of a member, as WeCom allows them; `@all` would be everybody, `|` joins several. */
const USER_ID = /^(?!@all$)[\w.@-]{1,64}$/i

/** Whom the app writes to: a member, or a group that it created. */
export type AppReceiver = { user: string } | { group: string }

/** A mention is a text that names people. */
type Form = 'text' | 'mention' | 'markdown' | 'card' | 'file'
interface Piece {
  form: Form
  part: Part
}

/** Composes and sends as the self-built app. */
export interface AppSending {
  compose(to: AppReceiver, message: OutgoingMessage): Part[]
  send(to: AppReceiver, part: OutgoingPart): Promise<SendOutcome>
}

/** The sending of the app with this id. */
export function createAppSending(api: AppApi, app: { agentId: number; dataDir: string }): AppSending {
  async function post(to: AppReceiver, content: { msgtype: string } & Record<string, unknown>): Promise<SendOutcome> {
    if ('group' in to) return toOutcome(await api.post('/appchat/send', { body: { chatid: to.group, ...content } }))
    if (!USER_ID.test(to.user)) return { sent: false, retryable: false, code: 'bad-user', reason: '不是企业微信的成员账号' }
    const answer = await api.post('/message/send', { body: { touser: to.user, agentid: app.agentId, ...content } })
    return reachedNobody(answer, to.user) ?? toOutcome(answer)
  }

  async function sendFile(to: AppReceiver, file: OutgoingFile): Promise<SendOutcome> {
    const read = await readOutgoingFile(app.dataDir, file, FILE_BYTES)
    if (!read.ok) return read
    const type = PICTURES.includes(file.mime) && read.bytes.length <= IMAGE_BYTES ? 'image' : 'file'
    const form = new FormData()
    form.append('media', new Blob([Uint8Array.from(read.bytes)], { type: file.mime }), file.name)
    const uploaded = await api.post(`/media/upload?type=${type}`, { form })
    if (!uploaded.ok) return toOutcome(uploaded)
    return await post(to, { msgtype: type, [type]: { media_id: textOf(uploaded.body, 'media_id') } })
  }

  return {
    compose: (to, message) => layOut(to, message).map(({ part }) => part),
    async send(to, { message, part, index }) {
      if (part.kind === 'file') return await sendFile(to, part.file)
      const content = part.text
      const form = layOut(to, message)[index]?.form
      if (form === 'card')
        return await post(to, { msgtype: 'template_card', template_card: makeCard(message.id, message.content.buttons ?? []) })
      if (form === 'mention')
        return await post(to, { msgtype: 'text', text: { content, mentioned_list: message.mentions.map(({ userId }) => userId) } })
      return form === 'markdown'
        ? await post(to, { msgtype: form, [form]: { content } })
        : await post(to, { msgtype: 'text', text: { content } })
    },
  }
}

/** WeCom says 0 also when it dropped the one receiver; it writes his id in small letters then. */
function reachedNobody(answer: ApiAnswer, user: string): SendOutcome | null {
  if (!answer.ok) return null
  const names = (field: string) => textOf(answer.body, field).toLowerCase().split('|').includes(user.toLowerCase())
  if (names('invaliduser'))
    return { sent: false, retryable: false, code: 'invaliduser', reason: '接收人不在应用的可见范围内，或已离开企业' }
  if (names('unlicenseduser')) return { sent: false, retryable: false, code: 'unlicenseduser', reason: '接收人没有企业微信的接口许可' }
  return null
}

/** The words, then the files, then the buttons: a card for one person, lines to type instead elsewhere. */
function layOut(to: AppReceiver, message: OutgoingMessage): Piece[] {
  const { files = [], buttons = [] } = message.content
  const isDirect = 'user' in to
  const asCard: Piece[] = [{ form: 'card', part: { kind: 'text', text: '请选择' } }]
  const asText = isDirect && buttons.length > 0 ? pieces('text', typeInstead(buttons)) : []
  return [
    ...layOutWords(to, message),
    ...files.map((file): Piece => ({ form: 'file', part: { kind: 'file', file } })),
    ...(isDirect && fitsCard(buttons) ? asCard : asText),
  ]
}

/** Sentences as text; what has shape as Markdown, whose dialect here knows no tables; mentions as text, which alone names people. */
function layOutWords(to: AppReceiver, { text, content, mentions }: OutgoingMessage): Piece[] {
  if ('group' in to && mentions.length > 0) return pieces('text', text).map((piece, i) => (i === 0 ? { ...piece, form: 'mention' } : piece))
  if (content.blocks.every(({ kind }) => kind === 'text')) return pieces('text', text)
  return pieces('markdown', renderChatMarkdown(content, { tables: false }))
}

function pieces(form: Form, words: string): Piece[] {
  return splitText(words, LONGEST).map((part) => ({ form, part: { kind: 'text', text: part } }))
}
