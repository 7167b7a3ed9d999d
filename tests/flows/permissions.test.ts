import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { MemberRow } from '../../src/core/roster-rows.ts'
import { type FlowHouse, headsOf, openFlowHouse, readWorld } from './house.ts'

// Guarantee 5: nobody reads or changes what is outside the units of his posts and of the chat (interface, 'Who may').

const own = '621021103204' // 纸房村, of 马岭镇
const sibling = '621021103203'
const elsewhere = '621021101204' // a village of another township
const township = '621021103'

/** Everybody of the table: his account, and which of the three villages his posts let him report on. */
const people = {
  reporter: { id: 'jiahongwei', reach: [own] },
  colleague: { id: 'muxiaodong', reach: [own] },
  neighbour: { id: 'yangzhiguo', reach: [sibling] },
  stranger: { id: 'fengjianzhong', reach: [elsewhere] },
  manager: { id: 'liuhaifeng', reach: [own, sibling] },
  otherManager: { id: 'caojun', reach: [elsewhere] },
  townshipLeader: { id: 'qianzhenzhang', reach: [own, sibling] },
  countyManager: { id: 'sunli', reach: [own, sibling, elsewhere] },
  countyLeader: { id: 'wangjianxin', reach: [own, sibling, elsewhere] },
  inspector: { id: 'hanming', reach: [own, sibling, elsewhere] },
  departmentHead: { id: 'zhaoliping', reach: [] },
  taskforce: { id: 'wumin', reach: [] },
  admin: { id: 'zhoukai', reach: [own, sibling, elsewhere] },
} as const
type Who = keyof typeof people
const everybody = Object.keys(people) as Who[]

let house: FlowHouse
let heads: Record<string, string[]>
beforeAll(async () => {
  const roster = await readWorld()
  const leader = { name: '钱镇章', platform: 'sandbox', userId: 'qianzhenzhang', phone: null, role: 'leader' as const }
  const both = { name: '双职同', platform: 'sandbox', userId: 'shuangzhitong', phone: null }
  const members: MemberRow[] = [
    ...roster.members,
    { ...leader, unitCode: township, post: '镇长' },
    { ...both, unitCode: own, post: '网格员', role: 'reporter' },
    { ...both, unitCode: sibling, post: '包村领导', role: 'leader' },
  ]
  house = await openFlowHouse({ roster: { ...roster, members } })
  heads = Object.fromEntries([own, sibling, elsewhere].map((code) => [code, headsOf(code)]))
})
afterAll(async () => await house.close())

/** Everything that a refusal must leave alone. */
function state(): string {
  const tables = ['entries', 'steps', 'companions', 'files', 'members', 'posts', 'identities', 'households', 'claims', 'units']
  return JSON.stringify([
    ...tables.map((table) => house.rows(`select * from ${table}`)),
    house.rows('select chat_id, unit_id, muted, outsiders from chats order by id'),
  ])
}

/** Says something that must be refused or asked about, and change nothing. */
async function denied(who: Who, text: string, chat = `direct:${people[who].id}`): Promise<string> {
  await house.say(chat, people[who].id, '取消')
  const before = state()
  const reply = await house.say(chat, people[who].id, text)
  await house.say(chat, people[who].id, '取消')
  expect(reply, `${who}: ${text}`).toMatch(/^[❌❓]/u)
  expect(state(), `${who}: ${text} → ${reply}`).toBe(before)
  return reply
}

async function granted(who: Who, text: string, chat = `direct:${people[who].id}`): Promise<string> {
  await house.say(chat, people[who].id, '取消')
  const before = state()
  const reply = await house.say(chat, people[who].id, text)
  expect(reply, `${who}: ${text}`).toMatch(/^✅/u)
  expect(state(), `${who}: ${text}`).not.toBe(before)
  return reply
}

