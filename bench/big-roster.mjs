// A real roster of units with invented offices, people and 200,000 households, and a year's entries over it.
import { readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { inventPeople } from '../dist/db/demo/people.js'

/** How many households the roster has. */
export const HOUSEHOLDS = 200_000

const SEED = 20_230_615
const BEGIN = Date.parse('2022-06-16T00:00:00+08:00')
const DAYS = 364
const DAY = 86_400_000

const offices = [
  ['901', '乡村振兴局', 'department'],
  ['902', '住建局', 'department'],
  ['903', '水务局', 'department'],
  ['931', '产业发展专班', 'taskforce'],
  ['932', '住房安全专责工作组', 'taskforce'],
  ['961', '第一督查组', 'inspection'],
]

/** The roster over a file of divisions (code,name,kind,parent_code), every county and the topmost unit with some offices. */
export function readBigRoster(file) {
  const lines = readFileSync(file, 'utf8').trim().split(/\r?\n/).slice(1)
  const divisions = lines.map((line) => {
    const [code, name, kind, parent] = line.split(',')
    const aliases = name.endsWith('村委会') ? [name.slice(0, -2)] : kind === 'township' && !name.endsWith('街道') ? [name.slice(0, -1)] : []
    return { code, name, kind, parentCode: parent || null, aliases }
  })
  const seats = divisions.filter(({ kind }) => kind === 'city' || kind === 'county')
  const units = [
    ...divisions,
    ...seats.flatMap((unit) =>
      offices.map(([number, name, kind]) => ({
        code: `${unit.code}${number}`,
        name: `${unit.name}${name}`,
        kind,
        parentCode: unit.code,
        aliases: [],
      })),
    ),
  ]
  const { members } = inventPeople(units, SEED)
  return { units, members, households: inventHouseholds(units) }
}

/** Round after round of invented villages until there are enough; no name twice in a group. */
function inventHouseholds(units) {
  const villages = units.filter(({ kind }) => kind === 'village')
  const found = new Map()
  for (let round = 1; found.size < HOUSEHOLDS; round++) {
    for (const household of inventPeople(villages, SEED + round).households) {
      if (found.size < HOUSEHOLDS)
        found.set(`${household.villageCode}/${household.groupName}/${household.head}`, { ...household, carer: null })
    }
  }
  return [...found.values()]
}

/** Puts a year's reports into the database behind the program's back: nine visits in ten, meetings, information, risks, issues. */
export function fillYear(file, entries) {
  const db = new Database(file)
  db.pragma('synchronous = OFF')
  const homes = db.prepare('select id, village_id from households order by id').raw().all()
  const staff = new Map(db.prepare("select unit_id, min(member_id) from posts where role = 'reporter' group by unit_id").raw().all())
  const insert = db.prepare(
    "insert into entries (no, kind, class, unit_id, by_unit_id, by_post, member_id, typed_by_id, date, household_id, fields, status, sent_at, created_at, version) values (@no, @kind, @class, @unit, @unit, '村书记', @member, @member, @date, @household, @fields, @status, @at, @at, 1)",
  )
  const step = db.prepare(
    "insert into steps (entry_no, seq, action, member_id, at, text, fields, previous_hash) values (@no, 1, 'created', @member, @at, '', '{}', '')",
  )
  let state = 42
  const random = () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32
    return state / 2 ** 32
  }
  db.transaction(() => {
    for (let i = 0; i < entries; i++) {
      const at = BEGIN + Math.floor((i / entries) * DAYS) * DAY + 36_000_000 + (i % 30_000) * 1000
      const [household, unit] = homes[Math.floor(random() * homes.length)]
      const shape = shapes.find(({ share }) => i % 100 < share)
      const row = { ...shape.row, household: shape.row.kind === 'visit' || shape.row.kind === 'risk' ? household : null }
      const common = { no: 1001 + i, unit, member: staff.get(unit) ?? 1, at, date: new Date(at + 28_800_000).toISOString().slice(0, 10) }
      insert.run({ ...row, ...common })
      step.run(common)
    }
  })()
  db.exec('analyze')
  db.close()
}

const shapes = [
  {
    share: 90,
    row: { kind: 'visit', class: '入户', status: 'recorded', fields: '{"situation":"在合作社务工，收入稳定","method":"入户"}' },
  },
  {
    share: 94,
    row: { kind: 'meeting', class: '村级例会', status: 'recorded', fields: '{"type":"村级例会","topic":"人居环境整治","attendees":21}' },
  },
  { share: 96, row: { kind: 'training', class: '村', status: 'recorded', fields: '{"topic":"果树修剪","attendees":35}' } },
  { share: 98, row: { kind: 'risk', class: '因病', status: 'closed', fields: '{"cause":"因病","situation":"住院"}' } },
  { share: 100, row: { kind: 'issue', class: '饮水', status: 'closed', fields: '{"content":"蓄水池渗漏"}' } },
]
