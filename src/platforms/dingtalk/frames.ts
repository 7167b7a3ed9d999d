import { z } from 'zod'

/** What the gateway pushes: the robot's messages, card presses, events, and notes about the connection itself. */
export interface Frame {
  type: 'SYSTEM' | 'EVENT' | 'CALLBACK'
  topic: string
  /** Names this push; another delivery of the same message may bear another one. */
  messageId: string
  /** Of events only, else empty. */
  eventType: string
  /** JSON, still as text. */
  data: string
}

/** How a push was taken; `data` is JSON as text. */
export interface Ack {
  code: 200 | 404 | 500
  data: string
}

const headersSchema = z.object({
  topic: z.string().default(''),
  messageId: z.string().min(1),
  eventType: z.string().default(''),
})

/** Official samples have `header` once; everything else about a frame may grow. */
const frameSchema = z
  .object({
    type: z.enum(['SYSTEM', 'EVENT', 'CALLBACK']),
    headers: headersSchema.optional(),
    header: headersSchema.optional(),
    data: z.union([z.string(), z.record(z.string(), z.unknown())]).default('{}'),
  })
  .transform(({ type, headers, header, data }, context) => {
    const found = headers ?? header
    if (found) return { type, ...found, data: typeof data === 'string' ? data : JSON.stringify(data) }
    context.addIssue({ code: 'custom', message: 'no headers' })
    return z.NEVER
  })

/**
 * Reads a frame; null when it is none.
 * https://open-dingtalk.github.io/developerpedia/docs/learn/stream/protocol
 */
export function readFrame(text: string): Frame | null {
  const read = frameSchema.safeParse(readJson(text))
  return read.success ? read.data : null
}

/** The answer to a frame, as it goes over the wire. */
export function writeAck(messageId: string, { code, data }: Ack): string {
  const message = code === 200 ? 'OK' : code === 404 ? 'not found' : 'internal error'
  return JSON.stringify({ code, headers: { contentType: 'application/json', messageId }, message, data })
}

/** Reads JSON; undefined when it is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
