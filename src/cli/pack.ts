import { existsSync, readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { loadCommands, loadSchedules } from '../app.ts'
import { toDate } from '../clock.ts'
import type { Config } from '../config.ts'
import { UserError } from '../core/errors.ts'
import { contactHolders } from '../domain/contacts.ts'
import { createHouseKeeper, type House } from '../domain/house.ts'
import type { Pack, Selector } from '../domain/pack.ts'
import { checkPack } from '../domain/pack-check.ts'
import { selectHolders, selectUnits } from '../domain/subjects.ts'
import { packFile } from '../pack-files.ts'
import { unfilledPlaces } from './pack-section-words.ts'
import { describePack, describeSelector } from './pack-words.ts'
import { ledgerNow, readConfig, type Shell, withStore } from './shell.ts'

/** `pack check`: is a pack in order, and what does it demand of whom? */
export function addPack(program: Command, shell: Shell): void {
  program
    .command('pack')
    .summary('检查规则包')
    .description('检查规则包')
    .command('check')
    .summary('检查规则包，说明它要求谁做什么')
    .description('检查规则包：逐行指出错误；没有错误时说明它要求谁、多久、做什么，并提示名册里没有人承担的规定。')
    .argument('<规则包>', 'packs/ 里的名称（如 qingcheng）或 YAML 文件')
    .action((name: string) => check(shell, name))
}

async function check(shell: Shell, name: string): Promise<void> {
  const config = readConfig(shell)
  const yaml = readYaml(name)
  const surroundings = { commands: (await loadCommands()).all, schedules: await loadSchedules() }
  const checked = checkPack(yaml, surroundings)
  if ('faults' in checked) {
    const lines = checked.faults.map(({ line, message }) => `第 ${line} 行：${message}`)
    throw new UserError([...lines, `共 ${lines.length} 处有误：请改正后再检查一次。`].join('\n'))
  }
  for (const line of describePack(checked.pack, surroundings)) shell.out(line)
  for (const place of unfilledPlaces(checked.pack)) shell.out(`提示：${place} 还没有填（待县局填写），填好之前照办事说明和审批人确认来办。`)
  for (const line of await strangers(config, checked.pack)) shell.out(`提示：${line}`)
  shell.out('检查通过。')
}

function readYaml(name: string): string {
  const file = packFile(name)
  if (!existsSync(file)) throw new UserError(`找不到规则包 ${name}：可写 packs/ 里的名称（如 qingcheng），或 YAML 文件的路径。`)
  return readFileSync(file, 'utf8')
}

/** Selectors that match nobody on the roster, when there is one. */
async function strangers(config: Config, pack: Pack): Promise<string[]> {
  if (!existsSync(config.databaseFile)) return []
  return await withStore(config, async (store) => {
    const house = await createHouseKeeper([pack])(store.read)
    const today = toDate(await ledgerNow(store, config))
    if (house.directory.units.length === 0) return []
    const lonely = (who: Selector): boolean => !matchesSomebody(house, who, today)
    return [
      ...pack.duties.filter(({ who }) => lonely(who)).map(({ title, who }) => `“${title}”没有人承担：名册里没有${describeSelector(who)}。`),
      ...pack.duties
        .filter(
          ({ among }) => among !== undefined && selectUnits(house.directory.units, { kind: ['village'], attribute: among }).length === 0,
        )
        .map(({ title, among = [] }) => `“${title}”没有要走到的村：还没有村登记属性“${among.join('”“')}”，请发：属性 村名 ${among[0]}`),
      ...pack.schedules
        .flatMap(({ title, to }) => (to ? [{ title, to }] : []))
        .filter(({ to }) => lonely(to))
        .map(({ title, to }) => `“${title}”没有人收到：名册里没有${describeSelector(to)}。`),
    ]
  })
}

function matchesSomebody(house: House, who: Selector, today: string): boolean {
  const { directory } = house
  if (who.contact) return contactHolders(house, who.contact, today).length > 0
  return selectUnits(directory.units, who).length > 0 || selectHolders(directory.members(today), who).length > 0
}
