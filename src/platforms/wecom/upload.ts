import { createHash } from 'node:crypto'
import { extname } from 'node:path'
import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import type { OutgoingFile } from '../../core/blocks.ts'
import { readOutgoingFile } from '../read-file.ts'
import type { Answer } from './acks.ts'
import type { Link } from './link.ts'
import { notConnected, type Refusal, toRefusal } from './refusals.ts'

/** A file that lies with WeCom, ready to be sent. */
export interface Uploaded {
  type: 'image' | 'file'
  mediaId: string
}

/** Bytes of one chunk before base64; at most a hundred of them. */
const CHUNK = 512 * 1024
const SMALLEST = 5
const LARGEST_FILE = 20 * 1024 * 1024
/** The sources say 2 MB or 10 MB: what is larger goes as a file, which both allow. */
const LARGEST_IMAGE = 2 * 1024 * 1024
const IMAGE_TYPES = ['image/jpeg', 'image/png']
/** Bytes of a file's name. */
const LONGEST_NAME = 256
/** WeCom keeps what was uploaded for three days. */
const KEPT_MS = 2 * 86_400_000
/** Uploads of a bot: 30 a minute, 1000 an hour. */
const WINDOWS = [
  { most: 30, windowMs: 60_000 },
  { most: 1000, windowMs: 3_600_000 },
]

/** Uploads files, each once for all the chats that it goes to. */
export interface Uploader {
  upload(link: Link, file: OutgoingFile): Promise<Uploaded | Refusal>
  /** WeCom no longer has it. */
  forget(file: OutgoingFile): void
}

/** The uploader of files below `dataDir` (https://developer.work.weixin.qq.com/document/path/101463). */
export function createUploader({ dataDir, clock }: { dataDir: string; clock: Clock }): Uploader {
  const known = new Map<string, { at: number; result: Promise<Uploaded | Refusal> }>()
  let begun: number[] = []

  /** How long until another upload may begin, in ms. */
  function pause(): number {
    const now = clock.now()
    begun = begun.filter((at) => now - at < 3_600_000)
    return Math.max(0, ...WINDOWS.map(({ most, windowMs }) => (begun.at(-most) ?? Number.NEGATIVE_INFINITY) + windowMs - now))
  }

  async function begin(link: Link, file: OutgoingFile): Promise<Uploaded | Refusal> {
    const read = await readOutgoingFile(dataDir, file, LARGEST_FILE)
    if (!read.ok) return read
    const { bytes } = read
    if (bytes.length < SMALLEST)
      return { sent: false, retryable: false, code: 'file-empty', reason: `文件“${file.name}”是空的，企业微信发不了` }
    const retryAfterMs = pause()
    if (retryAfterMs > 0) return { sent: false, retryable: true, code: 'upload-limit', reason: '上传文件太多，稍后再发', retryAfterMs }
    begun.push(clock.now())
    const type = IMAGE_TYPES.includes(file.mime) && bytes.length <= LARGEST_IMAGE ? 'image' : 'file'
    return await transfer(link, { type, name: shorten(file.name), bytes })
  }

  return {
    upload(link, file) {
      const before = known.get(file.path)
      if (before && clock.now() - before.at < KEPT_MS) return before.result
      for (const [path, { at }] of known) if (clock.now() - at >= KEPT_MS) known.delete(path)
      const result = begin(link, file)
      known.set(file.path, { at: clock.now(), result })
      const dropFailed = (): boolean => known.delete(file.path)
      void result.then((uploaded) => 'mediaId' in uploaded || dropFailed(), dropFailed)
      return result
    },
    forget: (file) => void known.delete(file.path),
  }
}

const UploadId = z.object({ upload_id: z.string() })
const MediaId = z.object({ media_id: z.string() })

async function transfer(link: Link, file: { type: Uploaded['type']; name: string; bytes: Buffer }): Promise<Uploaded | Refusal> {
  const { type, name, bytes } = file
  const total = Math.ceil(bytes.length / CHUNK)
  const md5 = createHash('md5').update(bytes).digest('hex')
  const init = await ask(link, 'init', { type, filename: name, total_size: bytes.length, total_chunks: total, md5 })
  const session = UploadId.safeParse(bodyOf(init))
  if (!session.success) return toFailure(init)
  const { upload_id } = session.data
  // One after another: the server answers many at once with 系统繁忙.
  for (let index = 0; index < total; index++) {
    const base64_data = bytes.subarray(index * CHUNK, (index + 1) * CHUNK).toString('base64')
    const chunk = await ask(link, 'chunk', { upload_id, chunk_index: index, base64_data })
    if (!chunk.acked || chunk.errcode !== 0) return toFailure(chunk)
  }
  const finish = await ask(link, 'finish', { upload_id })
  const media = MediaId.safeParse(bodyOf(finish))
  return media.success ? { type, mediaId: media.data.media_id } : toFailure(finish)
}

/** Nobody sees an upload: what got no ack is simply asked again, once. */
async function ask(link: Link, step: 'init' | 'chunk' | 'finish', body: unknown): Promise<Answer> {
  const first = await link.request(`aibot_upload_media_${step}`, body)
  return first.acked ? first : await link.request(`aibot_upload_media_${step}`, body)
}

function bodyOf(answer: Answer): unknown {
  return answer.acked && answer.errcode === 0 ? answer.body : undefined
}

function toFailure(answer: Answer): Refusal {
  if (!answer.acked) return { ...notConnected, code: 'upload-unanswered' }
  return answer.errcode === 0 ? { ...toRefusal(-1), code: 'upload-answer' } : toRefusal(answer.errcode)
}

/** A name within the limit; its ending stays. */
function shorten(name: string): string {
  const ending = extname(name)
  let stem = [...name.slice(0, name.length - ending.length)]
  while (Buffer.byteLength(stem.join('') + ending) > LONGEST_NAME) stem = stem.slice(0, -1)
  return stem.join('') + ending
}
