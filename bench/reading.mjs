// How long reading one message takes, and how much memory the roster needs, for a county, a city and a province.
// `node bench/reading.mjs` prints the table; each size is measured in a process of its own.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { loadCommands } from '../dist/src/app.js'
import { interpret } from '../dist/src/language/interpret.js'
import { buildLexicon } from '../dist/src/language/names/lexicon.js'
import { percentiles } from './world.mjs'

const sizes = {
  county: { title: '县', townships: 15, villages: 150, households: 6_000 },
  city: { title: '市', townships: 120, villages: 1_500, households: 60_000 },
  province: { title: '省', townships: 400, villages: 5_000, households: 200_000 },
}

const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史'
const GIVEN =
  '伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文华玉红建国志海春生金凤德福贵财祥林荣全成义信永长东小大云龙梅香莲珍琴翠花彩萍宝忠仁孝礼学友顺安康宁发喜庆丰年双有才'
const PLACES = '马驿岭庆高太白梁桐川赤城翟家河蔡庙南庄土桥玄铺里望沟塬坪湾寨坡窑店头峁岔台泉井柳槐杏桃枣松柏'
const NOW = Date.parse('2023-06-15T10:00:00+08:00')
/** Messages that are read before the clock runs, and that are timed. */
const WARM_UP = 300
const MESSAGES = 3_000

/** The same numbers in every run. */
function makeRandom() {
  let state = 42
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

function inventRoster({ townships, villages, households }) {
  const random = makeRandom()
  // The first characters are the common ones, as they are among people.
  const pick = (signs, tilt = 1) => signs[Math.floor(random() ** tilt * signs.length)]
  const units = [{ id: 1, code: '1', name: '大省', kind: 'county', parentId: null, path: '/1/', aliases: [] }]
  const add = (unit) =>
    units.push({ id: units.length + 1, aliases: [], ...unit, path: `${unit.above}${units.length + 1}/` }) && units.at(-1)
  const towns = Array.from({ length: townships }, (_, at) =>
    add({ code: `1${at}`, name: `${pick(PLACES)}${pick(PLACES)}${pick(PLACES)}镇`, kind: 'township', parentId: 1, above: '/1/' }),
  )
  const hamlets = Array.from({ length: villages }, (_, at) => {
    const town = towns[at % townships]
    const name = `${pick(PLACES)}${pick(PLACES)}${random() < 0.5 ? pick(PLACES) : ''}村委会`
    return add({ code: `${town.code}v${at}`, name, kind: 'village', parentId: town.id, above: town.path })
  })
  const people = (length, make) =>
    Array.from({ length }, (_, at) => make(at, `${pick(SURNAMES, 2)}${pick(GIVEN)}${random() < 0.85 ? pick(GIVEN) : ''}`))
  return {
    units,
    households: people(households, (at, head) => {
      return { id: at + 1, villageId: hamlets[at % villages].id, groupName: `${1 + (at % 5)}组`, head, kind: '一般户' }
    }),
    members: people(villages * 3, (at, name) => ({ id: at + 1, name, unitIds: [hamlets[at % villages].id], titles: ['网格员'] })),
    indicators: [{ name: '资金支出率', aliases: ['资金支出'] }],
  }
}

/** One character of a name typed wrongly. */
function misspelt(name, random) {
  const at = 1 + Math.floor(random() * (name.length - 1))
  return name.slice(0, at) + GIVEN[Math.floor(random() * GIVEN.length)] + name.slice(at + 1)
}

/** The nth message, with who types it: village cadres report, township and county staff name any household or ask. */
function messageOf({ units, households }, n, random) {
  const household = households[Math.floor(random() * households.length)]
  const village = units[household.villageId - 1]
  const short = village.name.replace('委会', '')
  const town = units[village.parentId - 1]
  const place = (id) => ({ scopeUnitIds: [id], homeUnitId: id, chatUnitId: id })
  const texts = [
    [`走访 ${household.head} 在合作社务工，收入稳定`, village.id],
    [`昨天走访${misspelt(household.head, random)}家，老人身体好，吃水没问题`, village.id],
    [`走访 ${short} ${household.head} 在家务农`, town.id],
    [`风险 户主:${household.head} 原因:因病 情况:住院花了3万元 金额:3万`, village.id],
    [`走访 ${short}${misspelt(household.head, random)} 外出务工`, 1],
    [`${town.name}本月走访进度怎么样`, 1],
    [`${short} ${town.name} 走访比上月`, 1],
    ['本月走访排名前三', 1],
    ['大家下午两点到村部开个短会，带上本子', village.id],
    [`会议 推进会 人居环境整治 31人 6月12日 ${household.head}主持`, town.id],
  ]
  const [text, unitId] = texts[n % texts.length]
  return { text, speaker: place(unitId) }
}

const megabytes = () => {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 2 ** 20
}

/** Milliseconds that the processor worked for this process: what else the machine does is left out. */
function worked() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

async function measure(size) {
  const { words: commands } = await loadCommands()
  const roster = inventRoster(sizes[size])
  const before = megabytes()
  const began = performance.now()
  const lexicon = buildLexicon(roster)
  const random = makeRandom()
  const read = ({ text, speaker }) => interpret(text, { commands, lexicon, speaker, nowMs: NOW, botNames: ['乡报'], voice: false })
  read(messageOf(roster, 4, random))
  const ready = performance.now() - began
  for (let n = 0; n < WARM_UP; n++) read(messageOf(roster, n, random))
  const times = []
  for (let n = 0; n < MESSAGES; n++) {
    const message = messageOf(roster, n, random)
    const from = worked()
    read(message)
    times.push(worked() - from)
  }
  return { ...percentiles(times), worst: Math.max(...times), ready, memory: megabytes() - before }
}

/** Prints how long reading takes at each size. */
export async function readingBench() {
  console.log(`\nreading one message (processor time, ${MESSAGES.toLocaleString('en-US')} messages of ten kinds, typing errors among them)`)
  for (const [size, { title, villages, households }] of Object.entries(sizes)) {
    const { p50, p99, worst, ready, memory } = await inOwnProcess(size)
    console.log(
      `  ${title} ${households.toLocaleString('en-US').padStart(7)} households, ${villages.toLocaleString('en-US').padStart(5)} villages: p50 ${p50.toFixed(2)} ms  p99 ${p99.toFixed(2)} ms  slowest ${worst.toFixed(1)} ms  ready after ${Math.round(ready)} ms  roster ${Math.round(memory)} MB`,
    )
  }
}

async function inOwnProcess(size) {
  const child = spawn(process.execPath, ['--expose-gc', fileURLToPath(import.meta.url), size], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.on('data', (chunk) => (text += chunk))
  const code = await new Promise((resolve) => child.on('close', resolve))
  if (code !== 0) throw new Error(`reading ${size} ended with ${code}`)
  return JSON.parse(text)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , size] = process.argv
  if (size === undefined) await readingBench()
  else process.stdout.write(JSON.stringify(await measure(size)), () => process.exit(0))
}
