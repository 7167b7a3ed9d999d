// The load side, in its own process: keeps N reports in flight for a number of seconds and prints what came back.
// Usage: node bench/load.mjs inbox SOCKET IN_FLIGHT SECONDS START   |   node bench/load.mjs api BASE IN_FLIGHT SECONDS START
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { percentiles, report, reporters } from './world.mjs'

const [kind, target, inFlight, seconds, start] = process.argv.slice(2)
const people = reporters()
const send = kind === 'inbox' ? await overSocket(target) : overHttp(target)
const until = performance.now() + Number(seconds) * 1000
const times = []
let next = Number(start)
let refused = 0

await Promise.all(
  Array.from({ length: Number(inFlight) }, async () => {
    while (performance.now() < until) {
      const n = next++
      const began = performance.now()
      const mark = await send({ messageId: `bench-${n}`, ...report(people, n) })
      times.push(performance.now() - began)
      if (mark !== '✅') refused++
    }
  }),
)
const { p50, p99 } = percentiles(times)
console.log(JSON.stringify({ perSecond: times.length / Number(seconds), p50, p99, count: times.length, refused }))
process.exit(0)

async function overSocket(path) {
  const waiting = new Map()
  const socket = connect(path)
  await new Promise((resolve) => socket.once('connect', resolve))
  createInterface({ input: socket }).on('line', (line) => {
    const [id, mark] = line.split(' ')
    waiting.get(id)?.(mark)
    waiting.delete(id)
  })
  return (message) =>
    new Promise((resolve) => {
      waiting.set(message.messageId, resolve)
      socket.write(`${JSON.stringify(message)}\n`)
    })
}

function overHttp(base) {
  const agent = new Agent({ keepAlive: true, maxSockets: 100 })
  return ({ userId, ...message }) =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify({ ...message, memberId: userId })
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
      const call = request(`${base}/sandbox/api/messages`, { method: 'POST', agent, headers }, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk) => (text += chunk))
        response.on('end', () => resolve(JSON.parse(text).replies?.[0]?.text.slice(0, 1) ?? '-'))
      })
      call.on('error', reject)
      call.end(body)
    })
}
