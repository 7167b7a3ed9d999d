import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type FlowHouse, headsOf, openFlowHouse } from './house.ts'

// Guarantee 7: bad input is refused in plain Chinese or passed over in silence, changes nothing, and never stops the service.

const village = 'group:621021103204'
const me = 'jiahongwei'
const direct = `direct:${me}`

let house: FlowHouse
beforeAll(async () => {
  house = await openFlowHouse()
})
afterAll(async () => await house.close())
afterEach(async () => {
  await house.say(direct, me, '取消')
  await house.say(village, me, '取消')
  expect(await house.say(direct, 'muxiaodong', '帮助')).toContain('走访')
})

const say = (text: string, chat = direct, who = me): Promise<string> => house.say(chat, who, text)
const tables = ['entries', 'steps', 'files', 'companions', 'posts', 'members', 'households', 'units']
const state = (): string => JSON.stringify(tables.map((table) => house.rows(`select * from ${table}`)))

/** What an unhappy reply must look like: a sentence for people, with nothing of the machine in it. */
function expectPlainChinese(reply: string): void {
  expect(reply).toMatch(/[\p{Script=Han}]{4}/u)
  expect(reply).not.toMatch(/Error|undefined|null|NaN|\[object|SQLITE|at \/|stack/i)
  expect([...reply].length).toBeLessThan(1500)
}

/** Says something that must change nothing, and gives the reply. */
async function harmless(text: string, chat = direct, who = me): Promise<string> {
  const before = state()
  const reply = await say(text, chat, who)
  expect(state(), reply).toBe(before)
  if (reply !== '') expectPlainChinese(reply)
  return reply
}

describe('what is not understood', () => {
  test.each(['完全没有这个命令 123', 'hello', '走仿', '。。。', '？？', '🙂🙂', '#', '1', 'select * from entries'])(
    '%j is answered with help in a direct chat',
    async (text) => {
      expect(await harmless(text)).not.toMatch(/^✅/)
    },
  )

  test.each(['大家辛苦了', '收到', '好的', '', '   ', '\n', '🙂', '下午三点开会'])('%j gets no reply in a group', async (text) => {
    expect(await harmless(text, village)).toBe('')
  })

  test('a group that mentions the bot gets one short line', async () => {
    expect(await harmless('@乡报 你好呀', village)).toMatch(/帮助/)
    expect(await harmless('@乡报', village)).not.toBe('')
  })

  test('an empty message in a direct chat is harmless', async () => {
    await harmless('')
  })
})

describe('what is too much', () => {
  test.each([
    ['100 kB of Chinese', '很'.repeat(34_000)],
    ['100 kB of letters', 'a'.repeat(100_000)],
    ['100 kB of a report', `走访 户主:令狐春生 情况:${'好'.repeat(34_000)}`],
    ['a million spaces', ' '.repeat(900_000)],
  ])('%s is refused quickly with what to do', async (_what, text) => {
    const started = performance.now()
    expect(await harmless(text)).toMatch(/^❌ 内容太长.*分几次发/)
    expect(performance.now() - started).toBeLessThan(2000)
  })

  test.each([
    ['digits', '1'.repeat(19_000)],
    ['brackets', '（'.repeat(19_000)],
    ['labels', '户主：'.repeat(6_000)],
    ['commas', `走访 ${'，'.repeat(19_000)}`],
    ['names', `走访 ${'王'.repeat(19_000)}`],
    ['dates', `走访 ${'6月2日'.repeat(4_000)}`],
    ['command words', '走访会议风险信息'.repeat(2_000)],
    ['question words', '谁没报走访进度排名'.repeat(2_000)],
  ])('a long run of %s is read in time', async (_what, text) => {
    const started = performance.now()
    expectPlainChinese(await say(text))
    await say('取消')
    expect(performance.now() - started).toBeLessThan(5000)
  })

  test('200 lines under one command word are taken one by one, each answered for', async () => {
    const heads = headsOf('621021103204').filter((head, _index, all) => all.indexOf(head) === all.lastIndexOf(head))
    const lines = Array.from({ length: 200 }, (_, index) => `${index + 1}. ${heads[index % heads.length]} 家里都正常`)
    const before = house.count()
    const reply = await say(`走访\n${lines.join('\n')}`)
    const stored = new Set([...reply.matchAll(/走访 #(\d+)/g)].map((match) => match[1]))

    if (reply.startsWith('✅')) expect(house.count() - before).toBe(stored.size)
    else expect(house.count()).toBe(before)
    expect(reply).not.toMatch(/undefined|Error/)
  })
})

describe('what does not exist or is not the speaker’s', () => {
  test.each([
    {
      what: 'a group that is bound to no unit',
      text: '走访 令狐春生 收入稳定',
      chat: 'group:unbound',
      who: me,
      expected: /^❌ 本群还没有绑定单位.*绑定/,
    },
    {
      what: 'a person whom nobody knows',
      text: '走访 令狐春生 收入稳定',
      chat: 'direct:nobody',
      who: 'nobody',
      expected: /^❌ 还不知道您是谁.*我是/,
    },
    { what: 'a number that nobody gave', text: '改 9999 情况:好', chat: direct, who: me, expected: /^❌ 没有找到编号 9999/ },
    { what: 'a number beyond all numbers', text: '查 999999999999999999999', chat: direct, who: me, expected: /./ },
    { what: 'another village', text: '走访 贺旗村张三 收入稳定', chat: direct, who: me, expected: /^❌/ },
    { what: 'another township', text: '驿马镇 走访 进度', chat: direct, who: me, expected: /^❌ 驿马镇不在您的查看范围/ },
    {
      what: 'a unit that does not exist',
      text: '绑定 火星镇',
      chat: 'group:unbound',
      who: 'zhoukai',
      expected: /^❌ 没有找到单位“火星镇”/,
    },
  ])('$what is answered with what is wrong', async ({ text, chat, who, expected }) => {
    expect(await harmless(text, chat, who)).toMatch(expected)
  })

  test('talk of strangers in a group is passed over', async () => {
    expect(await harmless('今天天气不错', village, 'nobody')).toBe('')
  })
})

describe('dates', () => {
  test.each([
    ['in the future', '2024-06-15'],
    ['that does not exist', '2月30日'],
    ['that does not exist', '2023-13-45'],
    ['that is no date', '前年腊月'],
  ])('a date %s (%s) is refused or asked about', async (_what, date) => {
    expect(await harmless(`走访 户主:令狐春生 情况:正常 日期:${date}`)).toMatch(/^[❌❓]/u)
  })
})

describe('hostile text', () => {
  const hostile = [
    "'); DROP TABLE entries; --",
    '" OR 1=1 --',
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[点我](javascript:alert(1))',
    '**粗体** # 标题 `code`',
    '=HYPERLINK("http://x","y")',
    '../../etc/passwd',
    '$(reboot) {{7*7}} %s %n',
    '__proto__ constructor toString',
    '\u202e反着写\u202c',
    '\u0007\u001b[31m红\u001b[0m\u0008',
    '零\u200b宽\u200d字\ufeff符',
    '半个\ud83d字符\ude00',
    '空\u0000字符',
    '第一行\r\n✅ 走访 #9999 已记录',
  ]

  test.each(hostile)('%j is kept as it was typed and breaks nothing', async (words) => {
    const before = house.count()
    const reply = await say(`走访 户主:令狐春生 情况:${words}完`)

    expect(reply).toMatch(/^✅ 走访 #\d+ 已记录/)
    expect(house.count()).toBe(before + 1)
    expect(reply).not.toMatch(/(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u)
    expect(reply.split('\n').filter((line) => /^✅/.test(line))).toHaveLength(1)
    expect(await say(`查 ${house.lastNo()}`)).toContain('完')
  })

  test.each(['@所有人', '@all', '@ 全体成员', '<@all>'])('%j mentions nobody when it is shown again', async (words) => {
    const reply = await say(`走访 户主:令狐春生 情况:${words} 都正常`)

    expect(reply).toMatch(/^✅/)
    expect(reply).not.toMatch(/@[\s\u200b]*(?:所有人|all|全体成员)|<@/)
    expect(await say(`查 ${house.lastNo()}`)).not.toMatch(/@[\s\u200b]*(?:所有人|all|全体成员)|<@/)
  })

  test.each(hostile)('%j by itself changes nothing', async (words) => {
    await harmless(words)
    await harmless(words, village)
  })

  test.each(['改', '撤', '补', '查', '同行', '绑定', '授权', '我是', '确认身份', '静默', '管理员', '帮助', '走访进度'])(
    '%s with nonsense behind it changes nothing',
    async (word) => {
      for (const rest of [
        '',
        ' ',
        ' x',
        ' -1',
        ' 0',
        ' 9998 9999',
        " '; --",
        ' \ud800',
        ' __proto__',
        ' 令狐春生',
        ` ${'很'.repeat(500)}`,
      ]) {
        const reply = await harmless(`${word}${rest}`)
        expect(reply, rest).not.toMatch(/^✅/)
        await say('取消')
      }
    },
  )
})

describe('files', () => {
  const photo = { name: 'a.png', mime: 'image/png', bytes: Buffer.from('png') }

  test('a photo that belongs to nothing is asked about in a direct chat and passed over in a group', async () => {
    const before = state()
    await house.advance(new Date(house.app.clock.now() + 11 * 60_000).toISOString())
    expect(await house.say(direct, me, '', { attachments: [photo] })).toMatch(/^❓.*补 编号/)
    expect(await house.say(village, me, '', { attachments: [photo] })).toBe('')
    expect(state()).toBe(before)
  })

  test('a hostile file name stays a name', async () => {
    const names = ['../../../etc/passwd', 'a\u0000b.png', '半\ud800个.png', '<b>.png']
    const reply = await house.say(direct, me, '走访 户主:令狐春生 情况:正常', { attachments: names.map((name) => ({ ...photo, name })) })

    expect(reply).toMatch(/^✅/)
    expect(house.rows<{ n: number }>('select count(*) as n from files where entry_no = ?', house.lastNo())).toEqual([{ n: names.length }])
    expect(await say(`查 ${house.lastNo()}`)).toContain('附件')
  })
})
