import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A free port on loopback. */
export async function freePort(): Promise<number> {
  return await new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** The built program, run as its users run it. */
export interface Server {
  base: string
  child: ChildProcess
  /** What it printed so far. */
  output(): string
  /** Resolves with the exit code. */
  exited: Promise<number | null>
}

/** A folder for one server's data; call `drop` in the end. */
export function dataFolder(): { folder: string; drop(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'xiangbao-test-'))
  return { folder, drop: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Starts `node dist/src/main.js` on a folder; resolves when it answers. Throws with its output when it ends instead. */
export async function startServer(folder: string, extra: Record<string, string> = {}): Promise<Server> {
  const port = await freePort()
  const child = spawn(process.execPath, ['dist/src/main.js'], {
    env: {
      PATH: process.env.PATH,
      DATA_DIR: folder,
      DATABASE_URL: `file:${join(folder, 'test.db')}`,
      PORT: String(port),
      API_TOKEN: 't',
      LOG_LEVEL: 'error',
      ...extra,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += String(chunk)))
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const server = { base: `http://127.0.0.1:${port}`, child, output: () => text, exited }
  await answers(server)
  return server
}

async function answers(server: Server): Promise<void> {
  let ended = false
  void server.exited.then(() => (ended = true))
  for (const until = Date.now() + 20_000; Date.now() < until && !ended; ) {
    const response = await fetch(`${server.base}/healthz`).catch(() => null)
    if (response?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`the server did not come up:\n${server.output()}`)
}

/** Posts JSON and reads JSON. */
export async function post<T>(url: string, body: unknown): Promise<T> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  return (await response.json()) as T
}
