import { z } from 'zod'
import type { TestApp } from './app.ts'

/** Something the bot said: where (`group:621021103`, `direct:hanming`), at which minute of the civil day, and what. */
export interface Heard {
  chat: string
  /** Such as 2023-06-07 11:00. */
  at: string
  text: string
}

const Chats = z.array(z.object({ id: z.string() }))
const Messages = z.array(z.object({ at: z.string(), from: z.string(), text: z.string() }))

/** What the bot has said in any chat that holds the words, chat by chat in the order of the page. */
export async function heard(house: TestApp, words: string): Promise<Heard[]> {
  const found: Heard[] = []
  for (const { id } of Chats.parse((await house.get('/sandbox/api/chats')).json())) {
    for (const { at, from, text } of Messages.parse((await house.get(`/sandbox/api/chats/${id}/messages`)).json()))
      if (from === 'bot' && text.includes(words)) found.push({ chat: id, at: at.slice(0, 16).replace('T', ' '), text })
  }
  return found
}

/** The same without the texts: `group:621021103 2023-06-07 11:00`. */
export async function heardWhere(house: TestApp, words: string): Promise<string[]> {
  return (await heard(house, words)).map(({ chat, at }) => `${chat} ${at}`)
}
