import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FlowHouse, openFlowHouse, readWorld } from './house.ts'
import {
  blamed,
  everybody,
  lookedAfter,
  ownQuestions,
  ownReports,
  type Place,
  people,
  places,
  questions,
  type Row,
  reports,
  settingUp,
  type Who,
  whoOf,
} from './permission-table.ts'

// Every cell of the permission table (guarantee 5): who may gets ✅ or an answer; everybody else is refused, and nothing changes.

const village = '621021103204'
/** A head of 涝池村; nobody in 马岭镇 bears a name like his. */
const elsewhere = '尉迟雪峰'

let house: FlowHouse
let count = 0
/** Heads of 纸房村 whose names nobody else bears and whose households can be split. */
let untouched: string[] = []
beforeAll(async () => {
  const roster = await readWorld()
  const { households } = roster
  const alone = (head: string): boolean => households.filter((other) => other.head === head).length === 1
  untouched = households.flatMap(({ villageCode, head, persons }) =>
    villageCode === village && persons > 1 && alone(head) && head !== '令狐春生' ? [head] : [],
  )
  const foreign = {
    villageCode: '621021101204',
    groupName: '一组',
    head: elsewhere,
    kind: '一般户' as const,
    persons: 3,
    phone: null,
    carer: null,
  }
  const account = { platform: 'sandbox', phone: null }
  house = await openFlowHouse({
    roster: {
      ...roster,
      households: [...households, foreign],
      members: [
        ...roster.members,
        { ...account, name: '钱镇章', userId: 'qianzhenzhang', unitCode: '621021103', post: '镇长', role: 'leader' },
        { ...account, name: '路园园', userId: 'luyuanyuan', unitCode: '621021912', post: '企业联络员', role: 'reporter' },
      ],
    },
  })
}, 60_000)
afterAll(async () => await house.close())

const tables = [
  'entries',
  'steps',
  'companions',
  'members',
  'posts',
  'identities',
  'households',
  'claims',
  'units',
  'contacts',
  'exemptions',
]

/** Everything that a refusal must leave alone. */
function state(): string {
  return JSON.stringify([
    ...tables.map((table) => house.rows(`select * from ${table}`)),
    house.rows('select * from roster_changes'),
    house.rows('select chat_id, unit_id, muted, outsiders from chats order by id'),
  ])
}

/** Types a cell's words; `{n}` is another matter each time, `{户主}` a head of 纸房村 nobody has spoken of. */
async function type(who: Who, words: string, chat = `direct:${people[who]}`): Promise<{ reply: string; changed: boolean; text: string }> {
  count += 1
  const text = words
    .replaceAll('{n}', chinese(count))
    .replaceAll('{日}', String((count % 14) + 1))
    .replaceAll('{户主}', untouched[count % untouched.length] ?? '')
  await house.say(chat, people[who], '取消')
  const before = state()
  const reply = await house.say(chat, people[who], text)
  const changed = state() !== before
  await house.say(chat, people[who], '取消')
  return { reply, changed, text }
}

const chinese = (n: number): string => [...String(n)].map((digit) => '零一二三四五六七八九'[Number(digit)]).join('')
/** The cells of rows: one for each person, and each unit where units are named. */
function cellsOf(rows: Row[]): { words: string; who: Who; relation: string; may: boolean; undo: string | undefined }[] {
  return rows.flatMap(({ say, where, who: allowed, undo }) => {
    const grounds: [Place | '', string | undefined][] = where
      ? (Object.keys(places) as Place[]).flatMap((place) => (where[place] === undefined ? [] : [[place, where[place]]]))
      : [['', allowed]]
    return grounds.flatMap(([place, may]) =>
      everybody.map((who) => ({
        words: say.replace('{单位}', place),
        who,
        relation: place === '' ? 'himself' : places[place],
        may: whoOf(may).includes(who),
        undo,
      })),
    )
  })
}

async function expectDone(who: Who, words: string, chat?: string): Promise<string> {
  const { reply, changed, text } = await type(who, words, chat)
  expect(reply, `${who}: ${text}`).toMatch(/^✅/u)
  expect(changed, `${who}: ${text}`).toBe(true)
  return reply
}

async function expectAnswered(who: Who, words: string, chat?: string): Promise<string> {
  const { reply, changed, text } = await type(who, words, chat)
  expect(reply, `${who}: ${text}`).toMatch(/^[^✅❓❌]/u)
  expect(changed, `${who}: ${text}`).toBe(false)
  return reply
}

async function expectDenied(who: Who, words: string, chat?: string): Promise<string> {
  const { reply, changed, text } = await type(who, words, chat)
  expect(reply, `${who}: ${text}`).toMatch(/^[❌❓]/u)
  expect(changed, `${who}: ${text} → ${reply}`).toBe(false)
  return reply
}