/** A question that must be answered: no mark, and nothing changed. */
async function answered(who: Who, text: string, chat = `direct:${people[who].id}`): Promise<string> {
  const before = state()
  const reply = await house.say(chat, people[who].id, text)
  expect(reply, `${who}: ${text}`).toMatch(/^[^✅❓❌]/u)
  expect(state(), `${who}: ${text}`).toBe(before)
  return reply
}

const villages = { own, sibling, elsewhere }
/** A head that no other village of the three bears, nor one that sounds like him: an unmistakable name. */
const headOf = (code: string): string =>
  ({ [own]: '令狐春生', [sibling]: heads[sibling]?.[5] ?? '', [elsewhere]: heads[elsewhere]?.[5] ?? '' })[code] ?? ''

describe('reports on a household', () => {
  const reports = {
    走访: { roles: everybody.filter((who) => !['inspector'].includes(who)), text: (head: string) => `走访 户主:${head} 情况:收入稳定` },
    风险: {
      roles: everybody.filter((who) => !['inspector', 'countyLeader', 'townshipLeader'].includes(who)),
      text: (head: string) => `风险 户主:${head} 原因:因病 情况:住院`,
    },
  }
  const table = Object.entries(reports).flatMap(([word, report]) =>
    everybody.flatMap((who) =>
      Object.entries(villages).map(([relation, code]) => {
        const may = report.roles.includes(who) && people[who].reach.some((reach) => reach === code)
        return { word, who, relation, code, may, text: report.text }
      }),
    ),
  )

  test.each(table)('$word by $who on a household of $relation: $may', async ({ who, code, may, text }) => {
    if (may) await granted(who, text(headOf(code)))
    else await denied(who, text(headOf(code)))
  })

  test.each(['走访', '风险'])('%s on another village’s household is refused in the words for one that does not exist', async (word) => {
    for (const [index, who] of (['reporter', 'manager'] as const).entries()) {
      const foreign = headOf(index === 0 ? sibling : elsewhere)
      const real = await denied(who, `${word} 户主:${foreign} 原因:因病 情况:收入稳定`)
      const invented = await denied(who, `${word} 户主:诸葛查无 原因:因病 情况:收入稳定`)
      const nameless = (reply: string, name: string): string | undefined => reply.replaceAll(name, '某某').split('，')[0]
      expect(nameless(real, foreign)).toBe(nameless(invented, '诸葛查无'))
      // What is offered are heads of the speaker's own villages that sound alike.
      expect(real).not.toMatch(index === 0 ? /贺旗|涝池|范围/ : /涝池|范围/)
      expect(real.split('\n').slice(1).join('\n')).not.toContain(foreign)
    }
  })

  test('who holds two posts may do in each unit what that post allows', async () => {
    const chat = 'direct:shuangzhitong'
    const say = (text: string): Promise<string> => house.say(chat, 'shuangzhitong', text)

    expect(await say(`风险 户主:${headOf(own)} 原因:因病 情况:住院`)).toMatch(/^✅/)
    expect(await say(`走访 户主:${headOf(sibling)} 情况:正常`)).toMatch(/^✅/)
    const before = state()
    expect(await say(`风险 户主:${headOf(sibling)} 原因:因病 情况:住院`)).toMatch(/^❌/)
    expect(state()).toBe(before)
  })

  test('a village named outside the scope is refused', async () => {
    expect(await denied('reporter', `走访 贺旗村${headOf(sibling)} 收入稳定`)).toMatch(/^❌/)
    expect(await denied('otherManager', `走访 纸房村${headOf(own)} 收入稳定`)).toMatch(/^❌/)
  })
})

