import type { Clock } from '../../clock.ts'
import type { Callback, CallbackRequest, CallbackResponse } from '../../core/platform.ts'
import { readJson } from './frames.ts'
import type { Inbox } from './inbox.ts'
import { isSignature, SIGNATURE_WINDOW_MS } from './sign.ts'

/** Bytes; the longest text that is read is far below. */
const LARGEST_BODY = 256 * 1024

/**
 * HTTP mode: the robot's messages as requests to us, each signed by its time alone, not by its content, so that a replay is recognised by
 * its message id (the intake keeps all of them). Answered with an empty 200 once the message is on disk; replies go by the session.
 * https://open.dingtalk.com/document/development/receive-message
 */
export function createRobotCallback(parts: { path: string; secret: string; clock: Clock; inbox: Inbox }): Callback {
  return {
    path: parts.path,
    methods: ['POST'],
    async handle(request) {
      const fault = checkRequest(request, parts)
      if (fault) return fault
      const taken = await parts.inbox.take(readJson(request.body.toString('utf8')))
      if (taken === 'unknown') return respond(400, '不是机器人消息')
      return taken === 'kept' ? respond(200, '') : respond(500, '暂时存不下，请重发')
    },
  }
}

function checkRequest(
  { method, headers, body }: CallbackRequest,
  { secret, clock }: { secret: string; clock: Clock },
): CallbackResponse | null {
  if (method !== 'POST') return respond(405, '只接受 POST')
  if (body.byteLength > LARGEST_BODY) return respond(413, '内容太大')
  const { timestamp, sign } = headers
  if (typeof timestamp !== 'string' || typeof sign !== 'string') return respond(401, '缺少签名')
  if (!/^\d{1,16}$/.test(timestamp) || !isSignature(sign, timestamp, secret)) return respond(403, '签名不对')
  if (Math.abs(clock.now() - Number(timestamp)) > SIGNATURE_WINDOW_MS) return respond(403, '签名已过期')
  return null
}

function respond(status: number, body: string): CallbackResponse {
  return { status, type: 'text/plain; charset=utf-8', body }
}
