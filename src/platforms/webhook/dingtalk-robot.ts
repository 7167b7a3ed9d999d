import { createHash } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import type { Limit, OutgoingMessage, OutgoingPart, Part, SendOutcome } from '../../core/platform.ts'
import type { Log } from '../../log.ts'
import { type Refused, readAnswer } from '../dingtalk/answers.ts'
import { sign } from '../dingtalk/sign.ts'
import { composeParts, webhookBody } from '../dingtalk/wording.ts'
import type { OutgoingHttp } from '../outgoing-http.ts'

/** A robot of one group: it sends words, and hears nothing. */
export interface DingtalkRobot {
  limits: readonly Limit[]
  compose(message: OutgoingMessage): Part[]
  send(part: OutgoingPart): Promise<SendOutcome>
}

/** The robot's security check (310000): what did not pass, and what to do about it. */
const COMPLAINTS: readonly [pattern: RegExp, reason: string][] = [
  [/keyword|关键词/i, '群机器人设了关键词，这条消息里没有：请在群机器人的安全设置里改用“加签”，或去掉关键词'],
  // Complaints about the signature name the timestamp too, in their advice.
  [/sign|签名|加签/i, '群机器人的签名不对：请核对添加时填写的 --secret（SEC 开头，整段复制）'],
  [/timestamp|时间戳/i, '群机器人说时间不对：请校准服务器的时钟'],
  [/whitelist|白名单|\bip\b/i, '本服务器的地址不在群机器人的白名单里：请在安全设置里加上，或改用“加签”'],
]

/** A DingTalk group robot behind its address. https://open.dingtalk.com/document/development/custom-robots-send-group-messages */
export function createDingtalkRobot(robot: {
  url: string
  secret: string | null
  http: OutgoingHttp
  clock: Clock
  log: Log
}): DingtalkRobot {
  const { url, secret, http, clock, log } = robot
  return {
    limits: [{ per: 'chat', most: 20, windowMs: 60_000 }],
    compose: (message) => composeParts(withoutFiles(message), false),
    async send({ message, part, index }) {
      if (part.kind === 'file') return { sent: false, retryable: false, code: 'no-files', reason: '钉钉群机器人发不了文件' }
      const body = { ...webhookBody(message, part.text, false), msgUuid: keyOf(message, part.text, index) }
      const answer = readAnswer(await http.json(secret ? signed(url, secret, clock.now()) : url, { method: 'POST', body }))
      if (answer.ok) return { sent: true }
      log.warn({ code: answer.code }, 'a dingtalk robot was refused')
      return refusal(answer)
    },
  }
}

/** Such robots take no files: who wants one asks the bot itself. */
function withoutFiles(message: OutgoingMessage): OutgoingMessage {
  const { files = [], ...content } = message.content
  if (files.length === 0) return message
  const hint = `（附件 ${files.map(({ name }) => name).join('、')} 不能由群机器人发送，请向乡报索取）`
  return {
    ...message,
    text: `${message.text}\n${hint}`,
    content: { ...content, blocks: [...content.blocks, { kind: 'note', text: hint }] },
  }
}

/** The address, signed for this moment. https://open.dingtalk.com/document/development/customize-robot-security-settings */
function signed(url: string, secret: string, now: number): string {
  const address = new URL(url)
  address.searchParams.set('timestamp', String(now))
  address.searchParams.set('sign', sign(String(now), secret))
  return address.href
}

/** DingTalk shows a message once for each key, however often it is sent. Another database begins its rows at 1 again, hence the text. */
function keyOf({ id }: OutgoingMessage, text: string, index: number): string {
  return createHash('sha256').update(`${id}\n${index}\n${text}`).digest('hex').slice(0, 32)
}

function refusal({ retryable, code, reason, retryAfterMs, gone }: Refused): SendOutcome {
  const complaint = code === '310000' ? COMPLAINTS.find(([pattern]) => pattern.test(reason))?.[1] : undefined
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs }
  return { sent: false, retryable, code, reason: complaint ?? reason, ...wait, ...(gone ? { gone } : {}) }
}
