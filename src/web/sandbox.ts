import type { FastifyInstance, FastifyRequest } from 'fastify'
import { listTranscript } from '../../db/queries/traffic.ts'
import { countTranscriptAfter } from '../../db/queries/transcript.ts'
import type { App, Sandbox } from '../app.ts'
import { toIso } from '../clock.ts'
import { HttpProblem, readInput, withoutEmpty } from './problem.ts'
import { moveClock, readInstant } from './sandbox-clock.ts'
import { findChat, findPlace, listChats, listMembers } from './sandbox-directory.ts'
import { isFetchable, registerFiles, registerPage } from './sandbox-files.ts'
import { AfterInput, ClockInput, MessageInput, PressInput, ProfileInput, ResetInput, SinceInput } from './sandbox-inputs.ts'
import { createTypist } from './sandbox-messages.ts'
import { describeMember, listOwed, listQuick } from './sandbox-profile.ts'

/** Lines of a chat given at once; whoever wants more asks again after the last. */
const MOST_LINES = 10_000

/** Adds the sandbox: its page, files and calls (interface §4), for this machine only. */
export async function registerSandbox(server: FastifyInstance, app: App, sandbox: Sandbox): Promise<void> {
  server.register(async (scope) => {
    scope.addHook('onRequest', async (request) => requireLoopback(request))
    await registerPage(scope)
    await registerFiles(scope, app)
    scope.register(
      async (api) => {
        addDirectory(api, app)
        addConversation(api, app, sandbox)
        addTime(api, app, sandbox)
      },
      { prefix: '/sandbox/api' },
    )
  })
}

/** Whoever may type here speaks for anybody: nobody from elsewhere may. */
function requireLoopback(request: FastifyRequest): void {
  if (/^(?:::ffff:)?127\.|^::1$/.test(request.ip)) return
  throw new HttpProblem(403, 'forbidden', '演练场只能在运行乡报的这台机器上使用。')
}

function addDirectory(api: FastifyInstance, app: App): void {
  const { store, clock } = app
  api.get('/chats', async () => listChats(await app.keepHouse(store.read), clock.now()))
  api.get('/members', async () => listMembers(await app.keepHouse(store.read), clock.now()))
  api.get('/me', async (request) => {
    const input = readInput(ProfileInput, withoutEmpty(request.query))
    const house = await app.keepHouse(store.read)
    const place = findPlace(house, input, clock.now())
    return {
      member: describeMember(house, place.member, input.memberId),
      owes: await listOwed(app, house, place.member),
      quick: listQuick(app.commands, house, place),
      botName: app.config.botNames[0],
    }
  })
}

function addConversation(api: FastifyInstance, app: App, sandbox: Sandbox): void {
  const { store } = app
  const hand = createTypist(app, sandbox)
  api.post('/messages', async (request) => {
    const { messageId, voice, asInRealGroup, ...typed } = readInput(MessageInput, request.body)
    const how = { messageId: messageId ?? undefined, voice: voice ?? false, asInRealGroup: asInRealGroup ?? false }
    return { replies: await hand({ ...typed, ...how }) }
  })
  api.post('/press', async (request) => {
    const { buttonId, asInRealGroup, ...place } = readInput(PressInput, request.body)
    const how = { voice: false, attachments: [], asInRealGroup: asInRealGroup ?? false }
    return { replies: await hand({ ...place, text: buttonId, ...how }) }
  })
  api.get('/chats/:id/messages', async (request) => {
    const { id, after } = readInput(AfterInput, { ...withoutEmpty(request.query), ...withoutEmpty(request.params) })
    findChat(await app.keepHouse(store.read), id)
    const lines = await listTranscript(store.read, id, after, MOST_LINES)
    return await Promise.all(lines.map((line) => toLine(app, line)))
  })
  api.get('/unread', async (request) => {
    return await countTranscriptAfter(store.read, readInput(SinceInput, withoutEmpty(request.query)).since)
  })
}

/** A line as it is shown; files that were never stored have no address. */
async function toLine(app: App, line: Awaited<ReturnType<typeof listTranscript>>[number]): Promise<object> {
  const files = await Promise.all(line.files.map(async (file) => ({ ...file, url: (await isFetchable(app, file.url)) ? file.url : '' })))
  return { seq: line.seq, at: toIso(line.at), from: line.sender, text: line.text, files, buttons: line.buttons }
}

function addTime(api: FastifyInstance, app: App, sandbox: Sandbox): void {
  api.get('/clock', async () => ({ now: toIso(sandbox.clock.now()) }))
  api.post('/clock', async (request) => await moveClock(app, sandbox, readInput(ClockInput, request.body)))
  api.get('/next', async () => {
    const next = await app.scheduler.next(sandbox.clock.now())
    return { dueAt: next && toIso(next.dueAt), title: next?.title ?? null }
  })
  api.post('/reset', async (request) => {
    const { now } = readInput(ResetInput, request.body ?? {})
    await sandbox.reset(now === undefined ? undefined : readInstant('now', now))
    return { now: toIso(sandbox.clock.now()) }
  })
}
