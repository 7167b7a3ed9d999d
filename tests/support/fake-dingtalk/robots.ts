import { createHmac } from 'node:crypto'

/** A custom robot of a group, as somebody set it up. */
export interface FakeRobot {
  secret?: string
  keywords?: string[]
  state?: 'disbanded' | 'stopped' | 'deleted'
}

/** What a custom robot's address is answered, and what the group then shows. */
export interface Robots {
  byToken: Map<string, FakeRobot>
  shown: { token: string; body: Record<string, unknown> }[]
  send(query: URLSearchParams, body: Record<string, unknown>): object
}

const PER_MINUTE = 20
const BLOCK_MS = 600_000

/** Custom robots: security by sign or keyword, 20 a minute then 10 minutes of silence, one message for each msgUuid. */
export function createRobots(clock: () => number): Robots {
  const times = new Map<string, number[]>()
  const blocked = new Map<string, number>()
  const seen = new Set<string>()
  const no = (errcode: number, errmsg: string) => ({ errcode, errmsg })

  function rate(token: string): object | null {
    const now = clock()
    if ((blocked.get(token) ?? 0) > now) return no(130101, 'send too fast, exceed 20 times per minute')
    const recent = (times.get(token) ?? []).filter((at) => at > now - 60_000)
    times.set(token, [...recent, now])
    if (recent.length < PER_MINUTE) return null
    blocked.set(token, now + BLOCK_MS)
    return no(130101, 'send too fast, exceed 20 times per minute')
  }

  function security(robot: FakeRobot, query: URLSearchParams, text: string): object | null {
    const timestamp = query.get('timestamp') ?? ''
    if (robot.secret) {
      if (Math.abs(Number(timestamp) - clock()) > 3_600_000) return no(310000, 'invalid timestamp')
      const expected = createHmac('sha256', robot.secret).update(`${timestamp}\n${robot.secret}`).digest('base64')
      if (query.get('sign') !== expected)
        return no(310000, 'description:机器人发送签名不匹配;solution:请确认签名和生成签名的时间戳;link:https://open.dingtalk.com')
    }
    if (robot.keywords && !robot.keywords.some((word) => text.includes(word))) return no(310000, 'keywords not in content')
    return null
  }

  const robots: Robots = {
    byToken: new Map(),
    shown: [],
    send(query, body) {
      const token = query.get('access_token') ?? ''
      const robot = robots.byToken.get(token)
      if (!robot || robot.state === 'deleted') return no(300001, 'token is not exist')
      if (robot.state === 'disbanded') return no(400013, 'group is disbanded')
      if (robot.state === 'stopped') return no(400102, 'robot is stopped')
      const text = JSON.stringify(body)
      if (Buffer.byteLength(text) > 20_000) return no(460101, 'message too long, exceed 20000 bytes')
      const refused = security(robot, query, text) ?? rate(token)
      if (refused) return refused
      const key = `${token} ${String(body.msgUuid)}`
      if (body.msgUuid === undefined || !seen.has(key)) robots.shown.push({ token, body })
      seen.add(key)
      return no(0, 'ok')
    },
  }
  return robots
}
