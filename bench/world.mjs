// What the benchmarks share: a fresh database with the demo county, and the people who type in it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../dist/db/client.js'
import { generateDemoCounty } from '../dist/db/demo/county.js'
import { loadRoster, putChat } from '../dist/db/queries/roster.js'
import { loadConfig } from '../dist/src/config.js'
import { importRoster } from '../dist/src/domain/roster-import.js'

const folders = []
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A new folder that goes with the process. */
export function freshFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'xiangbao-bench-'))
  folders.push(folder)
  return folder
}

/** Sets the demo county up in a new database; with `platform` its people and groups are on that platform instead of the sandbox. */
export async function setUpCounty(file, platform = 'sandbox') {
  const { units, households, members } = generateDemoCounty()
  const store = openStore(file)
  const rows = { units, households, members: members.map((member) => ({ ...member, platform })) }
  await store.transaction((tx) =>
    importRoster(tx, rows, { sealer: { seal: (phone) => phone }, at: Date.parse('2023-01-01'), sandbox: platform === 'sandbox' }),
  )
  if (platform !== 'sandbox') {
    const byCode = new Map((await loadRoster(store.read)).units.map((unit) => [unit.code, unit.id]))
    const group = { platform, kind: 'group', memberId: null, muted: false, outsiders: false }
    await store.transaction(async (tx) => {
      for (const { code, name } of units) await putChat(tx, { ...group, chatId: `group:${code}`, title: name, unitId: byCode.get(code) })
    })
  }
  await store.close()
}

/** The configuration of a benchmark's server. */
export function benchConfig(folder, extra = {}) {
  const result = loadConfig({
    DATA_DIR: folder,
    DATABASE_URL: `file:${join(folder, 'bench.db')}`,
    PLATFORMS: 'sandbox',
    SANDBOX_NOW: '2023-06-15T08:00:00+08:00',
    LOG_LEVEL: 'error',
    ...extra,
  })
  if (!result.ok) throw new Error(result.faults.join('\n'))
  return result.config
}

/** Village secretaries with the heads of their own households: who can report what. */
export function reporters() {
  const { households, members } = generateDemoCounty()
  const heads = new Map()
  for (const { villageCode, head } of households) heads.set(villageCode, [...(heads.get(villageCode) ?? []), head])
  const unique = (list) => list.filter((head, index) => list.indexOf(head) === index && list.lastIndexOf(head) === index)
  return members
    .filter((member) => member.post === '村书记')
    .map((member) => ({ userId: member.userId, chatId: `group:${member.unitCode}`, heads: unique(heads.get(member.unitCode) ?? []) }))
    .filter((reporter) => reporter.heads.length > 0)
}

/** The nth report of a run: another household each time; once all were visited, the next round is dated a day earlier. */
export function report(list, n) {
  const who = list[n % list.length]
  const turn = Math.floor(n / list.length)
  const head = who.heads[turn % who.heads.length]
  const day = new Date(Date.UTC(2023, 5, 15) - (Math.floor(turn / who.heads.length) % 150) * 86_400_000)
  const date = `日期:${day.getUTCMonth() + 1}月${day.getUTCDate()}日`
  return { chatId: who.chatId, userId: who.userId, text: `走访 ${head} 在合作社务工，收入稳定，饮水住房都有保障，第${n}次 ${date}` }
}

/** Median and 99th percentile of a list of milliseconds. */
export function percentiles(times) {
  const sorted = Float64Array.from(times).sort()
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { p50: at(0.5), p99: at(0.99) }
}