describe('reports', () => {
  test.each(cellsOf([...ownReports, ...reports]))('$words by $who ($relation): $may', async ({ who, words, may }) => {
    if (may) await expectDone(who, words)
    else await expectDenied(who, words)
  })

  test.each(cellsOf([blamed]))('$words by $who ($relation): $may, about a unit of his own', async ({ who, words, may }) => {
    if (!may) return void (await expectDenied(who, words))
    await expectDone(who, words)
    const [row] = house.rows<{ path: string }>('select u.path from entries e join units u on u.id = e.unit_id order by e.no desc limit 1')
    const roots = house.rows<{ path: string }>(
      `select case when p.role = 'inspector' then above.path else u.path end as path from posts p join units u on u.id = p.unit_id
       join units above on above.id = coalesce(u.parent_id, u.id) join identities i on i.member_id = p.member_id where i.user_id = ?`,
      people[who],
    )
    expect(roots.some(({ path }) => row?.path.startsWith(path))).toBe(true)
  })
})

describe('questions', () => {
  test.each(cellsOf([...questions, lookedAfter, ...ownQuestions]))('$words by $who ($relation): $may', async ({ who, words, may }) => {
    if (may) await expectAnswered(who, words)
    else await expectDenied(who, words)
  })

  // In a group what one reads is narrowed to the group's unit and below, and never widened.
  const groups: Record<string, Place[]> = {
    '621021103204': ['纸房村'],
    '621021103': ['纸房村', '贺旗村', '马岭镇'],
    '621021': ['纸房村', '贺旗村', '涝池村', '马岭镇', '驿马镇', '庆城县', '住建局', '产业专班'],
  }
  const inGroups = Object.entries(groups).flatMap(([code, within]) =>
    cellsOf(questions.filter(({ say }) => /进度|台账|风险户/.test(say))).map((cell) => ({
      ...cell,
      code,
      may: cell.may && within.some((place) => cell.words.startsWith(place)),
    })),
  )
  test.each(inGroups)('$words by $who in the group of $code: $may', async ({ who, words, code, may }) => {
    if (may) await expectAnswered(who, words, `group:${code}`)
    else await expectDenied(who, words, `group:${code}`)
  })
})

describe('acting on', () => {
  /** Word → who may; `{no}` is the entry. */
  const cases: { about: string; by: Who; report: string; acts: Record<string, string>; asks: Record<string, string> }[] = [
    {
      about: 'a visit of 纸房村',
      by: 'reporter',
      report: '走访 户主:令狐春生 情况:在家务农',
      acts: {
        '改 {no} 情况:外出务工{n}': 'reporter manager countyManager admin',
        '补 {no} 村医已上门': 'reporter colleague manager countyManager admin',
        '收到 {no}': '',
        '同行 {no}': '',
        '异议 {no} 数字不对': '',
        '抽查 {no} 结果 1 属实': '',
        '撤 {no} 报错了': 'reporter manager countyManager admin',
      },
      asks: { '查 {no}': 'reporter colleague manager townshipLeader countyManager countyLeader inspector admin' },
    },
    {
      about: 'a task given to 纸房村',
      by: 'manager',
      report: '任务 内容:核对名单{n} 责任单位:纸房村',
      acts: {
        '收到 {no}': 'reporter colleague',
        '改 {no} 时限:6月28日': 'manager countyManager admin',
        '撤 {no} 不用了': 'manager countyManager admin',
      },
      asks: { '查 {no}': 'reporter colleague manager townshipLeader countyManager countyLeader inspector admin' },
    },
    {
      about: 'a task given to 住建局',
      by: 'countyManager',
      report: '任务 内容:核对名单{n} 责任单位:住建局',
      acts: { '收到 {no}': 'departmentHead', '撤 {no} 不用了': 'departmentHead countyManager admin' },
      asks: { '查 {no}': 'departmentHead countyManager countyLeader inspector admin' },
    },
    {
      about: 'an inspection of 纸房村',
      by: 'inspector',
      report: '督查 单位:纸房村 发现:第{n}次值班无人',
      acts: {
        '改 {no} 发现:明白卡没有更新{n}': 'inspector admin',
        '补 {no} 有照片': 'inspector admin',
        '撤 {no} 报错了': 'inspector admin',
      },
      asks: { '查 {no}': 'inspector admin' },
    },
    {
      about: 'a draw in 纸房村 that names the leader',
      by: 'inspector',
      report: '抽查 纸房村 2户 报送领导:王建新',
      acts: { '抽查 {no} 结果 1 属实': 'inspector', '撤 {no} 报错了': 'inspector admin' },
      asks: { '查 {no}': 'inspector countyLeader admin' },
    },
  ]
  const cells = cases.flatMap(({ about, by, report, acts, asks }) =>
    [...Object.entries(acts), ...Object.entries(asks)].flatMap(([words, allowed]) =>
      everybody.map((who) => ({ about, by, report, words, who, may: whoOf(allowed).includes(who), isQuestion: words in asks })),
    ),
  )

  test.each(cells)('$about: $words by $who: $may', async ({ by, report, words, who, may, isQuestion }) => {
    await expectDone(by, report)
    const text = words.replace('{no}', String(house.lastNo()))
    if (may && isQuestion) await expectAnswered(who, text)
    else if (may) await expectDone(who, text)
    else await expectDenied(who, text)
  })

  test.each(cells.filter(({ may, who }) => !may && who !== 'admin'))(
    '$about: $words by $who says no more than of an entry that does not exist',
    async ({ by, report, words, who }) => {
      await expectDone(by, report)
      const no = String(house.lastNo())
      const { reply: real } = await type(who, words.replace('{no}', no))
      const mayLook = /^[^✅❓❌]/u.test((await type(who, `查 ${no}`)).reply)
      if (mayLook) return
      const { reply: invented } = await type(who, words.replace('{no}', '9999'))
      expect(real.replaceAll(no, '9999')).toBe(invented)
    },
  )

  test('an inspection shows nothing in a group, not even to its writer', async () => {
    await expectDone('inspector', '督查 单位:纸房村 发现:村部大门紧锁')
    const no = house.lastNo()
    for (const chat of ['group:621021', `group:${village}`]) {
      for (const who of ['inspector', 'countyLeader', 'admin', 'reporter'] as const) {
        expect((await type(who, `查 ${no}`, chat)).reply, `${who} ${chat}`).not.toMatch(/大门紧锁|贾宏伟/)
      }
    }
  })
})

