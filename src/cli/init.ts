import type { Command } from 'commander'
import { generateDemoCounty } from '../../db/demo/county.ts'
import { addAudit } from '../../db/queries/audit.ts'
import { hasUnits } from '../../db/queries/roster.ts'
import { UserError } from '../core/errors.ts'
import { createAdminCode } from '../domain/admin-code.ts'
import { readHouseholds, readMembers, readUnits } from '../domain/roster-files.ts'
import { importRoster, type RosterImport, type RosterRows } from '../domain/roster-import.ts'
import { createSealer, loadSecretKey } from '../seal.ts'
import { createRosterInput, villageCodes } from './roster-input.ts'
import { ledgerNow, readConfig, type Shell, withNewStore } from './shell.ts'

interface InitOptions {
  units?: string
  households?: string
  members?: string
  demo?: boolean
}

const NEEDED = `建立数据库需要单位文件（CSV 或 XLSX），农户和人员文件可以一起给，也可以以后用 import 导入：
  npm run cli -- init --units 单位.csv --households 农户.csv --members 人员.csv
各文件的模板：npm run cli -- template units（households、members）
只想先试用：npm run cli -- init --demo（虚构人员的示范县）`

/** `init`: sets up an empty database from roster files, or as the demo county. */
export function addInit(program: Command, shell: Shell): void {
  program
    .command('init')
    .summary('建立数据库，打印管理员口令')
    .description('用名册文件建立一个空数据库，打印一次性的管理员口令。')
    .option('--units <文件>', '单位文件（CSV 或 XLSX）')
    .option('--households <文件>', '农户文件')
    .option('--members <文件>', '人员文件')
    .option('--demo', '不用文件，装入人员虚构的示范县')
    .action((options: InitOptions) => initialise(shell, options))
}

async function initialise(shell: Shell, options: InitOptions): Promise<void> {
  const { demo, ...files } = options
  if (demo && Object.keys(files).length > 0) throw new UserError('--demo 不能与名册文件同时使用：请只选一种。')
  if (!demo && files.units === undefined) throw new UserError(NEEDED)
  const config = readConfig(shell)
  const rows = demo ? generateDemoCounty() : await readFiles(shell, files)
  const sealer = createSealer(loadSecretKey(config))
  const sandbox = config.platforms.includes('sandbox')
  const done = await withNewStore(config, async (store) => {
    const at = await ledgerNow(store, config)
    return await store.transaction(async (tx) => {
      if (await hasUnits(tx)) {
        throw new UserError(
          `数据库 ${config.databaseFile} 里已有单位，没有改动。要更新名册，请用 npm run cli -- import；要另建一个，请改 DATABASE_URL。`,
        )
      }
      const imported = await importRoster(tx, rows, { sealer, at, sandbox })
      await addAudit(tx, { at, memberId: null, action: 'init', target: 'roster', detail: describe(imported) })
      return { imported, code: await createAdminCode(tx, at) }
    })
  })
  report(shell, done)
}

async function readFiles(shell: Shell, files: Omit<InitOptions, 'demo'>): Promise<RosterRows> {
  const input = createRosterInput()
  const units = await input.read(files.units, (table) => readUnits(table))
  const households = await input.read(files.households, (table) => readHouseholds(table, villageCodes(units)))
  const members = await input.read(files.members, (table) => readMembers(table, new Set(units.map((unit) => unit.code))))
  input.settle(shell)
  return { units, households, members }
}

function describe({ units, households, members }: RosterImport): string {
  return `单位 ${units.added} 个，农户 ${households.added} 户，人员 ${members.added} 人`
}

function report(shell: Shell, { imported, code }: { imported: RosterImport; code: string }): void {
  for (const warning of [imported.units, imported.members, imported.households].flatMap((part) => part.warnings))
    shell.err(`提示：${warning}`)
  shell.out(`已建立：${describe(imported)}。`)
  shell.out(`管理员 ${code}`)
  shell.out('请把上面这一行私聊发给机器人，发的人即成为系统管理员：24 小时内有效，只能用一次，最多试 5 次，请勿外传。')
}
