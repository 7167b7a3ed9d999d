import { basename } from 'node:path'
import { Argument } from 'commander'
import type { Store } from '../../db/client.ts'
import { listUnits, type UnitRecord } from '../../db/queries/roster.ts'
import { UserError } from '../core/errors.ts'
import type { RosterKind } from '../domain/roster-columns.ts'
import type { Fault, RosterReading } from '../domain/roster-files.ts'
import { readTable, type Table } from '../domain/table-file.ts'
import type { Shell } from './shell.ts'

/** What a roster file is called, and how its rows are counted. */
export const rosterWords: Record<RosterKind, { title: string; measure: string }> = {
  units: { title: '单位', measure: '个' },
  households: { title: '农户', measure: '户' },
  members: { title: '人员', measure: '人' },
  contacts: { title: '结对', measure: '条' },
}

const rosterKinds = ['units', 'households', 'members', 'contacts'] as const satisfies RosterKind[]

/** The argument that names a kind of roster file, in English or Chinese. */
export function rosterKindArgument(): Argument {
  return new Argument('<名册>', 'units（单位）、households（农户）、members（人员）或 contacts（结对）').argParser((typed): RosterKind => {
    const kind = rosterKinds.find((known) => known === typed || rosterWords[known].title === typed)
    if (!kind) throw new UserError(`没有“${typed}”这种名册：可写 units（单位）、households（农户）、members（人员）或 contacts（结对）。`)
    return kind
  })
}

/** Reads several files and refuses them together, so that all faults can be mended at once. */
export interface RosterInput {
  /** The rows of a file; none when no file is named. */
  read<Row>(file: string | undefined, reader: (table: Table) => RosterReading<Row>): Promise<Row[]>
  /** Tells the warnings; throws a `UserError` that names every faulty row. */
  settle(shell: Shell): void
}

/** Begins reading roster files. */
export function createRosterInput(): RosterInput {
  const faults: string[] = []
  const warnings: string[] = []
  return {
    async read(file, reader) {
      if (file === undefined) return []
      const reading = reader(await readTable(file))
      faults.push(...reading.faults.map((fault) => describe(file, fault)))
      warnings.push(...reading.warnings.map((warning) => describe(file, warning)))
      return reading.rows
    },
    settle(shell) {
      for (const warning of warnings) shell.err(`提示：${warning}`)
      if (faults.length > 0) throw new UserError([...faults, `共 ${faults.length} 处有误，什么都没有导入：请改正后再导入一次。`].join('\n'))
    },
  }
}

function describe(file: string, { line, message }: Fault): string {
  return `${basename(file)} 第 ${line} 行：${message}`
}

/** Codes of villages, which households may name. */
export function villageCodes(units: readonly Pick<UnitRecord, 'code' | 'kind'>[]): Set<string> {
  return new Set(units.filter((unit) => unit.kind === 'village').map((unit) => unit.code))
}

/** The known units. Throws a `UserError` when there are none yet. */
export async function requireUnits(store: Store): Promise<UnitRecord[]> {
  const units = await listUnits(store.read)
  if (units.length === 0) throw new UserError('数据库里还没有单位：请先用 npm run cli -- init --units 单位文件 建立。')
  return units
}
