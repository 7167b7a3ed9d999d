import { existsSync, readFileSync } from 'node:fs'

/** The program's version, from the package.json above this file (sources and build lie at different depths). */
export function readVersion(): string {
  const candidates = ['../../package.json', '../../../package.json'].map((path) => new URL(path, import.meta.url))
  const file = candidates.find((candidate) => existsSync(candidate))
  if (!file) throw new Error('package.json is missing')
  const { version }: { version: string } = JSON.parse(readFileSync(file, 'utf8'))
  return version
}
