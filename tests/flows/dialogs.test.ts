import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { toIso } from '../../src/clock.ts'
import { type FlowHouse, openFlowHouse, type Said } from './house.ts'

// Open questions between the bot and a person in a chat (interface §1, 'Missing or doubtful').

const village = 'group:621021103204'
const me = 'jiahongwei'
const direct = `direct:${me}`

let house: FlowHouse
beforeAll(async () => {
  house = await openFlowHouse()
})
afterAll(async () => await house.close())

const say = (text: string, chat = direct, who = me): Promise<string> => house.say(chat, who, text)
const hear = async (text: string, chat = direct, who = me): Promise<Said> => {
  const [reply] = await house.hear(chat, who, text)
  if (!reply) throw new Error(`no reply to ${text}`)
  return reply
}
/** The newest entry's fields, with its date. */
function newest(): Record<string, unknown> {
  const [row] = house.rows<{ fields: string; date: string; kind: string }>(
    'select fields, date, kind from entries order by no desc limit 1',
  )
  return { ...JSON.parse(row?.fields ?? '{}'), date: row?.date, kind: row?.kind }
}
const waitMinutes = (minutes: number): Promise<unknown> => house.advance(toIso(house.app.clock.now() + minutes * 60_000))

beforeEach(async () => {
  await say('取消')
  await say('取消', village)
})