describe('setting up', () => {
  test.each(cellsOf(settingUp))('$words by $who: $may', async ({ who, words, may, undo }) => {
    if (!may) return void (await expectDenied(who, words))
    await expectDone(who, words)
    if (undo !== undefined) await expectDone('admin', undo)
  })

  test.each(everybody)('确认户 by %s', async (who) => {
    await expectDone('reporter', '新增户 纸房村 一组 待确认{n} 一般户 3人')
    const no = house.rows<{ id: number }>('select max(id) as id from roster_changes')[0]?.id
    if (whoOf('manager countyManager admin').includes(who)) await expectDone(who, `确认户 ${no}`)
    else await expectDenied(who, `确认户 ${no}`)
  })

  test.each(everybody)('准假 by %s', async (who) => {
    await house.say('direct:maxiaoyan', 'maxiaoyan', '请假 7月1日至7月2日 病假')
    if (whoOf('manager countyManager admin').includes(who)) await expectDone(who, '准假 麻小燕')
    else await expectDenied(who, '准假 麻小燕')
    await house.say('direct:maxiaoyan', 'maxiaoyan', '销假')
  })

  test.each(everybody.filter((who) => who !== 'admin'))('合并 by %s is refused', async (who) => {
    await expectDenied(who, '合并 纸房村 并入 贺旗村')
  })

  test.each(everybody)('催报 by %s', async (who) => {
    const { reply } = await type(who, '催报 走访')
    const mayChase = whoOf('manager otherManager countyManager departmentHead admin').includes(who)
    expect(reply, who).toMatch(mayChase ? /^✅|今天已经催过|现在没有要催的/u : /^❌(?!.*今天已经催过)/su)
  })
})

describe('nothing outside is confirmed to exist:', () => {
  /** What is said of somebody or something elsewhere, and of what does not exist. */
  const pairs: [words: string, real: string, invented: string, who: Who][] = [
    ...['走访 户主:{x} 情况:正常', '{x} 情况', '销户 {x} 去世', '迁出 {x} 搬走', '换户主 {x} 王新主', '分户 {x} 王新户 1人'].flatMap(
      (words): [string, string, string, Who][] => [
        [words, elsewhere, '诸葛查无', 'reporter'],
        [words, elsewhere, '诸葛查无', 'manager'],
      ],
    ),
    ['属性 {x} 低保', elsewhere, '诸葛查无', 'manager'],
    ['帮扶人 陈璐 {x}', elsewhere, '诸葛查无', 'manager'],
    ...['授权 {x} 填报人', '免职 {x}', '移交 {x} 陈璐', '准假 {x}', '包抓 {x} 纸房村', '包抓 {x}'].map(
      (words): [string, string, string, Who] => [words, '南燕', '诸葛燕', 'manager'],
    ),
  ]
  test.each(pairs)('%s, %s like %s by %s', async (words, real, invented, who) => {
    const { reply: first, changed } = await type(who, words.replace('{x}', real))
    const { reply: second } = await type(who, words.replace('{x}', invented))
    // What is offered besides are names of his own ground.
    const nameless = (reply: string, name: string): string | undefined => reply.replaceAll(name, '某某').split('\n')[0]?.split('，')[0]
    expect(nameless(first, real)).toBe(nameless(second, invented))
    expect(first).not.toMatch(/^✅|涝池|驿马/)
    expect(changed).toBe(false)
  })
})
