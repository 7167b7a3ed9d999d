// The server side of 'straight into the inbox': the whole house behind a socket that hands each line to the intake.
// Usage: node bench/inbox-server.mjs FOLDER SOCKET
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { createApp } from '../dist/src/app.js'
import { createLog } from '../dist/src/log.js'
import { benchConfig } from './world.mjs'

const [folder, socketPath] = process.argv.slice(2)
const start = Date.parse('2023-06-15T08:00:00+08:00')
const real = Date.now()
/** A platform that takes everything at once: what is measured is the house, not a platform. */
const platform = {
  name: 'bench',
  capabilities: { buttons: { group: true, direct: true }, hearsGroups: true },
  limits: [],
  state: () => 'connected',
  start: async () => {},
  stop: async () => {},
  compose: (_chatId, message) => [{ kind: 'text', text: message.text }],
  send: async () => ({ sent: true }),
  download: async () => new Uint8Array(),
  directChatOf: () => null,
}
const config = { ...benchConfig(folder), platforms: [] }
const app = await createApp({
  config,
  log: createLog({ level: 'error' }),
  platforms: [platform],
  clock: { now: () => start + (Date.now() - real) },
})
await app.start()

const server = createServer((socket) => {
  createInterface({ input: socket }).on('line', async (line) => {
    const message = JSON.parse(line)
    const receipt = await app.receive({
      platform: 'bench',
      bot: 'bench',
      chatKind: 'group',
      voice: false,
      attachments: [],
      sentAt: app.clock.now(),
      ...message,
    })
    socket.write(`${message.messageId} ${receipt.replies[0]?.text.slice(0, 1) ?? '-'}\n`)
  })
})
server.listen(socketPath, () => process.send?.('ready'))
process.on('message', async (word) => {
  if (word === 'memory') process.send?.({ rss: process.memoryUsage.rss() })
  if (word === 'stop') {
    server.close()
    await app.stop()
    process.exit(0)
  }
})