describe('what is missing', () => {
  test('is asked for one at a time, and the entry holds all the answers', async () => {
    expect(await say('走访')).toMatch(/^❓.*户主/)
    expect(await say('令狐春生')).toMatch(/^❓.*情况/)
    expect(await say('在合作社务工，收入稳定')).toMatch(/^✅ 走访 #\d+/)
    expect(newest()).toMatchObject({ kind: 'visit', household: '令狐春生', situation: '在合作社务工，收入稳定', date: '2023-06-15' })
  })

  test('of a meeting is asked for in the order of its fields', async () => {
    expect(await say('会议')).toMatch(/^❓.*会议/)
    expect(await say('村级例会')).toMatch(/^❓.*主题/)
    expect(await say('雨季住房排查')).toMatch(/^✅/)
    expect(newest()).toMatchObject({ kind: 'meeting', type: '村级例会', topic: '雨季住房排查' })
  })

  test('stores nothing before it is answered', async () => {
    const before = house.count()
    await say('走访')
    await say('令狐春生')
    expect(house.count()).toBe(before)
  })

  test('takes a text that holds a command word as the answer', async () => {
    await say('走访 户主:令狐春生')
    expect(await say('昨天村里会议上说他家问题不大')).toMatch(/^✅/)
    expect(newest()).toMatchObject({ kind: 'visit', situation: '昨天村里会议上说他家问题不大' })
  })
})

describe('a choice among households of one name', () => {
  const ask = '走访 王志刚 在家务农'

  test.each([
    ['by number', '2'],
    ['by 第二个', '第二个'],
  ])('is made %s', async (_how, answer) => {
    const question = await hear(ask)
    expect(question.text).toMatch(/^❓/)
    const wanted = /^2\. 王志刚（(.+?)）/m.exec(question.text)?.[1]
    expect(await say(answer)).toMatch(/^✅/)
    expect(wanted).toContain(householdOfNewest())
  })

  test('is made by a button, which says what is typed', async () => {
    const { content } = await hear(ask)
    expect(content.buttons).toHaveLength(2)
    expect(await say(content.buttons?.[0]?.says ?? '')).toMatch(/^✅/)
  })

  test('is made by name with what tells it apart', async () => {
    const { text } = await hear(ask)
    const group = /^1\. 王志刚（\S*?([一二三四五六七八九]组)/m.exec(text)?.[1] ?? ''
    expect(await say(`${group}的王志刚`)).toMatch(/^✅/)
    expect(householdOfNewest()).toBe(group)
  })

  test.each(['前一个', '前面那个', '不是第二个，是第一个'])('is made by %s', async (answer) => {
    const { text } = await hear(ask)
    const wanted = /^1\. 王志刚（(.+?)）/m.exec(text)?.[1]
    expect(await say(answer)).toMatch(/^✅/)
    expect(wanted).toContain(householdOfNewest())
  })

  test('is made by 后面那个', async () => {
    const { text } = await hear(ask)
    const wanted = /^2\. 王志刚（(.+?)）/m.exec(text)?.[1]
    expect(await say('后面那个')).toMatch(/^✅/)
    expect(wanted).toContain(householdOfNewest())
  })

  test('is made by none of them, but by a right name', async () => {
    await say(ask)
    expect(await say('不对，是令狐春生')).toMatch(/^✅/)
    expect(newest()).toMatchObject({ household: '令狐春生', situation: '在家务农' })
  })

  test('is asked for again after 都不是, and after a yes that chooses nothing', async () => {
    await say(ask)
    expect(await say('就是他')).toMatch(/^❓.*哪一个/)
    expect(await say('对')).toMatch(/^❓.*哪一个/)
    expect(await say('都不是')).toMatch(/^❓.*户主/)
    expect(await say('令狐春生')).toMatch(/^✅/)
  })

  test('with a number that is not on the list is asked again', async () => {
    const before = house.count()
    await say(ask)
    expect(await say('7')).toMatch(/^❓/)
    expect(house.count()).toBe(before)
  })

  function householdOfNewest(): string {
    return (
      house.rows<{ name: string }>(
        'select h.group_name as name from entries e join households h on h.id = e.household_id order by e.no desc limit 1',
      )[0]?.name ?? ''
    )
  }
})

describe('an open question', () => {
  test.each(['取消', '算了', '不报了'])('ends with %s and nothing is stored', async (word) => {
    const before = house.count()
    await say('走访')
    expect(await say(word)).toMatch(/取消/)
    expect(await say('令狐春生')).not.toMatch(/^❓.*情况/)
    expect(house.count()).toBe(before)
  })

  test('lapses after ten minutes', async () => {
    await say('走访 户主:令狐春生')
    await waitMinutes(9)
    await say('会议')
    await waitMinutes(11)
    const before = house.count()
    expect(await say('一切正常')).not.toMatch(/^✅/)
    expect(house.count()).toBe(before)
  })

  test('can be answered just before ten minutes have passed', async () => {
    await say('走访 户主:令狐春生')
    await waitMinutes(9)
    expect(await say('一切正常')).toMatch(/^✅/)
  })

  test('ends with a new command, which says so', async () => {
    await say('走访')
    const reply = await say('会议 类型:村级例会 主题:防汛')
    expect(reply).toMatch(/^✅ 会议/)
    expect(reply).toMatch(/“走访”已放下/)
    expect(await say('令狐春生')).not.toMatch(/^❓.*情况/)
  })

  test('outlasts a question of the person: that is answered, then the first is asked again', async () => {
    await say('走访 户主:令狐春生')
    const reply = await say('走访 进度')
    expect(reply).toMatch(/^[^✅❓❌]/u)
    expect(reply).toMatch(/入户遍访[\s\S]*请问这户的情况/)
    expect(await say('收入稳定')).toMatch(/^✅/)
    expect(newest()).toMatchObject({ household: '令狐春生', situation: '收入稳定' })
  })

  test('outlasts a restart of the program', async () => {
    await say('走访 户主:令狐春生')
    await house.restart()
    expect(await say('重启以后接着报')).toMatch(/^✅/)
    expect(newest()).toMatchObject({ household: '令狐春生', situation: '重启以后接着报' })
  })

  test('belongs to one person: another in the same chat is heard for himself', async () => {
    await say('走访 户主:令狐春生', village)
    expect(await say('走访 户主:何梅', village, 'chenlu')).toMatch(/^❓/)
    expect(await say('老人住院', village, 'chenlu')).toMatch(/^✅/)
    expect(newest()).toMatchObject({ household: '何梅', situation: '老人住院' })
    expect(await say('一切正常', village)).toMatch(/^✅/)
    expect(newest()).toMatchObject({ household: '令狐春生', situation: '一切正常' })
  })

  test('belongs to one chat: the same person elsewhere begins anew', async () => {
    await say('走访 户主:令狐春生', village)
    expect(await say('走访 户主:何梅')).toMatch(/^❓/)
    expect(await say('在群里答', village)).toMatch(/^✅/)
    expect(newest()).toMatchObject({ household: '令狐春生', situation: '在群里答' })
    expect(await say('在私聊答')).toMatch(/^✅/)
    expect(newest()).toMatchObject({ household: '何梅', situation: '在私聊答' })
  })
})

describe('a household that is not on the roster', () => {
  test('is asked for once more, then refused with how to have it added', async () => {
    const before = house.count()
    expect(await say('走访 户主:诸葛查无 情况:正常')).toMatch(/^❓/)
    expect(await say('诸葛还是无')).toMatch(/^❌[\s\S]*新增/)
    expect(house.count()).toBe(before)
    expect(await say('令狐春生')).not.toMatch(/^✅/)
  })

  test('goes on with the report when the second name is right', async () => {
    await say('走访 户主:诸葛查无 情况:正常')
    expect(await say('令狐春生')).toMatch(/^✅/)
    expect(newest()).toMatchObject({ household: '令狐春生', situation: '正常' })
  })
})

test('a typing error that was put right is shown and can be corrected', async () => {
  const reply = await say('走访 户主:令狐春声 情况:在家')
  expect(reply).toMatch(/^✅[\s\S]*您写的是“令狐春声”，按名册记为“令狐春生”/)
})

test('a refused date, then the right one, goes on with the report', async () => {
  expect(await say('走访 户主:令狐春生 情况:正常 日期:2月30日')).toMatch(/^❌/)
  expect(await say('6月2日')).toMatch(/^✅/)
  expect(newest()).toMatchObject({ household: '令狐春生', situation: '正常', date: '2023-06-02' })
})

test('of several items the good ones are stored and the doubtful one is asked about', async () => {
  const before = house.count()
  const reply = await say('走访\n1. 何梅 家里都正常\n2. 钱多宝 在外务工\n3. 令狐春生 身体好')
  expect(reply).toMatch(/^✅[\s\S]*#\d+[\s\S]*#\d+[\s\S]*钱多宝/)
  expect(house.count()).toBe(before + 2)
  expect(await say('高双乐')).toMatch(/^✅/)
  expect(newest()).toMatchObject({ household: '高双乐', situation: '在外务工' })
})

test('of several doubtful items one after the other is asked about', async () => {
  const before = house.count()
  expect(await say('走访\n1. 何梅\n2. 令狐春生')).toMatch(/^❓/)
  expect(await say('老人身体好')).toMatch(/^✅/)
  expect(await say('儿子外出务工')).toMatch(/^✅/)
  expect(
    house
      .rows<{ fields: string }>('select fields from entries where no > ? order by no', 1000 + before)
      .map((row) => JSON.parse(row.fields).household),
  ).toEqual(['何梅', '令狐春生'])
})

describe('a photo', () => {
  const photo = { name: '门前.png', mime: 'image/png', bytes: Buffer.from('89504e470d0a1a0a', 'hex') }
  const send = (text: string, chat = direct, who = me): Promise<string> => house.say(chat, who, text, { attachments: [photo] })
  const photosOf = (no: number): number => house.rows<{ n: number }>('select count(*) as n from files where entry_no = ?', no)[0]?.n ?? 0

  test('sent within ten minutes joins the entry', async () => {
    await say('走访 户主:令狐春生 情况:正常')
    const no = house.lastNo()
    await waitMinutes(9)
    expect(await send('')).toMatch(new RegExp(`^✅.*#${no}`))
    expect(photosOf(no)).toBe(1)
  })

  test('sent later is asked about and joins nothing', async () => {
    await say('走访 户主:令狐春生 情况:正常')
    const no = house.lastNo()
    await waitMinutes(11)
    expect(await send('')).toMatch(/^❓/)
    expect(photosOf(no)).toBe(0)
  })

  test('of another person, or in another chat, joins nothing', async () => {
    await say('走访 户主:令狐春生 情况:正常', village)
    const no = house.lastNo()
    await send('', village, 'chenlu')
    await send('')
    expect(photosOf(no)).toBe(0)
  })

  test('joins the entry that 补 names', async () => {
    await say('走访 户主:令狐春生 情况:正常')
    const no = house.lastNo()
    await say('走访 户主:何梅 情况:正常')
    expect(await say(`补 ${no}`)).toMatch(/^✅/)
    await send('')
    expect(photosOf(no)).toBe(1)
    expect(photosOf(no + 1)).toBe(0)
  })

  test('sent with a report that is still incomplete joins it in the end', async () => {
    await send('走访 户主:令狐春生')
    expect(await say('一切正常')).toMatch(/^✅/)
    expect(photosOf(house.lastNo())).toBe(1)
  })
})

test('绑定 asks about outsiders, also after a question in between', async () => {
  const group = 'group:new'
  expect(await say('绑定 马岭镇', group, 'zhoukai')).toMatch(/^✅[\s\S]*外部人员/)
  const between = await say('走访 进度', group, 'zhoukai')
  expect(between).toMatch(/入户遍访[\s\S]*外部人员/)
  expect(await say('有村民或企业人员', group, 'zhoukai')).toMatch(/^✅/)
  expect(house.rows("select outsiders from chats where chat_id = 'group:new'")).toEqual([{ outsiders: 1 }])
})

describe('a question that leaves out what the one before said', () => {
  const leader = 'liguodong'
  const ask = (text: string, chat = `direct:${leader}`): Promise<string> => say(text, chat, leader)

  test('takes it over, and says so', async () => {
    expect(await ask('马岭镇本月走访进度')).toMatch(/马岭镇/)
    const next = await ask('那驿马呢')
    expect(next).toMatch(/^[^✅❓❌]/u)
    expect(next).toMatch(/驿马镇[\s\S]*接着刚才的问：走访 · 2023年6月/)
    expect(await ask('上个月呢')).toMatch(/驿马镇[\s\S]*接着刚才的问：驿马镇 · 走访/)
    expect(await ask('谁没报')).toMatch(/接着刚才的问：驿马镇 · 走访 · 2023年5月/)
  })

  test('only within five minutes, in the same chat, by the same person', async () => {
    await ask('马岭镇本月走访进度')
    expect(await ask('那驿马呢', 'group:621021')).toBe('')
    expect(await say('那驿马呢', 'direct:wangjianxin', 'wangjianxin')).not.toMatch(/接着刚才/)
    await waitMinutes(6)
    expect(await ask('那驿马呢')).not.toMatch(/接着刚才/)
  })

  test('outlasts a restart of the program', async () => {
    await ask('马岭镇本月走访进度')
    await house.restart()
    expect(await ask('那驿马呢')).toMatch(/驿马镇[\s\S]*接着刚才的问/)
  })

  test('may ask for the place of a unit among its like', async () => {
    await ask('马岭镇本月走访进度')
    const places = await ask('排第几')
    expect(places).toMatch(/庆城县.*排名/)
    expect(places).toMatch(/马岭镇[\s\S]*驿马镇|驿马镇[\s\S]*马岭镇/)
  })

  test('does not answer for an open report', async () => {
    await say('走访 令狐春生 进度')
    await say('走访 进度')
    await say('走访 户主:令狐春生')
    expect(await say('上个月儿子结婚了')).toMatch(/^✅/)
  })
})

describe('a numbered list of households still due', () => {
  test('is answered with names as well', async () => {
    const list = await say('没走的', village)
    const [first = '', second = ''] = [...list.matchAll(/^\d+\. (\p{Script=Han}+)（/gmu)].map((match) => match[1] ?? '')
    const before = house.count()
    expect(await say(`${first}、${second}都正常`, village)).toMatch(/^✅/)
    expect(house.count()).toBe(before + 2)
    expect(newest()).toMatchObject({ kind: 'visit', situation: '都正常' })
  })

  test.each([
    ['前三个都正常', 3],
    ['1到4正常', 4],
    ['第一户在家，第三户外出务工', 2],
    ['2住院了，其他都没走', 1],
  ])('is answered with %s', async (answer, count) => {
    await say('没走的', village)
    const before = house.count()
    expect(await say(answer, village)).toMatch(/^✅/)
    expect(house.count()).toBe(before + count)
  })

  test('is not answered by talk', async () => {
    await say('没走的', village)
    const before = house.count()
    for (const talk of ['都来开会', '3号下午开会', '大家都辛苦了', '1点半集合', '前几天下雨了']) await say(talk, village)
    expect(house.count()).toBe(before)
  })
})

test('a name put right after the entry was stored is offered as a correction, never made by itself', async () => {
  await say('走访 户主:令狐春声 情况:在家')
  const no = house.lastNo()
  const { text, content } = await hear('不对，是何梅')
  expect(text).toContain(`改 ${no} 户主`)
  expect(newest()).toMatchObject({ household: '令狐春生' })
  expect(await say(content.buttons?.[0]?.says ?? '')).toMatch(/^✅/)
  expect(newest()).toMatchObject({ household: '何梅' })
})

test('what is nearly a command is offered as a button that says it rightly', async () => {
  const before = house.count()
  const { text, content } = await hear('走方 令狐春生 在家务农')
  expect(text).toMatch(/您是要“走访”吗/)
  expect(house.count()).toBe(before)
  expect(await say(content.buttons?.[0]?.says ?? '')).toMatch(/^✅/)
  expect(newest()).toMatchObject({ household: '令狐春生', situation: '在家务农' })
})
