import { createRandom, type Random } from '../../db/demo/random.ts'
import { putHousehold } from '../../db/queries/roster.ts'
import { bumpRosterVersion } from '../../db/queries/roster-version.ts'
import { addDays, dateParts, weekday } from '../../src/clock.ts'
import type { FlowHouse } from './house.ts'

/** How a village or office does its duties. */
type Habit = 'diligent' | 'late' | 'never'

interface Person {
  name: string
  userId: string
  code: string
  post: string
}

/** The people of a county by what they report, and the state of the play. */
export interface Cast {
  random: Random
  villages: { code: string; habit: Habit; team: Person[]; heads: string[]; next: number }[]
  taskforces: { habit: Habit; person: Person }[]
  departments: { habit: Habit; person: Person }[]
  office: Person
  admin: Person
  /** Replies that were not what the play expected. */
  surprises: string[]
  /** Entries that the replies accepted. */
  accepted: number
}

/** Gives everybody a habit, by seed. */
export function castRoles(house: FlowHouse, seed: number): Cast {
  const random = createRandom(seed)
  const people = house.rows<Person & { kind: string }>(
    `select m.name, i.user_id as userId, u.code, u.kind, p.title as post from posts p join members m on m.id = p.member_id
     join identities i on i.member_id = m.id join units u on u.id = p.unit_id order by p.id`,
  )
  const households = house.rows<{ code: string; head: string }>(
    'select u.code, h.head from households h join units u on u.id = h.village_id order by h.id',
  )
  const habit = (): Habit => random.pick(['diligent', 'diligent', 'late', 'late', 'late', 'never', 'never'] as const)
  const villageCodes = [...new Set(people.filter((person) => person.kind === 'village').map((person) => person.code))]
  const of = (kind: string): Person[] => [
    ...new Map(people.filter((person) => person.kind === kind).map((person) => [person.code, person])).values(),
  ]
  const find = (post: string): Person => {
    const found = people.find((person) => person.post === post)
    if (!found) throw new Error(`the county has no ${post}`)
    return found
  }
  return {
    random,
    villages: villageCodes.map((code) => {
      const heads = households.filter((household) => household.code === code).map((household) => household.head)
      const single = heads.filter((head) => heads.indexOf(head) === heads.lastIndexOf(head))
      return { code, habit: habit(), team: people.filter((person) => person.code === code), heads: single, next: 0 }
    }),
    taskforces: of('taskforce').map((person) => ({ habit: habit(), person })),
    departments: of('department').map((person) => ({ habit: habit(), person })),
    office: find('县乡村振兴局办公室主任'),
    admin: find('系统管理员'),
    surprises: [],
    accepted: 0,
  }
}

