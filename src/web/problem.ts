import type { z } from 'zod'
import { CommitError } from '../../db/client.ts'
import { UserError } from '../core/errors.ts'

/** Something that the caller is told with a status: `code` is for programs, the message a Chinese sentence for people. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.status = status
    this.code = code
  }
}

/** The shape of every error (interface §4). */
export interface ProblemBody {
  error: { code: string; message: string }
}

/** A problem as it is sent. */
export function toBody({ code, message }: HttpProblem): ProblemBody {
  return { error: { code, message } }
}

/** 400: something in the request is not written as it has to be. */
export function badRequest(message: string, cause?: unknown): HttpProblem {
  return new HttpProblem(400, 'bad-request', message, { cause })
}

/** 404: there is nothing here, or nothing that the caller may know of. */
export function notFound(message: string): HttpProblem {
  return new HttpProblem(404, 'not-found', message)
}

const TOO_LARGE = '请求超过 1 MB，不能接收。请减少图片或文件，或分几次发送。'
const UNAVAILABLE = '数据暂时写不进去（可能是磁盘已满或不可写），这次没有记录。请管理员检查磁盘后再试。'
const INTERNAL = '服务器出了点问题，没有办成。请稍后再试，或告诉管理员。'

/** What fastify itself refuses, by status, as we say it. */
const refusals: Record<number, [code: string, message: string]> = {
  400: ['bad-request', '请求的格式不对：请求体应为 UTF-8 编码的 JSON，网址中的特殊字符要转义。'],
  404: ['not-found', '没有这个地址。'],
  413: ['too-large', TOO_LARGE],
  414: ['too-long', '网址太长，不能接收。'],
  415: ['unsupported-type', '只接收 JSON：请把 Content-Type 设为 application/json。'],
}

/** Any error as what the caller is told. Nothing of an unexpected error is shown; while the store cannot be written that is the reason given. */
export function toProblem(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error
  if (error instanceof UserError) return badRequest(error.message, error)
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  const [code, message] = refusals[status] ?? []
  if (code && message) return new HttpProblem(status, code, message, { cause: error })
  if (status >= 400 && status < 500) return new HttpProblem(status, 'refused', '服务器没有接受这个请求，请检查后再试。', { cause: error })
  if (error instanceof CommitError) return new HttpProblem(503, 'store-unavailable', UNAVAILABLE, { cause: error })
  return new HttpProblem(500, 'internal', INTERNAL, { cause: error })
}

/** Checks input against its schema, whose messages are Chinese; throws a 400 that names each wrong part. */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input, { error: ({ path = [] }) => (path.length > 0 ? '写得不对，请对照接口说明' : '应为 JSON 对象') })
  if (result.success) return result.data
  const faults = result.error.issues.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}：${message}` : message))
  throw badRequest([...new Set(faults)].join('；'), result.error)
}

/** The values of a query string or path; an empty one counts as absent. */
export function withoutEmpty(values: unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values ?? {}).filter(([, value]) => value !== ''))
}
