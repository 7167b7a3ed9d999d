import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileDraft, OutgoingFile } from '../core/blocks.ts'
import type { Reply } from '../core/reply.ts'
import { renderXlsx, XLSX_MIME } from '../render/xlsx.ts'

/** Where files made for people lie below DATA_DIR. */
const FOLDER = 'exports'
/** Files hold personal data: they are fetched soon or not at all. */
const KEPT_MS = 7 * 86_400_000

/** Makes the files that a reply announces. They are on disk before the reply is; a name cannot be guessed. */
export type FileMaker = (reply: Reply) => Promise<Reply>

/** The maker of files below DATA_DIR. What a group must not see goes, like its files, to the direct chat. */
export function createFileMaker(dataDir: string): FileMaker {
  return async ({ drafts, ...reply }) => {
    if (!drafts || drafts.length === 0) return reply
    await sweep(join(dataDir, FOLDER))
    const files: OutgoingFile[] = []
    for (const draft of drafts) files.push(await makeFile(dataDir, draft))
    return reply.direct ? { ...reply, direct: { ...reply.direct, files } } : { ...reply, files }
  }
}

async function makeFile(dataDir: string, { name, blocks }: FileDraft): Promise<OutgoingFile> {
  const path = join(FOLDER, `${randomUUID()}.xlsx`)
  const handle = await open(join(dataDir, path), 'wx', 0o600)
  try {
    await handle.writeFile(await renderXlsx(blocks))
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { name: `${name.replace(/[/\\:*?"<>|\s]+/g, '-')}.xlsx`, mime: XLSX_MIME, path }
}

/** Removes what was made long ago, by the disk's own time. */
async function sweep(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const name of await readdir(folder)) {
    const { mtimeMs } = await stat(join(folder, name))
    if (mtimeMs < Date.now() - KEPT_MS) await rm(join(folder, name), { force: true })
  }
}
