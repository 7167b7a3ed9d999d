import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { OutgoingFile } from '../core/blocks.ts'
import type { SendOutcome } from '../core/platform.ts'

/** The bytes of a file that is to be sent; the refusal when it is not there, empty or larger than the platform takes. */
export async function readOutgoingFile(
  dataDir: string,
  file: OutgoingFile,
  maxBytes: number,
): Promise<{ ok: true; bytes: Buffer } | ({ ok: false } & Extract<SendOutcome, { sent: false }>)> {
  const refuse = (code: string, reason: string) => ({ ok: false, sent: false, retryable: false, code, reason }) as const
  const path = join(dataDir, file.path)
  const found = await stat(path).catch(() => null)
  if (!found?.isFile()) return refuse('file-missing', '要发的文件已经不在')
  if (found.size > maxBytes) return refuse('file-too-large', `文件超过 ${Math.floor(maxBytes / 1024 / 1024)} MB，发不出去`)
  return { ok: true, bytes: await readFile(path) }
}
