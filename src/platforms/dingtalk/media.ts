import { extname } from 'node:path'
import { z } from 'zod'
import type { OutgoingFile } from '../../core/blocks.ts'
import type { IncomingAttachment } from '../../core/message.ts'
import type { OutgoingHttp } from '../outgoing-http.ts'
import { readOutgoingFile } from '../read-file.ts'
import type { Refused } from './answers.ts'
import type { DingtalkApi } from './api.ts'

/** What a file becomes: the kind of message, and its parameters. */
export interface FileMessage {
  msgKey: 'sampleImageMsg' | 'sampleFile'
  msgParam: Record<string, string>
}

const IMAGES: readonly string[] = ['.jpg', '.jpeg', '.png', '.gif', '.bmp']
const LARGEST_UPLOAD = 20 * 1024 * 1024

const uploadSchema = z.object({ media_id: z.string().min(1) })
const linkSchema = z.object({ downloadUrl: z.string().min(1) })

/** Uploads a file below `dataDir`; DingTalk keeps it, so that it is named by its id from then on. */
export async function uploadFile(
  api: DingtalkApi,
  dataDir: string,
  file: OutgoingFile,
): Promise<{ ok: true; message: FileMessage } | Refused> {
  const read = await readOutgoingFile(dataDir, file, LARGEST_UPLOAD)
  if (!read.ok) return read
  const ending = extname(file.name).toLowerCase()
  const type = IMAGES.includes(ending) ? 'image' : 'file'
  const form = new FormData()
  form.set('type', type)
  form.set('media', new Blob([Uint8Array.from(read.bytes)], { type: file.mime }), file.name)
  const answer = await api.upload(type, form)
  if (!answer.ok) return answer
  const uploaded = uploadSchema.safeParse(answer.body)
  if (!uploaded.success) return { ok: false, sent: false, retryable: true, code: 'no-media-id', reason: '钉钉没有给出文件编号' }
  const { media_id: mediaId } = uploaded.data
  // https://open.dingtalk.com/document/development/robot-message-type
  if (type === 'image') return { ok: true, message: { msgKey: 'sampleImageMsg', msgParam: { photoURL: mediaId } } }
  return { ok: true, message: { msgKey: 'sampleFile', msgParam: { mediaId, fileName: file.name, fileType: ending.slice(1) } } }
}

/**
 * The bytes behind a download code: an address is asked for, then fetched without a token. Both are good for a short time only.
 * https://open.dingtalk.com/document/development/download-the-file-content-of-the-robot-receiving-message
 */
export async function downloadMedia(
  parts: { api: DingtalkApi; http: OutgoingHttp; robotCode: string },
  attachment: IncomingAttachment,
  maxBytes: number,
): Promise<Uint8Array> {
  const { api, http, robotCode } = parts
  const answer = await api.post('/v1.0/robot/messageFiles/download', { downloadCode: attachment.source, robotCode })
  if (!answer.ok) throw new Error(`${answer.code}: ${answer.reason}`)
  const fetched = await http.bytes(linkSchema.parse(answer.body).downloadUrl, { maxBytes })
  if (!fetched.ok) throw new Error(`${fetched.code}: ${fetched.reason}`)
  return fetched.bytes
}
