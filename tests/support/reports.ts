import { z } from 'zod'
import type { TestApp } from './app.ts'

const ApiUnit = z.object({ code: z.string(), name: z.string() })
const ApiEntry = z.object({
  no: z.number(),
  kind: z.string(),
  unit: ApiUnit,
  byUnit: ApiUnit.nullable(),
  date: z.string(),
  fields: z.record(z.string(), z.unknown()),
  status: z.string(),
  steps: z.array(z.object({ action: z.string(), text: z.string() })),
})
/** An entry as GET /entries/:no gives it. */
export type ApiEntry = z.output<typeof ApiEntry>

/** Types something and gives what is answered there. `from` is an account, in a unit's group when a code follows: `liuhaifeng@621021103`. */
export async function tell(house: TestApp, from: string, text: string): Promise<string> {
  const [member = '', unit] = from.split('@')
  const replies = await house.say(unit === undefined ? `direct:${member}` : `group:${unit}`, member, text)
  return replies.map((reply) => reply.text).join('\n')
}

/** The entries whose numbers stand in a reply, as the API shows them. */
export async function entriesIn(house: TestApp, reply: string): Promise<ApiEntry[]> {
  const numbers = new Set([...reply.matchAll(/#(\d+)/g)].map(([, no]) => no))
  const found: ApiEntry[] = []
  for (const no of numbers) found.push(ApiEntry.parse((await house.api(`/entries/${no}`)).json()))
  return found
}

/** Reports something that must be accepted; gives the one entry. */
export async function reported(house: TestApp, from: string, text: string): Promise<ApiEntry> {
  const reply = await tell(house, from, text)
  const [entry, ...others] = await entriesIn(house, reply)
  if (!reply.startsWith('✅') || !entry || others.length > 0) throw new Error(`one entry was expected of “${text}”: ${reply}`)
  return entry
}

/** What the bot has said in a chat, newest last: `direct:hanming`, `group:621021103`. */
export async function saidIn(house: TestApp, chat: string): Promise<string[]> {
  const shown = z
    .array(z.object({ from: z.string(), text: z.string() }))
    .parse((await house.get(`/sandbox/api/chats/${chat}/messages`)).json())
  return shown.flatMap((message) => (message.from === 'bot' ? [message.text] : []))
}

/** A file as it is sent along with words. */
export interface SentFile {
  name: string
  mime: string
  content: string | Uint8Array
}

/** A photo that proves something. */
export const photo: SentFile = { name: '现场.jpg', mime: 'image/jpeg', content: 'a photo' }

/** Types something with a file; gives what is answered there. */
export async function tellWith(house: TestApp, from: string, { text, file }: { text: string; file: SentFile }): Promise<string> {
  const [member = '', unit] = from.split('@')
  const attachments = [{ name: file.name, mime: file.mime, base64: Buffer.from(file.content).toString('base64') }]
  const chatId = unit === undefined ? `direct:${member}` : `group:${unit}`
  const response = await house.post('/sandbox/api/messages', { chatId, memberId: member, text, attachments })
  const { replies } = z.object({ replies: z.array(z.object({ text: z.string() })) }).parse(response.json())
  return replies.map((reply) => reply.text).join('\n')
}

/** One entry as the API shows it now. */
export async function entryOf(house: TestApp, no: number): Promise<ApiEntry> {
  return ApiEntry.parse((await house.api(`/entries/${no}`)).json())
}
