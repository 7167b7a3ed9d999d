import { existsSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { toError, UserError } from './core/errors.ts'
import { caseClashes } from './domain/case-joining.ts'
import type { Pack } from './domain/pack.ts'
import { checkPack, type PackSurroundings } from './domain/pack-check.ts'
import { signalClashes } from './domain/pack-signals.ts'
import type { Log } from './log.ts'

const root = new URL('../', import.meta.url)
/** How often the files are looked at: a changed pack counts before the next message, but not every message asks the disk. */
const LOOK_MS = 500

/** The file of a pack: a name of packs/, or a path as it stands. */
export function packFile(name: string): string {
  const shipped = fileURLToPath(new URL(`packs/${name}.yaml`, root))
  return existsSync(shipped) ? shipped : name
}

/** Reads and checks the packs that PACKS names, each and together. Throws UserError with every fault. */
export function readPacks(names: string[], surroundings: PackSurroundings): Pack[] {
  const packs = names.map((name) => {
    const file = packFile(name)
    if (!existsSync(file)) throw new UserError(`找不到规则包 ${name}：PACKS 里可写 packs/ 里的名称（如 qingcheng），或 YAML 文件的路径。`)
    const checked = checkPack(readFileSync(file, 'utf8'), surroundings)
    if ('pack' in checked) return checked.pack
    throw new UserError(checked.faults.map((fault) => `${name} 第 ${fault.line} 行：${fault.message}`).join('\n'))
  })
  const clashes = [...caseClashes(packs), ...signalClashes(packs)]
  if (clashes.length > 0) throw new UserError(clashes.join('\n'))
  return packs
}

/**
 * Gives the packs as their files stand now. A changed file is read again; a faulty one is logged and the packs stay as they were.
 * The first reading throws UserError with every fault.
 */
export function watchPacks(names: string[], surroundings: PackSurroundings, log: Log): () => Pack[] {
  let packs = readPacks(names, surroundings)
  let stamp = stampOf(names)
  let lookedAt = performance.now()
  return () => {
    if (performance.now() - lookedAt < LOOK_MS) return packs
    lookedAt = performance.now()
    const current = stampOf(names)
    if (current === stamp) return packs
    stamp = current
    try {
      packs = readPacks(names, surroundings)
      log.info('packs read again')
    } catch (thrown) {
      log.error({ err: toError(thrown) }, 'a changed pack is faulty and was not taken')
    }
    return packs
  }
}

function stampOf(names: string[]): string {
  return names.map((name) => statSync(packFile(name), { throwIfNoEntry: false })?.mtimeMs ?? 0).join()
}
