// Questions over a large ledger: 1,000,000 visits of three years in 300 villages with 105,000 households.
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { openStore } from '../dist/db/client.js'
import { createApp } from '../dist/src/app.js'
import { importRoster } from '../dist/src/domain/roster-import.js'
import { createLog } from '../dist/src/log.js'
import { benchConfig, freshFolder, percentiles } from './world.mjs'

const TOWNSHIPS = 15
const VILLAGES = 300
const HOUSEHOLDS = 350

function inventRoster() {
  const units = [{ code: '1', name: '大县', kind: 'county', parentCode: null, aliases: [] }]
  const households = []
  for (let t = 0; t < TOWNSHIPS; t++)
    units.push({ code: `1${pad(t, 2)}`, name: `第${t}镇`, kind: 'township', parentCode: '1', aliases: [] })
  for (let v = 0; v < VILLAGES; v++) {
    const code = `1${pad(v % TOWNSHIPS, 2)}${pad(v, 3)}`
    units.push({ code, name: `第${v}村委会`, kind: 'village', parentCode: code.slice(0, 3), aliases: [] })
    for (let h = 0; h < HOUSEHOLDS; h++) {
      households.push({
        villageCode: code,
        groupName: `${(h % 5) + 1}组`,
        head: `王${String.fromCharCode(0x4e00 + h * 7)}${String.fromCharCode(0x5000 + v)}`,
        kind: '一般户',
        persons: 4,
        phone: null,
        carer: null,
      })
    }
  }
  const members = [{ name: '李书记', unitCode: '1', post: '县委书记', role: 'leader', phone: null, platform: 'sandbox', userId: 'leader' }]
  return { units, households, members }
}

function fillLedger(file, entries) {
  const db = new Database(file)
  db.pragma('synchronous = OFF')
  const homes = db.prepare('select id, village_id from households order by id').raw().all()
  const insert = db.prepare(
    "insert into entries (no, kind, class, unit_id, by_unit_id, by_post, member_id, typed_by_id, date, household_id, fields, status, sent_at, created_at, version) values (?, 'visit', '入户', ?, ?, '村书记', 1, 1, ?, ?, '{}', 'recorded', ?, ?, 1)",
  )
  const begin = Date.parse('2021-01-01T00:00:00+08:00')
  const day = 86_400_000
  let state = 42
  const random = () => {
    state = (state * 1664525 + 1013904223) % 4294967296
    return state / 4294967296
  }
  db.transaction(() => {
    for (let i = 0; i < entries; i++) {
      const at = begin + Math.floor((i / entries) * 1094) * day + 36_000_000
      const [id, village] = homes[Math.floor(random() * homes.length)]
      insert.run(1001 + i, village, village, new Date(at + 8 * 3_600_000).toISOString().slice(0, 10), id, at, at)
    }
  })()
  db.exec('analyze')
  db.close()
}

function pad(n, width) {
  return String(n).padStart(width, '0')
}

/** Prints how long leaders' questions take over a ledger of so many entries. */
export async function rankingBench(entries) {
  const folder = freshFolder()
  const file = join(folder, 'bench.db')
  const store = openStore(file)
  await store.transaction((tx) =>
    importRoster(tx, inventRoster(), { sealer: { seal: (phone) => phone }, at: Date.parse('2020-12-01'), sandbox: true }),
  )
  await store.close()
  fillLedger(file, entries)
  const app = await createApp({
    config: benchConfig(folder, { SANDBOX_NOW: '2023-12-30T10:00:00+08:00' }),
    log: createLog({ level: 'error' }),
  })
  app.sandbox?.clock.set(Date.parse('2023-12-30T10:00:00+08:00'))
  await app.sandbox?.platform.start({ receive: app.receive })
  console.log(
    `\nquestions over ${entries.toLocaleString('en-US')} entries, ${VILLAGES} villages, ${(VILLAGES * HOUSEHOLDS).toLocaleString('en-US')} households (whole message, median and slowest of 15)`,
  )
  for (const text of ['本月走访排名', '走访排名', '走访进度', '本月走访进度', '上个月谁没走访']) {
    const times = []
    for (let i = 0; i < 16; i++) {
      const began = performance.now()
      const receipt = await app.sandbox.platform.say({
        chatId: 'group:1',
        memberId: 'leader',
        text,
        messageId: undefined,
        voice: false,
        attachments: [],
        at: app.clock.now(),
      })
      if (i > 0) times.push(performance.now() - began)
      if (i === 0 && !/走访|遍访/.test(receipt.replies[0]?.text ?? '')) throw new Error(`no answer to ${text}: ${receipt.replies[0]?.text}`)
    }
    console.log(
      `  ${text.padEnd(10, '　')} ${percentiles(times).p50.toFixed(1).padStart(7)} ms  ${Math.max(...times)
        .toFixed(1)
        .padStart(7)} ms`,
    )
  }
  await app.store.close()
}
