import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createServer } from '../../src/web/server.ts'
import { type FlowHouse, openFlowHouse } from './house.ts'

// One working day of 庆城县, Thursday 15 June 2023, told as what eight people type; every reply, every notice and every figure is looked at.

const [secretary, first, grid, station, deputy, office, leader, inspector] = [
  'jiahongwei', // 贾宏伟，纸房村村书记
  'muxiaodong', // 慕晓东，纸房村第一书记
  'maxiaoyan', // 麻小燕，纸房村网格员
  'liuhaifeng', // 刘海峰，马岭镇站长
  'zhangcaixia', // 张彩霞，马岭镇副镇长
  'sunli', // 孙丽，县局办公室
  'wangjianxin', // 王建新，副县长
  'hanming', // 韩明，督查组
] as const
const [village, township, county] = ['group:621021103204', 'group:621021103', 'group:621021'] as const
/** Shares are cut off, not rounded up: nobody looks better than he is. */
const percent = (done: number, all: number): string => `${Math.floor((1000 * done) / all) / 10}%`

/** 纸房村 has 62 households, the three villages of 马岭镇 with people 165; 15 June is day 166 of 365. */
const households = { village: 62, township: 165 }

let house: FlowHouse
beforeAll(async () => {
  house = await openFlowHouse({ now: '2023-06-15T08:30:00+08:00', env: { API_TOKEN: 'token' } })
}, 60_000)
afterAll(async () => await house.close())

interface Heard {
  /** What is said where it was typed, and what goes to the speaker's direct chat besides. */
  reply: string
  direct: string
  /** Chat → notice. */
  notices: Record<string, string>
}

/** Types something; gives all that comes of it. */
async function hear(who: string, text: string, chat: string = `direct:${who}`): Promise<Heard> {
  const [row] = house.rows<{ id: number }>('select coalesce(max(id), 0) as id from outbox')
  const said = await house.hear(chat, who, text)
  const fresh = house.rows<{ chat: string; text: string }>(
    "select chat_id as chat, text from outbox where kind = 'notice' and id > ? order by id",
    row?.id ?? 0,
  )
  const notices = Object.fromEntries(fresh.map((notice) => [notice.chat, notice.text]))
  expect(Object.keys(notices), `one notice a chat: ${text}`).toHaveLength(fresh.length)
  const of = (id: string): string =>
    said
      .filter(({ chatId }) => chatId === id)
      .map((one) => one.text)
      .join('\n')
  return { reply: of(chat), direct: chat === `direct:${who}` ? '' : of(`direct:${who}`), notices }
}

/** The same, where nobody else hears of it. */
async function quietly(who: string, text: string, chat?: string): Promise<string> {
  const { reply, direct, notices } = await hear(who, text, chat)
  expect(notices, text).toEqual({})
  expect(direct, text).toBe('')
  return reply
}

/** Entries as the API gives them. */
async function entries(
  query: string,
): Promise<{ no: number; fields: Record<string, unknown>; status: string; member: { name: string } }[]> {
  const server = createServer(house.app)
  const response = await server.inject({ url: `/api/v1/entries?limit=100&${query}`, headers: { authorization: 'Bearer token' } })
  await server.close()
  return response.json<{ items: { no: number; fields: Record<string, unknown>; status: string; member: { name: string } }[] }>().items
}

/** Households that were visited, counted from the raw entries. */
async function visited(code: string): Promise<number> {
  const acts = (await entries(`kind=visit&unit=${code}`)).filter(({ status }) => status !== 'withdrawn')
  return new Set(acts.map(({ fields }) => fields.householdId)).size
}

const last = async (): Promise<number> => house.lastNo()

