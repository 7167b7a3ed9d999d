import { readdir } from 'node:fs/promises'

/**
 * Loads every module of a folder: one file = one thing, named by its file. Throws when a file has no default export.
 * Works on sources (.ts) and on what was built from them (.js).
 */
export async function loadFolder(folder: URL): Promise<Map<string, unknown>> {
  const names = (await readdir(folder)).filter((name) => /\.(ts|js)$/.test(name) && !name.endsWith('.d.ts')).sort()
  const loaded = new Map<string, unknown>()
  for (const name of names) {
    const module: { default?: unknown } = await import(new URL(name, folder).href)
    if (module.default === undefined) throw new Error(`${name} has no default export`)
    loaded.set(name.replace(/\.(ts|js)$/, ''), module.default)
  }
  return loaded
}
