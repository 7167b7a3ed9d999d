import type { Argument, Command } from 'commander'
import type { Db } from '../../db/client.ts'
import { addAudit } from '../../db/queries/audit.ts'
import { loadRoster, type UnitRecord } from '../../db/queries/roster.ts'
import { toDate } from '../clock.ts'
import { importContacts, resolveContacts } from '../domain/contact-import.ts'
import { createDirectory, type Directory } from '../domain/directory.ts'
import { openHouseholdBook } from '../domain/household-book.ts'
import { importHouseholds } from '../domain/household-import.ts'
import type { ImportResult } from '../domain/import-result.ts'
import { importMembers } from '../domain/member-import.ts'
import { applyMergers } from '../domain/mergers.ts'
import type { RosterKind } from '../domain/roster-columns.ts'
import { readContacts, readHouseholds, readMembers, readUnits } from '../domain/roster-files.ts'
import { ensureSandboxChats } from '../domain/sandbox-chats.ts'
import { importUnits } from '../domain/unit-import.ts'
import { createSealer, loadSecretKey, type Sealer } from '../seal.ts'
import { importWarnings } from './import-warnings.ts'
import { createRosterInput, requireUnits, rosterKindArgument, rosterWords, villageCodes } from './roster-input.ts'
import { ledgerNow, readConfig, type Shell, withStore } from './shell.ts'

/** 部门预警清单 is no roster: its rows become risks (A10). */
const WARNINGS = 'warnings'

/** A kind of roster, or warnings. */
function kindArgument(): Argument {
  const roster = rosterKindArgument()
  const parse = roster.parseArg
  return roster.argParser((typed: string, previous: unknown) =>
    typed === WARNINGS || typed === '预警清单' ? WARNINGS : parse?.(typed, previous),
  )
}

/** `import`: adds to the roster or updates it, all rows or none. */
export function addImport(program: Command, shell: Shell): void {
  program
    .command('import')
    .summary('导入或更新名册')
    .description(
      '导入或更新名册：有一行不对，整份都不导入。单位按编码、人员按平台账号、农户按村、组和户主更新；空着的电话和责任人不改动原有内容，没有“属性”一列的不改动属性。结对按“谁＋类型”更新：文件里写到的人或单位，这一类结对以文件为准，没写到的不动。服务运行时也可导入。',
    )
    .addArgument(kindArgument())
    .argument('<文件>', 'CSV 或 XLSX 文件')
    .option('--by <姓名>', '预警清单（warnings）：以谁的名义推送')
    .action((kind: RosterKind | typeof WARNINGS, file: string, { by }: { by?: string }) =>
      kind === WARNINGS ? importWarnings(shell, file, by) : importFile(shell, kind, file),
    )
}

async function importFile(shell: Shell, kind: RosterKind, file: string): Promise<void> {
  const config = readConfig(shell)
  const sealer = createSealer(loadSecretKey(config))
  const result = await withStore(config, async (store) => {
    const at = await ledgerNow(store, config)
    const directory = createDirectory(applyMergers(await loadRoster(store.read), toDate(at)), openHouseholdBook([]))
    const write = await readRoster(shell, { kind, file, units: await requireUnits(store), directory, sealer, at })
    return await store.transaction(async (tx) => {
      const imported = await write(tx)
      if (config.platforms.includes('sandbox')) await ensureSandboxChats(tx)
      await addAudit(tx, { at, memberId: null, action: 'import', target: kind, detail: describe(kind, imported) })
      return imported
    })
  })
  for (const warning of result.warnings) shell.err(`提示：${warning}`)
  shell.out(`已导入${rosterWords[kind].title}：${describe(kind, result)}。`)
}

interface Reading {
  kind: RosterKind
  file: string
  units: UnitRecord[]
  /** The roster as it stands, which pairings name; its households are not asked for. */
  directory: Directory
  sealer: Sealer
  at: number
}

/** Reads and checks the file; the answer writes it. Throws a `UserError` that names every faulty row. */
async function readRoster(shell: Shell, { kind, file, units, directory, sealer, at }: Reading): Promise<(tx: Db) => Promise<ImportResult>> {
  const input = createRosterInput()
  const codes = new Set(units.map((unit) => unit.code))
  switch (kind) {
    case 'units': {
      const rows = await input.read(file, (table) => readUnits(table, codes))
      input.settle(shell)
      return (tx) => importUnits(tx, rows)
    }
    case 'households': {
      const rows = await input.read(file, (table) => readHouseholds(table, villageCodes(units)))
      input.settle(shell)
      return (tx) => importHouseholds(tx, rows, { sealer, on: toDate(at) })
    }
    case 'members': {
      const rows = await input.read(file, (table) => readMembers(table, codes))
      input.settle(shell)
      return (tx) => importMembers(tx, rows, { sealer, at })
    }
    case 'contacts': {
      const rows = await input.read(file, (table) => resolveContacts(readContacts(table), directory, toDate(at)))
      input.settle(shell)
      return (tx) => importContacts(tx, rows, directory)
    }
  }
}

function describe(kind: RosterKind, { added, changed, unchanged }: ImportResult): string {
  const { measure } = rosterWords[kind]
  return `新增 ${added} ${measure}，更新 ${changed} ${measure}，未变 ${unchanged} ${measure}`
}