describe('reports of one’s own unit', () => {
  /** Another day for everybody: a second meeting of a unit on one day is asked about. */
  const meeting = (day: number): string => `会议 类型:调度会 主题:七月工作安排 人数:12人 日期:6月${day}日`
  const info = '信息\n类别：经验成效\n标题：三单制\n正文：群众点单、村级派单。'
  const table = everybody.flatMap((who, at) => [
    { who, text: meeting(at + 1), word: '会议', may: who !== 'inspector' },
    { who, text: info, word: '信息', may: !['inspector', 'countyLeader', 'townshipLeader'].includes(who) },
  ])

  test.each(table)('$word by $who: $may', async ({ who, text, may }) => {
    if (!may) return void (await denied(who, text))
    await granted(who, text)
    const [entry] = house.rows<{ code: string }>('select u.code from entries e join units u on u.id = e.unit_id order by e.no desc limit 1')
    const [post] = house.rows<{ code: string }>(
      'select u.code from posts p join units u on u.id = p.unit_id join identities i on i.member_id = p.member_id where i.user_id = ?',
      people[who].id,
    )
    expect(entry?.code).toBe(post?.code)
  })
})

describe('an entry', () => {
  let no = 0
  beforeEach(async () => {
    await granted('reporter', `走访 户主:${headOf(own)} 情况:在家务农`)
    no = house.lastNo()
  })

  const may: Record<string, { text: (no: number) => string; who: Who[] }> = {
    改: { text: (n) => `改 ${n} 情况:外出务工`, who: ['reporter', 'manager', 'countyManager', 'admin'] },
    撤: { text: (n) => `撤 ${n} 报错了`, who: ['reporter', 'manager', 'countyManager', 'admin'] },
    补: { text: (n) => `补 ${n} 村医已上门`, who: ['reporter', 'colleague', 'manager', 'countyManager', 'admin'] },
  }
  const table = Object.entries(may).flatMap(([word, { text, who: allowed }]) =>
    everybody.map((who) => ({ word, who, text, may: allowed.includes(who) })),
  )

  test.each(table)('$word by $who: $may', async ({ who, text, may: allowed }) => {
    if (allowed) await granted(who, text(no))
    else await denied(who, text(no))
  })

  const readers: Who[] = ['reporter', 'colleague', 'manager', 'townshipLeader', 'countyManager', 'countyLeader', 'inspector', 'admin']

  test.each(everybody.map((who) => ({ who, may: readers.includes(who) })))('查 by $who: $may', async ({ who, may: allowed }) => {
    if (allowed) await answered(who, `查 ${no}`)
    else await denied(who, `查 ${no}`)
  })

  test.each(['改', '撤', '补', '查'])('%s of another’s entry is refused in the words for one that does not exist', async (word) => {
    const real = await denied('neighbour', `${word} ${no} 情况:别的`)
    const invented = await denied('neighbour', `${word} 9999 情况:别的`)

    expect(real.replace(String(no), '9999')).toBe(invented)
  })

  test('is not shown in a group of another unit, even to who may see it elsewhere', async () => {
    await denied('manager', `查 ${no}`, `group:${sibling}`)
    await answered('manager', `查 ${no}`, `group:${own}`)
  })

  test('cannot be taken back the next day by its writer, but by the manager', async () => {
    const tomorrow = new Date(house.app.clock.now() + 86_400_000).toISOString()
    await house.advance(tomorrow)
    await denied('reporter', `撤 ${no} 报错了`)
    await granted('manager', `撤 ${no} 报错了`)
  })

  test('cannot be moved by 改 to a household of another village', async () => {
    await denied('reporter', `改 ${no} 户主:${headOf(sibling)}`)
  })
})

