import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { vi } from 'vitest'

/** A built server of our own, with the demo county in an empty database. */
export interface SandboxServer {
  url: string
  /** The JSON of a sandbox API path. */
  get: (path: string) => Promise<unknown>
  stop: () => Promise<void>
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** Starts what `npm run build` made, its virtual clock at `now`. */
export async function startSandboxServer(now: string): Promise<SandboxServer> {
  const port = await findFreePort()
  const folder = mkdtempSync(join(tmpdir(), 'xiangbao-browser-'))
  const child = spawn(process.execPath, [resolve('dist/src/main.js')], {
    env: {
      PATH: process.env.PATH,
      PLATFORMS: 'sandbox',
      PORT: String(port),
      DATA_DIR: folder,
      DATABASE_URL: `file:${join(folder, 'xiangbao.db')}`,
      SANDBOX_NOW: now,
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const url = `http://127.0.0.1:${port}`
  const isUp = async () => {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
    return await fetch(`${url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    )
  }
  await vi.waitUntil(isUp, { timeout: 60_000, interval: 200 })
  return {
    url,
    get: async (path) => (await fetch(`${url}/sandbox/api${path}`)).json(),
    stop: async () => {
      child.kill()
      if (child.exitCode === null) await once(child, 'exit')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
