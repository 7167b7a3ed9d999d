import { afterAll, expect, test } from 'vitest'
import { dataFolder, post, type Server, startServer } from '../support/server.ts'

// Guarantee 1: an entry whose reply says ✅ survives SIGKILL, and a message delivered again is one entry.

const ROUNDS = 12
const IN_FLIGHT = 20
const { folder, drop } = dataFolder()
afterAll(drop)

interface Reply {
  replies: { text: string }[]
}
interface Reporter {
  memberId: string
  chatId: string
}

test('no accepted entry is lost or doubled by SIGKILL under load', async () => {
  const acknowledged = new Map<string, string>()
  const sent = new Map<string, Reporter>()
  let server = await startServer(folder, { SANDBOX_NOW: '2023-06-15T08:00:00+08:00' })
  const reporters = await taskforceReporters(server)

  for (let round = 0; round < ROUNDS; round++) {
    const load = keepReporting(server, { reporters, sent, acknowledged, round })
    // A different moment of intake each round: early ones hit the first commits, later ones the outbox and the transcript.
    await new Promise((resolve) => setTimeout(resolve, 30 + round * 23))
    server.child.kill('SIGKILL')
    await server.exited
    await load
    server = await startServer(folder)
    await redeliver(server, { sent, acknowledged })
  }

  const topics = await allTopics(server)
  server.child.kill('SIGTERM')
  expect(await server.exited).toBe(0)
  expect(acknowledged.size).toBeGreaterThan(ROUNDS * IN_FLIGHT)
  expect(topics.length).toBe(new Set(topics).size)
  expect([...acknowledged.values()].filter((topic) => !topics.includes(topic))).toEqual([])
  expect(topics.length).toBe(sent.size)
}, 120_000)

async function taskforceReporters(server: Server): Promise<Reporter[]> {
  const members = (await (await fetch(`${server.base}/sandbox/api/members`)).json()) as {
    id: string
    role: string
    post: string
    unit: { code: string }
  }[]
  const found = members.filter((member) => member.role === 'reporter' && member.post.includes('联络员'))
  return found.map((member) => ({ memberId: member.id, chatId: `direct:${member.id}` }))
}

/** Several people report meetings, each its own topic, until the server is gone. */
async function keepReporting(
  server: Server,
  run: { reporters: Reporter[]; sent: Map<string, Reporter>; acknowledged: Map<string, string>; round: number },
): Promise<void> {
  let next = 0
  async function one(): Promise<void> {
    for (;;) {
      const messageId = `round${run.round}message${next++}`
      const who = run.reporters[next % run.reporters.length]
      if (!who) throw new Error('the demo county has no taskforce reporters')
      run.sent.set(messageId, who)
      const reply = await say(server, messageId, who).catch(() => null)
      if (!reply) return
      if (reply.replies[0]?.text.startsWith('✅')) run.acknowledged.set(messageId, topicOf(messageId))
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, one))
}

/** The platform delivers everything again, as platforms do when they saw no answer. */
async function redeliver(server: Server, run: { sent: Map<string, Reporter>; acknowledged: Map<string, string> }): Promise<void> {
  for (const [messageId, who] of run.sent) {
    const reply = await say(server, messageId, who)
    expect(reply.replies[0]?.text).toMatch(/^✅/)
    run.acknowledged.set(messageId, topicOf(messageId))
  }
}

function say(server: Server, messageId: string, who: Reporter): Promise<Reply> {
  return post(`${server.base}/sandbox/api/messages`, { ...who, messageId, text: `会议 类型:调度会 主题:${topicOf(messageId)}` })
}

function topicOf(messageId: string): string {
  return `研究${messageId}事项`
}

async function allTopics(server: Server): Promise<string[]> {
  const topics: string[] = []
  for (let after: number | null = 0; after !== null; ) {
    const response = await fetch(`${server.base}/api/v1/entries?kind=meeting&limit=200&after=${after}`, {
      headers: { authorization: 'Bearer t' },
    })
    const page = (await response.json()) as { items: { fields: { topic: string } }[]; next: number | null }
    topics.push(...page.items.map((item) => item.fields.topic))
    after = page.next
  }
  return topics
}