describe('questions', () => {
  const reach: Record<string, Who[]> = {
    纸房村: ['reporter', 'colleague', 'manager', 'townshipLeader', 'countyManager', 'countyLeader', 'inspector', 'admin'],
    马岭镇: ['manager', 'townshipLeader', 'countyManager', 'countyLeader', 'inspector', 'admin'],
    庆城县: ['countyManager', 'countyLeader', 'inspector', 'admin'],
  }
  const table = Object.entries(reach).flatMap(([unit, allowed]) => everybody.map((who) => ({ unit, who, may: allowed.includes(who) })))

  test.each(table)('走访进度 of $unit by $who: $may', async ({ unit, who, may }) => {
    if (may) await answered(who, `${unit} 走访 进度`)
    else await denied(who, `${unit} 走访 进度`)
  })

  test.each(['走访 进度', '走访 谁没走', '走访排名'])('%s in a group reach no further than the group', async (words) => {
    await denied('manager', `马岭镇 ${words}`, `group:${own}`)
    await denied('countyLeader', `贺旗村 ${words}`, `group:${own}`)
    await denied('reporter', words, `group:${sibling}`)
    await answered('manager', `纸房村 ${words}`, `group:${own}`)
  })

  test('about another village’s household are refused in the words for one that does not exist', async () => {
    const real = await house.say('direct:jiahongwei', 'jiahongwei', `${headOf(sibling)} 情况`)
    const invented = await house.say('direct:jiahongwei', 'jiahongwei', '诸葛查无 情况')

    expect(real).not.toMatch(/贺旗|组|户籍/)
    expect(real.replaceAll(headOf(sibling), '某某')).toBe(invented.replaceAll('诸葛查无', '某某'))
  })
})

describe('setting up', () => {
  const table = [
    { text: '绑定 马岭镇', who: ['manager', 'countyManager', 'admin'] },
    { text: '绑定 纸房村', who: ['manager', 'countyManager', 'admin'] },
    { text: '绑定 庆城县', who: ['countyManager', 'admin'] },
    { text: '绑定 驿马镇', who: ['otherManager', 'countyManager', 'admin'] },
  ].flatMap(({ text, who: allowed }) => everybody.map((who) => ({ text, who, may: allowed.includes(who) })))

  test.each(table)('$text in a new group by $who: $may', async ({ text, who, may }) => {
    const chat = `group:new-${who}-${text}`
    await house.say(chat, people[who].id, '有人吗')
    if (may) await granted(who, text, chat)
    else await denied(who, text, chat)
  })

  test('nobody takes a group away from a unit that he does not manage', async () => {
    await denied('otherManager', '绑定 驿马镇', `group:${own}`)
    await denied('otherManager', '解绑', `group:${own}`)
    await denied('reporter', '解绑', `group:${own}`)
  })

  const muting: Who[] = ['manager', 'countyManager', 'admin']
  const asked = everybody.filter((who) => !['townshipLeader', 'countyLeader'].includes(who))

  test.each(asked.map((who) => ({ who, may: muting.includes(who) })))(
    '静默 and 恢复 of a village’s group by $who: $may',
    async ({ who, may }) => {
      if (!may) return void (await denied(who, '静默', `group:${own}`))
      await granted(who, '静默', `group:${own}`)
      await granted(who, '恢复', `group:${own}`)
    },
  )

  test.each([
    { text: '授权 陈璐 审核人', who: ['admin'] },
    { text: '授权 陈璐 镇管理员', who: ['admin'] },
    { text: '授权 陈璐 系统管理员', who: ['admin'] },
    { text: '授权 陈璐 镇填报人', who: ['manager', 'countyManager', 'admin'] },
  ] as { text: string; who: Who[] }[])('$text is granted by $who alone', async ({ text, who: allowed }) => {
    for (const who of everybody.filter((one) => !allowed.includes(one))) await denied(who, text)
    for (const who of allowed.slice(-1)) await granted(who, text)
  })

  test.each(everybody.filter((who) => !['manager', 'countyManager', 'admin'].includes(who)))('确认身份 by %s is refused', async (who) => {
    await house.say('direct:newcomer', 'newcomer', '我是 纸房村 马新来 网格员')
    await denied(who, '确认身份 马新来')
  })

  test('a right that was granted holds at once', async () => {
    await denied('colleague', '贺旗村 走访 进度')
    await granted('admin', '授权 慕晓东 镇管理员')

    await answered('colleague', '贺旗村 走访 进度')
  })
})
