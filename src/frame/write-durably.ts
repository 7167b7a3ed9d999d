import { constants } from 'node:fs'
import { mkdir, open, rename, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Writes a file for its owner alone so that it survives power loss: bytes, then name, then folder. One that is there already stays. */
export async function writeDurably(file: string, bytes: Uint8Array | string): Promise<void> {
  if (await stat(file).catch(() => null)) return
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.part`
  const handle = await open(draft, 'w', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(draft, file)
  const folder = await open(dirname(file), constants.O_RDONLY)
  await folder.sync()
  await folder.close()
}