describe('in the morning the village reports', () => {
  test('the secretary in one sentence, in the village group', async () => {
    const reply = await quietly(secretary, '昨天走访令狐春生,在合作社务工,收入稳定', village)
    expect(reply).toMatch(/^✅ 走访 #1001 已记录\n户主：令狐春生\n情况：在合作社务工,收入稳定\n方式：入户\n日期：2023年6月14日\n/)
    expect(await visited('621021103204')).toBe(1)
    expect(reply).toContain(
      `纸房村今年 1/${households.village} 户，应到 ${percent(166, 365)}，已到 ${percent(1, households.village)}；本月 1 户`,
    )
  })

  test('the first secretary with labels, in his direct chat; who went along is asked to confirm', async () => {
    const { reply, notices } = await hear(first, '#走访 户主:何梅 情况:老人身体好 同行:贾宏伟')
    expect(reply).toMatch(/^✅ 走访 #1002 [\s\S]*同行：贾宏伟/)
    expect(Object.keys(notices)).toEqual([`direct:${secretary}`])
    expect(notices[`direct:${secretary}`]).toMatch(/慕晓东报 #1002 时写了您同行/)
    expect(await quietly(secretary, '同行 1002')).toMatch(/^✅ #1002 已确认/)
  })

  test('the grid worker three at once: good ones are stored, a guess is shown, the unknown is asked about', async () => {
    const reply = await quietly(grid, '走访\n1. 高双乐 家里都正常\n2. 令狐春声 儿子外出务工\n3. 诸葛查无 正常', village)
    expect(reply).toMatch(/^✅ 走访 #1003 高双乐；/)
    expect(reply).toContain('您写的是“令狐春声”，按名册记为“令狐春生”')
    expect(reply).toMatch(/还没有记上的|还有没记上的/)
    // 令狐春生 was visited before: three households, four visits.
    expect(await visited('621021103204')).toBe(3)
    expect(reply).toContain(`纸房村今年 3/${households.village} 户`)
    expect(await quietly(grid, '取消', village)).toMatch(/取消/)
    expect(await last()).toBe(1004)
  })

  test('a correction keeps what was there before', async () => {
    expect(await quietly(secretary, '改 1001 情况:在县城务工')).toMatch(/^✅ 走访 #1001 已更正/)
    expect(await quietly(secretary, '撤 1004 报重了')).toMatch(/^❌ #1004 是别人报的/)
    expect(await quietly(station, '查 1001', township)).toMatch(
      /户主：令\*\*生\n情况：在县城务工[\s\S]*更正：情况原为“在合作社务工,收入稳定”/,
    )
  })

  test('the list of those not yet visited is answered by numbers', async () => {
    const list = await quietly(secretary, '没走的', village)
    expect(list).toContain(`今年走访 3/${households.village} 户`)
    const names = [1, 2, 3].map((n) => new RegExp(`^${n}\\. (\\S+?)（`, 'm').exec(list)?.[1] ?? '')
    const reply = await quietly(secretary, '1 3 都正常，2 住院花了两万', village)
    expect(reply).toMatch(/^✅/)
    const stored = (await entries('kind=visit&unit=621021103204')).slice(-3).map(({ fields }) => `${fields.household} ${fields.situation}`)
    expect(stored.sort()).toEqual([`${names[0]} 都正常`, `${names[2]} 都正常`, `${names[1]} 住院花了两万`].sort())
    expect(reply).toContain(`纸房村今年 ${await visited('621021103204')}/${households.village} 户`)
  })
})

describe('a risk', () => {
  let no = 0
  test('typed in the group shows number and household only; the township is told, masked', async () => {
    const { reply, direct, notices } = await hear(secretary, '风险 何梅 因病 住院自付两万三千元', village)
    no = await last()
    expect(reply).toMatch(new RegExp(`^✅ 风险 #${no} `))
    expect(reply).not.toMatch(/住院|因病|23,000/)
    expect(reply).toContain('下次请私聊报')
    expect(direct).toMatch(/原因：因病\n情况：住院自付两万三千元\n金额：23,000元/)
    expect(Object.keys(notices)).toEqual([township])
    expect(notices[township]).toMatch(new RegExp(`纸房村贾宏伟同志报来[\\s\\S]*#${no} 纸房村 何\\*`))
    expect(notices[township]).not.toMatch(/何梅|住院|因病/)
    // Five working days over 端午: 16, 19, 20, 21 and the working Sunday 25 June.
    expect(notices[township]).toContain('2023年6月25日前')
  })

  test('is taken by the township, not by who reported it', async () => {
    expect(await quietly(secretary, `收到 ${no}`)).toMatch(/^❌/)
    expect(await quietly(station, `收到 ${no}`, township)).toBe(`✅ #${no} 已记下您收到。`)
  })
})

describe('the township and the county give work', () => {
  test('a task tells the village at once', async () => {
    const { reply, notices } = await hear(deputy, '任务 内容:核对雨露计划名单 责任单位:纸房村 时限:6月20日', township)
    const no = await last()
    expect(reply).toMatch(/^✅ 任务 [\s\S]*已告知：纸房村/)
    expect(Object.keys(notices)).toEqual([village])
    expect(notices[village]).toMatch(new RegExp(`马岭镇张彩霞同志[\\s\\S]*#${no} [\\s\\S]*核对雨露计划名单[\\s\\S]*2023年6月20日前`))
    expect(await quietly(secretary, `收到 ${no}`, village)).toMatch(/^✅/)
    expect(await quietly(secretary, '我的待办')).toMatch(new RegExp(`#${no} [^\\n]*核对雨露计划名单`))
    expect(await quietly(first, '我的待办')).not.toContain('令狐')
  })

  test('a problem with a responsible township tells the township', async () => {
    const { reply, notices } = await hear(office, '问题 内容:五组蓄水池渗漏 责任单位:马岭镇 来源:自查 时限:6月30日', county)
    expect(reply).toMatch(/^✅ 问题 [\s\S]*已告知：马岭镇/)
    expect(Object.keys(notices)).toEqual([township])
    expect(notices[township]).toContain('五组蓄水池渗漏')
    expect(await quietly(office, '台账 问题 未销号')).toMatch(/共 1 条；未办结 1 条/)
  })

  test('催报 reaches those who owe, once a day', async () => {
    expect(await quietly(office, '本月谁没报会议', county)).toMatch(/1\. 产业发展专班\n2\. 就业帮扶专班/)
    const { reply, notices } = await hear(office, '催报 会议')
    expect(reply).toMatch(/^✅ 已催报“会议”：提醒了 3 个（庆城县、产业发展专班、就业帮扶专班）/)
    // 就业帮扶专班 has nobody in the roster: its group is told.
    expect(Object.keys(notices).sort()).toEqual([`direct:${office}`, 'direct:wumin', 'group:621021910'])
    expect(await quietly(office, '催报 会议')).toMatch(/^❌ .*今天已经催过/)
  })
})

describe('the inspection stays secret', () => {
  test('typed in a group only its number is shown', async () => {
    const { reply, direct, notices } = await hear(inspector, '暗访 纸房村 1.明白卡没有更新 2.值班无人', county)
    const no = await last()
    expect(reply).toBe(`✅ #${no} 已收，内容不在群里显示`)
    expect(direct).toMatch(/发现：1\. 明白卡没有更新 2\. 值班无人/)
    expect(notices).toEqual({})
    for (const who of [secretary, station, deputy, office]) expect(await quietly(who, `查 ${no}`)).toMatch(/^❌/)
    expect(await quietly(leader, `查 ${no}`)).toMatch(/^❌/)
    expect(await quietly(inspector, `改 ${no} 报送领导:王建新`)).toMatch(/^✅/)
    expect(await quietly(leader, `查 ${no}`)).toContain('明白卡没有更新')
    expect(await quietly(secretary, '台账 督查')).toMatch(/^❌/)
    expect(await quietly(leader, '台账 督查')).toMatch(/共 1 条，发现问题 2 个/)
  })

  test('a draw names as many households as were asked for, to the inspector alone', async () => {
    const reply = await quietly(inspector, '抽查 纸房村 3户')
    const no = await last()
    expect(reply.match(/户号\d+/g)).toHaveLength(3)
    expect(await quietly(inspector, '我的待办')).toContain('还有 3 户没填结果')
    for (const who of [secretary, station, office]) expect(await quietly(who, `查 ${no}`)).toMatch(/^❌/)
  })
})

describe('leave and the roster', () => {
  test('leave is provisional until a manager grants it', async () => {
    const asked = await hear(grid, '请假 6月16日至6月18日 家中有事')
    expect(asked.reply).toMatch(/^✅ 已登记：麻小燕 请假 6月16日至6月18日（家中有事），待管理员确认/)
    expect(Object.keys(asked.notices).sort()).toEqual([`direct:${station}`, `direct:${deputy}`])
    const granted = await hear(station, '准假 麻小燕')
    expect(granted.reply).toMatch(/^✅ 已准假/)
    expect(Object.keys(granted.notices)).toEqual([`direct:${grid}`])
  })

  test('a new household waits for the township and counts from the next period', async () => {
    const asked = await hear(secretary, '新增户 一组 王新生 一般户 4人')
    expect(asked.reply).toMatch(/^✅ 已报送：新增户 纸房村一组 王新生（一般户，4人）.*编号 1/)
    expect(Object.keys(asked.notices).sort()).toEqual([`direct:${station}`, `direct:${deputy}`])
    const confirmed = await hear(station, '确认户 1')
    expect(confirmed.reply).toMatch(/^✅ 已确认[\s\S]*户数变动 \+1 −0/)
    expect(Object.keys(confirmed.notices)).toEqual([`direct:${secretary}`])
    expect(await quietly(secretary, '走访 进度', village)).toContain(`/${households.village} 户`)
  })
})

describe('in the evening the county asks', () => {
  test('progress adds up to the raw entries', async () => {
    const done = await visited('621021103')
    expect(done).toBe(6)
    const line = `今年 ${done}/${households.township} 户，${percent(done, households.township)}`
    expect(await quietly(leader, '马岭镇 走访 进度', county)).toContain(line)
    expect(await quietly(station, '走访 进度', township)).toContain(line)
    expect(await quietly(station, '走访 谁没走', township)).toContain(`纸房村 ${households.village - done} ${households.village}`)
  })

  test('names and files go to the direct chat', async () => {
    const ledger = await hear(deputy, '马岭镇 台账 走访', township)
    expect(ledger.reply).toMatch(/共 7 条，涉及 6 户。/)
    expect(ledger.reply).not.toMatch(/令狐春生|何梅|高双乐/)
    expect(ledger.direct).toContain('令狐春生')
    const file = await hear(office, '导出 走访 6月', county)
    expect(file.reply).toBe('表格已私信您，不发在群里。')
    expect(file.direct).toContain('庆城县 走访台账（2023年6月），共 7 条。')
  })

  test('a leader’s list is at most eight lines', async () => {
    expect((await quietly(leader, '我的待办')).split('\n').length).toBeLessThanOrEqual(8)
  })

  test('nobody outside heard anything all day', () => {
    const reached = house
      .rows<{ chat: string }>("select distinct chat_id as chat from outbox where kind = 'notice'")
      .map(({ chat }) => chat)
    const meant = [
      village,
      township,
      'group:621021910',
      ...[secretary, station, deputy, grid, office, 'wumin'].map((who) => `direct:${who}`),
    ]
    expect(reached.sort()).toEqual(meant.sort())
  })
})
