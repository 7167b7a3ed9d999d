import { existsSync, readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { loadCommands, loadSchedules } from '../app.ts'
import { toDate } from '../clock.ts'
import type { Config } from '../config.ts'
import { UserError } from '../core/errors.ts'
import { calendarWarning, unpublishedYears } from '../domain/calendar-check.ts'
import { caseClashes, joinCases } from '../domain/case-joining.ts'
import { contactHolders } from '../domain/contacts.ts'
import { createHouseKeeper, type House } from '../domain/house.ts'
import type { Pack } from '../domain/pack.ts'
import { checkPack, type PackSurroundings } from '../domain/pack-check.ts'
import { Selector } from '../domain/pack-duty.ts'
import { packHints } from '../domain/pack-hints.ts'
import { signalClashes } from '../domain/pack-signals.ts'
import { selectHolders, selectUnits } from '../domain/subjects.ts'
import { packFile } from '../pack-files.ts'
import { caseWords, unfilledPlaces } from './pack-section-words.ts'
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
    .description(
      '检查规则包：逐行指出错误；没有错误时说明它要求谁、多久、做什么，并提示名册里没有人承担的规定。几份一起用的，一起写上，也检查它们之间有没有冲突。',
    )
    .argument('<规则包...>', 'packs/ 里的名称（如 qingcheng）或 YAML 文件，可以写几份')
    .action((names: string[]) => check(shell, names))
}

async function check(shell: Shell, names: string[]): Promise<void> {
  const config = readConfig(shell)
  const surroundings = { commands: (await loadCommands()).all, schedules: await loadSchedules() }
  const packs = checkAll(names, surroundings)
  for (const pack of packs) {
    for (const line of describePack(pack, surroundings)) shell.out(line)
    for (const place of unfilledPlaces(pack, packs))
      shell.out(`提示：${place} 还没有填（待县局填写），填好之前照办事说明和审批人确认来办。`)
    for (const line of [...packHints(pack, surroundings.commands), ...(await strangers(config, pack))]) shell.out(`提示：${line}`)
  }
  if (packs.length > 1)
    for (const line of ['几份一起用，跟进规则合起来是', ...caseWords(joinCases(packs)).map((words) => `  ${words}`)]) shell.out(line)
  shell.out('检查通过。')
}

/** Reads every pack, and what they say together. Throws UserError with every fault. */
function checkAll(names: string[], surroundings: PackSurroundings): Pack[] {
  const packs: Pack[] = []
  const faults: string[] = []
  for (const name of names) {
    const checked = checkPack(readYaml(name), surroundings)
    const where = names.length > 1 ? `${name} ` : ''
    if ('pack' in checked) packs.push(checked.pack)
    else faults.push(...checked.faults.map(({ line, message }) => `${where}第 ${line} 行：${message}`))
  }
  faults.push(...caseClashes(packs), ...signalClashes(packs))
  if (faults.length > 0) throw new UserError([...faults, `共 ${faults.length} 处有误：请改正后再检查一次。`].join('\n'))
  return packs
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
    const years = unpublishedYears(house, today)
    return [
      ...(years.length > 0 ? [calendarWarning(years)] : []),
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
      ...pack.schedules
        .flatMap(({ title, with: { release } }) => releasers(release).map((who) => ({ title, who })))
        .filter(({ who }) => lonely(who))
        .map(({ title, who }) => `“${title}”没有人能同意发布：名册里没有${describeSelector(who)}。`),
    ]
  })
}

/** Whose word releases a notice, where the pack wants one (counting-rules 20). */
function releasers(release: unknown): Selector[] {
  const read = Selector.safeParse(release)
  return read.success ? [read.data] : []
}

function matchesSomebody(house: House, who: Selector, today: string): boolean {
  const { directory } = house
  if (who.contact) return contactHolders(house, who.contact, today).length > 0
  return selectUnits(directory.units, who).length > 0 || selectHolders(directory.members(today), who).length > 0
}
