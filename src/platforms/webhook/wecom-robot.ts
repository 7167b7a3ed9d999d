import { createHash } from 'node:crypto'
import type { OutgoingFile } from '../../core/blocks.ts'
import type { Limit, OutgoingMessage, OutgoingPart, Part, SendOutcome } from '../../core/platform.ts'
import type { Log } from '../../log.ts'
import { renderChatMarkdown } from '../../render/chat-markdown.ts'
import { splitText } from '../../render/split-text.ts'
import type { OutgoingHttp } from '../outgoing-http.ts'
import { readOutgoingFile } from '../read-file.ts'
import { type ApiAnswer, readAnswer, textOf, toOutcome } from '../wecom/api-answers.ts'

/** A robot of one group: it sends, and hears nothing. */
export interface WecomRobot {
  limits: readonly Limit[]
  compose(message: OutgoingMessage): Part[]
  send(part: OutgoingPart): Promise<SendOutcome>
}

/** Bytes of UTF-8, and of files (https://developer.work.weixin.qq.com/document/path/99110). */
const TEXT_BYTES = 2048
const MARKDOWN_BYTES = 4096
const IMAGE_BYTES = 2 * 1024 * 1024
const FILE_BYTES = 20 * 1024 * 1024
const PICTURES = ['image/jpeg', 'image/png']
/** Said after a table to those who are mentioned: the dialect that shows tables knows no mentions. */
const LOOK_ABOVE = '请看上面的通知。'

/** A mention is a text that names people. */
type Form = 'mention' | 'text' | 'markdown' | 'markdown_v2' | 'file'
interface Piece {
  form: Form
  part: Part
}

/** A WeCom group robot behind its address, whose key is the only secret and never leaves it. */
export function createWecomRobot(robot: { url: string; http: OutgoingHttp; log: Log; dataDir: string }): WecomRobot {
  const { url, http, log, dataDir } = robot

  async function post(body: unknown): Promise<ApiAnswer> {
    const answer = readAnswer(await http.json(url, { body }))
    if (!answer.ok) log.warn({ code: answer.code }, 'a wecom robot was refused')
    return answer
  }

  async function sendFile(file: OutgoingFile): Promise<SendOutcome> {
    const read = await readOutgoingFile(dataDir, file, FILE_BYTES)
    if (!read.ok) return read
    const { bytes } = read
    if (PICTURES.includes(file.mime) && bytes.length <= IMAGE_BYTES) {
      const image = { base64: bytes.toString('base64'), md5: createHash('md5').update(bytes).digest('hex') }
      return toOutcome(await post({ msgtype: 'image', image }))
    }
    const form = new FormData()
    form.append('media', new Blob([Uint8Array.from(bytes)], { type: file.mime }), file.name)
    const uploaded = readAnswer(await http.json(uploadUrl(url), { form, timeoutMs: 60_000 }))
    if (!uploaded.ok) return toOutcome(uploaded)
    return toOutcome(await post({ msgtype: 'file', file: { media_id: textOf(uploaded.body, 'media_id') } }))
  }

  return {
    limits: [{ per: 'chat', most: 20, windowMs: 60_000 }],
    compose: (message) => layOut(message).map(({ part }) => part),
    async send({ message, part, index }) {
      if (part.kind === 'file') return await sendFile(part.file)
      const form = layOut(message)[index]?.form ?? 'text'
      const content = part.text
      if (form !== 'mention') return toOutcome(await post({ msgtype: form, [form]: { content } }))
      const mentioned_list = message.mentions.map(({ userId }) => userId)
      return toOutcome(await post({ msgtype: 'text', text: { content, mentioned_list } }))
    },
  }
}

/** The parts with their forms: a table in the dialect that knows tables, mentions as text, which alone names people, the rest Markdown. */
function layOut(message: OutgoingMessage): Piece[] {
  const files = (message.content.files ?? []).map((file): Piece => ({ form: 'file', part: { kind: 'file', file } }))
  return [...layOutWords(message), ...files]
}

function layOutWords({ content, text, mentions }: OutgoingMessage): Piece[] {
  const pieces = (form: Form, words: string, bytes: number) =>
    splitText(words, bytes).map((part): Piece => ({ form, part: { kind: 'text', text: part } }))
  const hasTable = content.blocks.some(({ kind }) => kind === 'table')
  const table = hasTable ? renderChatMarkdown(content, { tables: true }) : ''
  // A table that had to be cut would lose its heads: then its rows become lines.
  if (hasTable && Buffer.byteLength(table) <= MARKDOWN_BYTES)
    return [...pieces('markdown_v2', table, MARKDOWN_BYTES), ...(mentions.length > 0 ? pieces('mention', LOOK_ABOVE, TEXT_BYTES) : [])]
  // People are named once, with the first part.
  if (mentions.length > 0) return pieces('text', text, TEXT_BYTES).map((piece, i) => (i === 0 ? { ...piece, form: 'mention' } : piece))
  return pieces('markdown', renderChatMarkdown(content, { tables: false }), MARKDOWN_BYTES)
}

/** Files go to the neighbouring address, under the same key. */
function uploadUrl(url: string): string {
  const upload = new URL(url)
  upload.pathname = upload.pathname.replace(/\/send$/, '/upload_media')
  upload.searchParams.set('type', 'file')
  return upload.href
}
