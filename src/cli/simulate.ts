import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { openStore } from '../../db/client.ts'
import { loadCommands, loadSchedules } from '../app.ts'
import { isDate } from '../clock.ts'
import { UserError } from '../core/errors.ts'
import { readUnits } from '../domain/roster-files.ts'
import { play } from '../domain/simulation/play.ts'
import { readPacks } from '../pack-files.ts'
import { createRosterInput } from './roster-input.ts'
import type { Shell } from './shell.ts'

interface SimulateOptions {
  pack: string
  roster: string
  from: string
  to: string
  seed: string
}

/** Longer plays say nothing new. */
const MOST_YEARS = 5

/** `simulate`: plays a period in virtual time over any units, with invented people, and prints what was due, sent, late, ranked. */
export function addSimulate(program: Command, shell: Shell): void {
  program
    .command('simulate')
    .summary('推演：一个规则包在一份单位名册上跑一段时间')
    .description(
      '在临时数据库里用虚构的人员和农户推演一段时间，按月打印应报、已报、补报、催报、升级、排名，并核对；同一个种子每次打印相同。',
    )
    .requiredOption('--pack <规则包>', 'packs/ 里的名称（如 qingcheng）或 YAML 文件')
    .requiredOption('--roster <文件>', '单位文件（CSV 或 XLSX）')
    .requiredOption('--from <日期>', '第一天，如 2023-01-01')
    .requiredOption('--to <日期>', '最后一天，如 2023-12-31')
    .option('--seed <种子>', '整数', '1')
    .action((options: SimulateOptions) => simulate(shell, options))
}

async function simulate(shell: Shell, options: SimulateOptions): Promise<void> {
  const { from, to } = options
  const seed = Number(options.seed)
  if (!isDate(from) || !isDate(to) || to < from) throw new UserError('--from、--to 写成 2023-01-01 这样的日期，前后不要颠倒。')
  if (Number(to.slice(0, 4)) - Number(from.slice(0, 4)) >= MOST_YEARS) throw new UserError(`一次最多推演 ${MOST_YEARS} 年。`)
  if (!Number.isSafeInteger(seed)) throw new UserError('--seed 要写整数。')
  const input = createRosterInput()
  const units = await input.read(options.roster, (table) => readUnits(table))
  input.settle(shell)
  const commands = await loadCommands()
  const schedules = await loadSchedules()
  const [pack] = readPacks([options.pack], { commands: commands.all, schedules })
  if (!pack) throw new UserError(`找不到规则包 ${options.pack}。`)
  const folder = mkdtempSync(join(tmpdir(), 'xiangbao-simulate-'))
  const store = openStore(join(folder, 'play.db'), { throwaway: true })
  try {
    const faults = await play({ store, commands, schedules, out: shell.out }, { pack, units, from, to, seed })
    if (faults.length > 0) throw new UserError(`核对不一致，共 ${faults.length} 处。`)
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
