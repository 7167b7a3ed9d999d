// How long every command takes on a city's roster: `node bench/commands.mjs [divisions.csv …]` (code,name,kind,parent_code; default the
// demo county's). Each text is said 40 times at each level by who may say it; the whole message is timed, its commit included.
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openStore } from '../dist/db/client.js'
import { pendingJobs } from '../dist/db/queries/jobs.js'
import { createApp } from '../dist/src/app.js'
import { fillExample } from '../dist/src/domain/examples.js'
import { importRoster } from '../dist/src/domain/roster-import.js'
import { createLog } from '../dist/src/log.js'
import { fillYear, HOUSEHOLDS, readBigRoster } from './big-roster.mjs'
import { benchConfig, freshFolder, percentiles } from './world.mjs'

const NOW = Date.parse('2023-06-15T10:00:00+08:00')
const TODAY = '2023-06-15'
const RUNS = Number(process.env.BENCH_RUNS ?? 40)
const ENTRIES = 300_000
const demo = fileURLToPath(new URL('../db/demo/qingcheng-divisions.csv', import.meta.url))

/** What is asked besides the commands' own examples, at every level. */
const questions = [
  '走访 进度',
  '本月走访 进度',
  '走访比上月',
  '走访排名',
  '走访后三名',
  '走访 谁没走',
  '本月谁没报会议',
  '谁没报信息',
  '台账 问题 未销号',
  '台账 走访 6月',
  '台账 风险',
  '{户主} 情况',
  '我的待办',
  '我的上报',
  '规定',
  '联系点情况',
  '谁包抓{单位}',
  '导出 走访 6月',
  '大家下午两点到村部开个短会',
]

/** What an administrator of the topmost unit says; the next message sees the changed roster. */
const settingUp = [
  ['包抓', ({ leader, town }) => `包抓 ${leader.name} ${town}`],
  ['取消包抓', ({ leader, town }) => `取消包抓 ${leader.name} ${town}`],
  ['属性', ({ village }) => `属性 ${village} 有巩固任务`],
  ['取消属性', ({ village }) => `取消属性 ${village} 有巩固任务`],
  ['授权', ({ cadre }) => `授权 ${cadre.name} 网格员`],
  ['免职', ({ cadre }) => `免职 ${cadre.name} 网格员`],
  ['帮扶人', ({ cadre, head }) => `帮扶人 ${cadre.name} ${head}`],
  ['新增户', ({ village, group }, n) => `新增户 ${village} ${group} 测${String.fromCharCode(0x4e00 + n)}户 一般户 4人`],
  ['静默', () => '静默'],
  ['恢复', () => '恢复'],
]

async function setUp(divisions) {
  const folder = freshFolder()
  const file = join(folder, 'bench.db')
  const roster = readBigRoster(divisions)
  const store = openStore(file)
  const began = performance.now()
  await store.transaction((tx) =>
    importRoster(tx, roster, { sealer: { seal: (phone) => phone }, at: Date.parse('2022-01-01'), sandbox: true }),
  )
  const imported = performance.now() - began
  await store.close()
  fillYear(file, ENTRIES)
  const app = await createApp({ config: benchConfig(folder), log: createLog({ level: 'error' }) })
  app.sandbox.clock.set(NOW)
  await app.start()
  return { app, roster, imported }
}

function talker(app) {
  let count = 0
  return async (memberId, text, chatId = `direct:${memberId}`) => {
    app.sandbox.clock.set(NOW + ++count * 1000)
    const began = performance.now()
    const { replies } = await app.sandbox.platform.say({ chatId, memberId, text, voice: false, attachments: [], at: app.clock.now() })
    return { ms: performance.now() - began, text: replies[0]?.text ?? '' }
  }
}

/** One person of each role and level: those who stand in the middle of the roster. */
function speakersOf({ units, members }) {
  const kindOf = new Map(units.map(({ code, kind }) => [code, kind]))
  const staffed = (kind, role) => members.filter((member) => kindOf.get(member.unitCode) === kind && member.role === role)
  const middle = (list) => list[Math.floor(list.length / 2)]
  const levels = [
    ['村', 'village', 'reporter'],
    ['镇', 'township', 'manager'],
    ['县', 'county', 'manager'],
    ['县领导', 'county', 'leader'],
    ['督查组', 'inspection', 'inspector'],
    ['市', 'city', 'manager'],
    ['市领导', 'city', 'leader'],
    ['系统管理员', null, 'admin'],
  ]
  return levels.flatMap(([level, kind, role]) => {
    const member = middle(kind === null ? members.filter((one) => one.role === role) : staffed(kind, role))
    return member ? [{ level, role, id: member.userId }] : []
  })
}

