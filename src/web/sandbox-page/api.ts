import type { Chat, NextNotice, OutgoingMessage, Person, Profile, Run, ShownMessage, Unread } from './sandbox-types.ts'

interface ErrorBody {
  error?: { message?: string }
}

const base = '/sandbox/api'

async function refusal(response: Response): Promise<Error> {
  if (response.status === 413) return new Error('内容超过 1 MB，请减少图片或文件后再发。')
  const body: ErrorBody = await response.json().catch(() => ({}))
  return new Error(body.error?.message ?? `服务器没有接受这次操作（${response.status}），请稍后再试。`)
}

async function request<T>(path: string, body?: unknown): Promise<T> {
  const init = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const response = await fetch(base + path, init).catch((cause) => {
    throw new Error('连不上服务器，请确认乡报正在运行。', { cause })
  })
  if (!response.ok) throw await refusal(response)
  return response.json()
}

const query = (values: Record<string, string>): string => `?${new URLSearchParams(values)}`

/** Every call rejects with an Error whose message is a Chinese sentence for the user. */
export const api = {
  chats: () => request<Chat[]>('/chats'),
  members: () => request<Person[]>('/members'),
  messages: (chatId: string, after: number) =>
    request<ShownMessage[]>(`/chats/${encodeURIComponent(chatId)}/messages${query({ after: String(after) })}`),
  send: (message: OutgoingMessage) => request<unknown>('/messages', message),
  press: (press: { chatId: string; memberId: string; buttonId: string; asInRealGroup: boolean }) => request<unknown>('/press', press),
  clock: () => request<{ now: string }>('/clock'),
  moveClock: (move: { to: string } | { advance: string }) => request<{ now: string; ran: Run[] }>('/clock', move),
  reset: () => request<unknown>('/reset', {}),
  me: (memberId: string, chatId: string) => request<Profile>(`/me${query({ memberId, chatId })}`),
  next: () => request<NextNotice>('/next'),
  unread: (since: number) => request<Unread>(`/unread${query({ since: String(since) })}`),
}
