import { z } from 'zod'

/** One frame of the long connection. Acks carry no `cmd` (https://developer.work.weixin.qq.com/document/path/101463). */
export interface Frame {
  cmd?: string
  reqId: string
  body: unknown
  /** Of an ack; 0 is success. Its wording may change at any time and is not read. */
  errcode: number | null
}

const FrameShape = z.object({
  cmd: z.string().nullish(),
  headers: z.object({ req_id: z.string() }),
  body: z.unknown().optional(),
  errcode: z.number().nullish(),
})

/** Reads a frame; null when it is none. WeCom sometimes leaves raw control characters inside strings: they are kept. */
export function parseFrame(text: string): Frame | null {
  const read = FrameShape.safeParse(parseLoosely(text))
  if (!read.success) return null
  const { cmd, headers, body, errcode } = read.data
  return { ...(cmd ? { cmd } : {}), reqId: headers.req_id, body, errcode: errcode ?? null }
}

function parseLoosely(text: string): unknown {
  return parseJson(text) ?? parseJson(escapeControls(text))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const STRING = /"(?:[^"\\]|\\.)*"/gs
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is for
const ESCAPE_OR_CONTROL = /\\.|[\u0000-\u001f]/gs

/** Writes raw control characters inside strings as JSON wants them; a stray backslash before one is dropped. */
function escapeControls(text: string): string {
  return text.replace(STRING, (string) =>
    string.replace(ESCAPE_OR_CONTROL, (found) => {
      const code = found.charCodeAt(found.length - 1)
      return code < 0x20 ? `\\u${code.toString(16).padStart(4, '0')}` : found
    }),
  )
}