/** Waits until what a command had sent to others has gone out: it is not the next command's time. */
async function settled(app) {
  for (let before = -1, queued = 0; queued !== before; ) {
    while ((await pendingJobs(app.store.read)).length > 0) await delay(10)
    before = (await app.outboxCounts()).queued
    await delay(10)
    queued = (await app.outboxCounts()).queued
  }
}

async function timed(say, { label, speaker, text, chat }) {
  const times = []
  let mark = ''
  const afterwards = []
  for (let n = 0; n <= RUNS; n++) {
    const words = typeof text === 'function' ? text(n) : text
    const said = await say(speaker, words, chat)
    mark = said.text.slice(0, 1)
    if (n > 0) times.push(said.ms)
    if (mark === '❓') await say(speaker, '取消', chat)
    else if (label.startsWith('设置')) afterwards.push((await say(speaker, '规定', chat)).ms)
  }
  const slow = times.filter((ms) => ms >= 50).length
  return { label, mark, slow, ...percentiles(times), next: afterwards.length > 0 ? percentiles(afterwards) : null }
}

async function measure(app, roster) {
  const say = talker(app)
  const { keepHouse, store, commands } = app
  const house = await keepHouse(store.read)
  const rows = []
  for (const { level, role, id } of speakersOf(roster)) {
    const speaker = house.directory.memberByIdentity('sandbox', id, TODAY)
    const chat = house.directory.chatOf('sandbox', `direct:${id}`)
    const fill = (example, no) => fillExample({ house, speaker, chat }, example, no)
    for (const command of commands.all.filter(({ roles }) => roles.includes(role))) {
      for (const example of command.examples) {
        const report = example.after && commands.byName.get(example.after)
        if (report && !report.roles.includes(role)) continue
        const made = report ? /#(\d+)/.exec((await say(id, fill(report.examples[0]))).text)?.[1] : undefined
        rows.push(await timed(say, { label: `${command.title}（${level}）`, speaker: id, text: fill(example, made) }))
        await settled(app)
      }
    }
    for (const text of questions) rows.push(await timed(say, { label: `${text}（${level}）`, speaker: id, text: fill({ say: text }) }))
  }
  const admin = speakersOf(roster).at(-1).id
  const names = namesOf(roster)
  for (const [title, text] of settingUp) {
    const chat = `group:${names.townCode}`
    rows.push(
      await timed(say, {
        label: `设置 ${title}`,
        speaker: admin,
        text: (n) => text(names, n),
        chat: title === '静默' || title === '恢复' ? chat : undefined,
      }),
    )
  }
  return rows
}

/** Names that the setting-up words can use. */
function namesOf({ units, members, households }) {
  const household = households[Math.floor(households.length / 2)]
  const village = units.find(({ code }) => code === household.villageCode)
  const town = units.find(({ code }) => code === village.parentCode)
  const cadre = members.find((member) => member.unitCode === village.code)
  const leader = members.find(({ role, unitCode }) => role === 'leader' && unitCode === units[0].code)
  return { village: village.name, town: town.name, townCode: town.code, head: household.head, group: household.groupName, cadre, leader }
}

/** Prints p50 and p99 of every command, the slowest first. */
export async function commandBench(divisions = demo) {
  const { app, roster, imported } = await setUp(divisions)
  const { units, members } = roster
  console.log(
    `\nevery command on ${units.length.toLocaleString('en-US')} units, ${members.length.toLocaleString('en-US')} people, ${HOUSEHOLDS.toLocaleString('en-US')} households (imported in ${(imported / 1000).toFixed(1)} s) and ${ENTRIES.toLocaleString('en-US')} entries of a year; whole messages, ${RUNS} of each`,
  )
  const rows = await measure(app, roster)
  rows.sort((a, b) => b.p99 - a.p99)
  for (const { label, mark, p50, p99, next } of rows) {
    const after = next ? `  the next message p50 ${next.p50.toFixed(1)} ms p99 ${next.p99.toFixed(1)} ms` : ''
    console.log(
      `  ${mark || ' '} ${label.padEnd(20, '　')} p50 ${p50.toFixed(1).padStart(7)} ms  p99 ${p99.toFixed(1).padStart(7)} ms${after}`,
    )
  }
  const above = rows.filter(({ p99 }) => p99 >= 50).length
  const slow = rows.reduce((sum, row) => sum + row.slow, 0)
  console.log(
    `  ${rows.length} rows, ${above} of them with p99 at 50 ms or above; ${slow} of ${rows.length * RUNS} messages took 50 ms or more`,
  )
  await app.store.close()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = process.argv.slice(2)
  for (const file of files.length > 0 ? files : [demo]) await commandBench(file)
  process.exit()
}
