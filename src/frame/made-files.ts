import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { Tinypool } from 'tinypool'
import type { FileDraft, OutgoingFile } from '../core/blocks.ts'
import { toError } from '../core/errors.ts'
import type { Reply } from '../core/reply.ts'
import { XLSX_MIME } from '../render/xlsx.ts'
import type { WorkbookJob } from './workbook-worker.ts'
import { writeDurably } from './write-durably.ts'

/** Where files made for people lie below DATA_DIR. */
const FOLDER = 'exports'
const OURS = new RegExp(`^${FOLDER}/[0-9a-f-]{36}\\.xlsx$`)
/** Files hold personal data: they are fetched soon or not at all. */
const KEPT_MS = 7 * 86_400_000
/** How long the thread waits for the next file before it gives its memory back. */
const IDLE_MS = 60_000

/** Files for people: a reply announces them at once, a thread beside ours makes them, so that nobody waits for them but their reader. */
export interface MadeFiles {
  /** Writes down what the files of a reply are made of, before the reply is, and begins with them. A name cannot be guessed. */
  announce(reply: Reply): Promise<Reply>
  /** Resolves when a file that was announced is there, or cannot be made. One that a stop left unmade is begun again. */
  made(path: string): Promise<void>
  stop(): Promise<void>
}

/** The files below DATA_DIR. What a group must not see goes, like its files, to the direct chat. */
export function createMadeFiles({ dataDir, log }: { dataDir: string; log: Logger }): MadeFiles {
  const pool = new Tinypool({ filename: workerFile(), name: 'makeWorkbook', minThreads: 0, maxThreads: 1, idleTimeout: IDLE_MS })
  const making = new Map<string, Promise<void>>()

  function make(path: string): Promise<void> {
    const begun = making.get(path)
    if (begun) return begun
    const job: WorkbookJob = { draft: join(dataDir, draftOf(path)), file: join(dataDir, path) }
    const done = (pool.run(job) as Promise<void>).then(
      () => void making.delete(path),
      // Once is enough until the next start: whoever asks again is told that it is not there.
      (thrown) => log.error({ err: toError(thrown) }, 'a file could not be made'),
    )
    making.set(path, done)
    return done
  }
  async function begin({ name, blocks }: FileDraft): Promise<OutgoingFile> {
    const path = `${FOLDER}/${randomUUID()}.xlsx`
    await writeDurably(join(dataDir, draftOf(path)), JSON.stringify(blocks))
    void make(path)
    return { name: `${name.replace(/[/\\:*?"<>|\s]+/g, '-')}.xlsx`, mime: XLSX_MIME, path }
  }
  return {
    async announce({ drafts, ...reply }) {
      if (!drafts || drafts.length === 0) return reply
      await sweep(join(dataDir, FOLDER))
      const files: OutgoingFile[] = []
      for (const draft of drafts) files.push(await begin(draft))
      return reply.direct ? { ...reply, direct: { ...reply.direct, files } } : { ...reply, files }
    },
    async made(path) {
      if (!OURS.test(path)) return
      if (making.has(path) || existsSync(join(dataDir, draftOf(path)))) await make(path)
    },
    async stop() {
      await Promise.all(making.values())
      await pool.destroy()
    },
  }
}

const draftOf = (path: string): string => `${path}.json`

/** Where the build put the thread's program; sources and build lie at different depths. */
function workerFile(): string {
  const files = ['./workbook-worker.js', '../../dist/src/frame/workbook-worker.js'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  )
  return files.find((file) => existsSync(file)) ?? ''
}

/** Removes what was made long ago, by the disk's own time. */
async function sweep(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const name of await readdir(folder)) {
    // What is being made just now may bear another name already.
    const { mtimeMs } = (await stat(join(folder, name)).catch(() => null)) ?? { mtimeMs: Date.now() }
    if (mtimeMs < Date.now() - KEPT_MS) await rm(join(folder, name), { force: true })
  }
}
