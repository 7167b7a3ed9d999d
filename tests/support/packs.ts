import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Writes a pack of a test's own and gives its path, for PACKS. */
export function packFile(name: string, yaml: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'xiangbao-pack-')), `${name}.yaml`)
  writeFileSync(file, `name: ${name}\ntitle: ${name}\nsource: 测试\n${yaml}`)
  return file
}