/** Says something that must be accepted; counts what was, and keeps what was not for the test to see. */
async function report(house: FlowHouse, cast: Cast, who: Person, text: string): Promise<number[]> {
  const reply = await house.say(`direct:${who.userId}`, who.userId, text)
  const numbers = [...reply.matchAll(/(?:走访|会议|信息) #(\d+)/g)].map((match) => Number(match[1]))
  if (!reply.startsWith('✅')) cast.surprises.push(`${text} → ${reply}`)
  cast.accepted += numbers.length
  return numbers
}

/** Does something to an entry that must be accepted. */
async function act(house: FlowHouse, cast: Cast, who: Person, text: string): Promise<void> {
  const reply = await house.say(`direct:${who.userId}`, who.userId, text)
  if (!reply.startsWith('✅')) cast.surprises.push(`${text} → ${reply}`)
}

/** One afternoon in the county: everybody does what his habit makes him do that day. */
export async function playDay(house: FlowHouse, cast: Cast, day: string): Promise<void> {
  await Promise.all([
    ...cast.villages.map((village, index) => visitVillage(house, cast, { village, index, day })),
    ...cast.taskforces.map((office) => meet(house, cast, { office, day })),
    ...[...cast.taskforces, ...cast.departments].map((office) => inform(house, cast, { office, day })),
  ])
  if (day === '2023-06-20') await report(house, cast, cast.office, '会议 类型:领导小组会议 主题:研究半年工作 人数:32人')
}

type Village = Cast['villages'][number]

function nextHeads(village: Village, count: number): string[] {
  const heads = Array.from({ length: count }, (_, index) => village.heads[(village.next + index) % village.heads.length] ?? '')
  village.next += count
  return heads
}

async function visitVillage(house: FlowHouse, cast: Cast, about: { village: Village; index: number; day: string }): Promise<void> {
  const { village, index, day } = about
  const turn = (dateParts(day).day + index) % 7
  if (village.habit === 'never' || weekday(day) > 5) return
  const who = village.team[index % 2]
  const other = village.team[(index + 1) % 2]
  if (!who || !other) throw new Error(`village ${village.code} has no team`)
  if (village.habit === 'diligent' && (turn === 0 || turn === 3)) {
    const heads = nextHeads(village, 3)
    await report(house, cast, who, `走访\n${heads.map((head, place) => `${place + 1}. ${head} 家里都正常，饮水住房安全`).join('\n')}`)
  }
  if (village.habit === 'late' && turn === 5) await visitOddly(house, cast, { ...about, who, other })
}

/** Visits as they really come: the day before, by phone, twice, for another, with another, mistaken. */
async function visitOddly(
  house: FlowHouse,
  cast: Cast,
  about: { village: Village; day: string; who: Person; other: Person },
): Promise<void> {
  const { village, day, who, other } = about
  const [head = ''] = nextHeads(village, 1)
  const say = (text: string): Promise<number[]> => report(house, cast, who, text)
  switch (cast.random.below(8)) {
    case 0:
      return void (await say(`昨天走访${head}，老人身体好`))
    case 1:
      return void (await say(`走访 户主:${head} 情况:电话问了近况 方式:电话`))
    case 2:
      await say(`走访 ${head} 在家务农，收入稳定`)
      return void (await report(house, cast, other, `走访 ${head} 补看饮水，都正常`))
    case 3:
      return void (await say(`走访 户主:${head} 情况:儿子外出务工 走访人:${other.name}`))
    case 4: {
      const [no] = await say(`走访 户主:${head} 情况:学生在校 同行:${other.name}`)
      if (cast.random.chance(0.6)) await act(house, cast, other, `同行 ${no}`)
      return
    }
    case 5: {
      const [no] = await say(`走访 ${head} 家里没人，隔着院墙看了`)
      return void (await act(house, cast, who, `改 ${no} 方式:电话`))
    }
    case 6: {
      const [no] = await say(`走访 ${head} 报错户了`)
      return void (await act(house, cast, who, `撤 ${no} 报错了`))
    }
    default: {
      const [no] = await say(`走访 ${head} 房屋安全，吃水有保障`)
      return void (await act(house, cast, who, `改 ${no} 日期:${addDays(day, -4)}`))
    }
  }
}

type Office = Cast['taskforces'][number]

/** 调度会 on the 12th; the late ones type last month's on the 2nd or 4th of the next, some only after it was closed. */
async function meet(house: FlowHouse, cast: Cast, { office, day }: { office: Office; day: string }): Promise<void> {
  const { habit, person } = office
  const date = dateParts(day).day
  if (habit === 'diligent' && date === 12)
    await report(house, cast, person, `会议 类型:专班调度会 主题:${dateParts(day).month}月重点工作 人数:14人`)
  if (habit === 'late' && (date === 2 || date === 7) && day > '2023-06-30' && cast.random.chance(0.6)) {
    const held = addDays(`${day.slice(0, 7)}-01`, -3)
    await report(house, cast, person, `会议 类型:专班调度会 主题:${date === 2 ? '产业奖补兑付' : '防汛值守安排'} 日期:${held}`)
  }
}

/** 信息 on the 16th, or after the 25th. */
async function inform(house: FlowHouse, cast: Cast, { office, day }: { office: Office; day: string }): Promise<void> {
  const { habit, person } = office
  const date = dateParts(day).day
  const due = (habit === 'diligent' && date === 16) || (habit === 'late' && date === 27 && cast.random.chance(0.7))
  if (due)
    await report(house, cast, person, `信息\n类别：经验成效\n标题：${day}工作做法\n正文：推行群众点单、村级派单、部门接单，三天内上门。`)
}

/** The office takes a meeting back after its month was closed: the closed figures must not move. */
export async function withdrawClosed(house: FlowHouse, cast: Cast): Promise<void> {
  const [row] = house.rows<{ no: number }>(
    "select no from entries where kind = 'meeting' and class = '专班调度会' and date = '2023-06-12' order by no limit 1",
  )
  await act(house, cast, cast.admin, `撤 ${row?.no} 重复`)
}

/** One household that was visited moves away, and a new one comes, which is visited. */
export async function changeRoster(house: FlowHouse, cast: Cast, day: string): Promise<void> {
  const [gone] = house.rows<{ villageId: number; groupName: string; head: string; kind: '一般户'; persons: number; code: string }>(
    `select h.village_id as villageId, h.group_name as groupName, h.head, h.kind, h.persons, u.code from households h join units u on u.id = h.village_id
     where h.id in (select household_id from entries where status <> 'withdrawn' and class = '入户') order by h.id limit 1`,
  )
  if (!gone) throw new Error('nobody was visited yet')
  const { code, ...household } = gone
  const newcomer = { ...household, head: '欧阳新来', until: null, untilReason: null, since: day }
  await house.app.store.transaction(async (tx) => {
    await putHousehold(tx, { ...household, until: day, untilReason: '整户迁出' })
    await putHousehold(tx, newcomer)
    await bumpRosterVersion(tx)
  })
  const village = cast.villages.find((one) => one.code === code)
  const who = village?.team[0]
  if (!village || !who) throw new Error(`no village ${code}`)
  village.heads = village.heads.filter((head) => head !== household.head)
  await report(house, cast, who, '走访 户主:欧阳新来 情况:刚从外县迁来')
}
