import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createServer } from '../../src/web/server.ts'
import { type FlowHouse, openFlowHouse, readWorld } from './house.ts'

// One month-end (counting-rules 8, 10, 19, 20): three taskforces owe two meetings each for June 2023; 关账 is on Wednesday 5 July 18:00.

const [industry, jobs, watch] = ['621021909', '621021910', '621021913'] as const
const county = 'group:621021'

let house: FlowHouse
beforeAll(async () => {
  const roster = await readWorld()
  const account = { platform: 'sandbox', phone: null, post: '专班联络员', role: 'reporter' as const }
  house = await openFlowHouse({
    now: '2023-06-05T09:00:00+08:00',
    env: { PACKS: 'tests/fixtures/month-end-pack.yaml', API_TOKEN: 'token' },
    roster: {
      ...roster,
      units: [...roster.units, { code: watch, name: '防返贫监测专班', kind: 'taskforce', parentCode: '621021', aliases: ['监测专班'] }],
      members: [
        ...roster.members,
        { ...account, name: '李就业', userId: 'lijiuye', unitCode: jobs },
        { ...account, name: '王监测', userId: 'wangjiance', unitCode: watch },
      ],
    },
  })
}, 60_000)
afterAll(async () => await house.close())

const say = (who: string, text: string, unit?: string): Promise<string> => house.say(unit ? `group:${unit}` : `direct:${who}`, who, text)
const last = (chat: string): string => house.shown(chat).at(-1) ?? ''

/** Meetings of June that stand, by unit, counted from the raw rows; `until`: sent by then. */
function meetings(code: string, until: string): { done: number; onTime: number; nos: number[] } {
  const rows = house.rows<{ no: number; sent: number }>(
    `select e.no, e.sent_at as sent from entries e join units u on u.id = e.by_unit_id
     where e.kind = 'meeting' and u.code = ? and e.date between '2023-06-01' and '2023-06-30' and e.status <> 'withdrawn' and e.sent_at <= ?
     order by e.no`,
    code,
    Date.parse(until),
  )
  const onTime = rows.filter(({ sent }) => sent < Date.parse('2023-07-01T00:00:00+08:00'))
  return { done: Math.min(2, rows.length), onTime: Math.min(2, onTime.length), nos: rows.map(({ no }) => no) }
}

/** What the API says of June: unit → done/onTime. */
async function progress(): Promise<Record<string, string>> {
  const server = createServer(house.app)
  const response = await server.inject({ url: '/api/v1/progress?unit=621021&period=2023-06', headers: { authorization: 'Bearer token' } })
  await server.close()
  const { items } = response.json<{ items: { unit: { code: string }; done: number; onTime: number }[] }>()
  return Object.fromEntries(items.map(({ unit, done, onTime }) => [unit.code, `${done}/${onTime}`]))
}

describe('before the closing', () => {
  test('meetings are reported, one of them after the month', async () => {
    expect(await say('wumin', '会议 类型:专班调度会 主题:苹果产业 人数:12人', industry)).toMatch(/^✅ 会议 #1001 [\s\S]*本月调度会 1\/2 次/)
    await house.advance('2023-06-12T10:00:00+08:00')
    expect(await say('wumin', '会议 类型:专班调度会 主题:肉羊产业 人数:9人', industry)).toMatch(/^✅ 会议 #1002 [\s\S]*本月调度会 2\/2 次/)
    await house.advance('2023-06-14T10:00:00+08:00')
    expect(await say('lijiuye', '会议 类型:专班调度会 主题:外出务工 人数:9人', jobs)).toMatch(/^✅ 会议 #1003 [\s\S]*本月调度会 1\/2 次/)
    await house.advance('2023-07-04T10:00:00+08:00')
    // 补报 counts for the month of the act, and the reply says so.
    expect(await say('lijiuye', '会议 类型:专班调度会 主题:公益岗位 人数:9人 日期:6月29日', jobs)).toMatch(
      /^✅ 会议 #1004 [\s\S]*2023年6月调度会 2\/2 次/,
    )
  })

  test('completeness and timeliness are two figures, as counted by hand', async () => {
    const now = '2023-07-04T11:00:00+08:00'
    expect(meetings(industry, now)).toEqual({ done: 2, onTime: 2, nos: [1001, 1002] })
    expect(meetings(jobs, now)).toEqual({ done: 2, onTime: 1, nos: [1003, 1004] })
    expect(await progress()).toEqual({ [industry]: '2/2', [jobs]: '2/1', [watch]: '0/0' })
  })

  test('the period closes on the third working day at 18:00, not before', async () => {
    await house.advance('2023-07-05T17:59:00+08:00')
    expect(house.rows("select * from snapshots where period = '2023-06'")).toEqual([])
    await house.advance('2023-07-05T18:00:30+08:00')
    expect(house.rows("select closed_at as at from snapshots where period = '2023-06'")).toEqual([
      { at: Date.parse('2023-07-05T18:00+08:00') },
    ])
  })
})

describe('the check sheets', () => {
  test('bring each unit its own line and nobody else’s, one working day before publication', async () => {
    await house.advance('2023-07-06T09:00:30+08:00')
    for (const code of [industry, jobs, watch]) {
      const { done, onTime, nos } = meetings(code, '2023-07-05T18:00:00+08:00')
      const sheet = last(`group:${code}`)
      expect(sheet).toContain('【核数单：调度会（2023年6月）】')
      expect(sheet).toContain(`：${done}/2 次，${done * 50}%；按时 ${onTime} 次，补报 ${done - onTime} 次`)
      expect(sheet).toContain(nos.length > 0 ? `计入的记录（编号）：${nos.join('、')}\n` : '没有计入的记录')
      expect(sheet.match(/专班：/g)).toHaveLength(1)
      expect(sheet).toContain('数据截至7月5日 18:00')
    }
    const others = house.rows<{ chat: string }>("select distinct chat_id as chat from outbox where text like '%核数单%'")
    expect(others.map(({ chat }) => chat).sort()).toEqual([industry, jobs, watch].map((code) => `group:${code}`))
  })

  test('are answered by agreeing or objecting; who objects is heard by the county’s managers', async () => {
    expect(await say('wumin', '无异议', industry)).toMatch(/^✅ .*产业发展专班/)
    expect(await say('lijiuye', '异议 1004 会议材料6月29日已经报过')).toMatch(/^✅ #1004 .*有异议/)
    expect(await say('lijiuye', '异议 1001 不是他们开的')).toMatch(/^❌/)
    for (const who of ['sunli', 'zhoukai']) expect(last(`direct:${who}`)).toMatch(/就业帮扶专班（李就业）对核数单里的 1004 有异议/)
    expect(last('direct:wangjianxin')).not.toContain('异议')
  })
})

describe('after the closing', () => {
  test('the writer corrects no more, the manager does; the snapshot stands', async () => {
    expect(await say('wumin', '改 1002 人数:10人')).toMatch(/^❌ 2023年6月已经关账/)
    expect(await say('sunli', '撤 1002 报重了')).toMatch(/^✅/)
    expect(meetings(industry, '2023-07-06T12:00:00+08:00')).toEqual({ done: 1, onTime: 1, nos: [1001] })
    expect(await progress()).toEqual({ [industry]: '2/2', [jobs]: '2/1', [watch]: '0/0' })
    expect(await say('sunli', '6月会议进度')).toMatch(/产业发展专班 100% 2\/2 2\n[\s\S]*已关账，快照\d+号，数据截至7月5日 18:00/)
  })

  test('依据 lists the entries behind the closed figure', async () => {
    await say('sunli', '6月会议排名')
    const basis = await say('sunli', '依据')
    expect([...basis.matchAll(/\b(1\d{3})（/g)].map(([, no]) => Number(no)).sort()).toEqual([1001, 1002, 1003, 1004])
  })
})

describe('the ranking', () => {
  test('is shown to the deputy county head alone, with what the units said', async () => {
    const before = house.shown(county).length
    await house.advance('2023-07-07T09:40:30+08:00')
    const preview = last('direct:wangjianxin')
    expect(preview).toContain('请审定下面的通报（编号 1）')
    expect(preview).toContain('1. 产业发展专班 100% 2/2 100%\n2. 就业帮扶专班 100% 2/2 50%\n3. 防返贫监测专班 0% 0/2 0%')
    expect(preview).toContain('核数反馈——无异议：产业发展专班；有异议：就业帮扶专班；未反馈：防返贫监测专班')
    expect(house.shown(county)).toHaveLength(before)
    for (const who of ['liguodong', 'sunli', 'zhoukai']) expect(last(`direct:${who}`)).not.toContain('排名（2023年6月）】\n专班')
  })

  test('is held, and goes out on his word with its number and nobody else’s', async () => {
    const before = house.shown(county).length
    expect(await say('wangjianxin', '同意', '621021')).toBe('')
    for (const who of ['sunli', 'liguodong', 'zhoukai', 'wumin']) expect(await say(who, '同意发布 1')).toMatch(/^❌/)
    expect(await say('wangjianxin', '缓发 1')).toMatch(/^✅ 已缓发/)
    await house.advance('2023-07-10T12:00:00+08:00')
    expect(house.shown(county)).toHaveLength(before)
    expect(await say('wangjianxin', '同意发布 1')).toMatch(/^✅ 已同意/)
    await house.advance('2023-07-10T12:01:00+08:00')
    expect(house.shown(county)).toHaveLength(before + 1)
    expect(last(county)).toMatch(/^【庆城县 调度会排名（2023年6月）】[\s\S]*数据截至7月5日 18:00[\s\S]*通报编号 1$/)
  })

  test('is corrected by a numbered correction that names old and new figure and place', async () => {
    for (const who of ['wumin', 'wangjianxin', 'liuhaifeng']) expect(await say(who, '更正通报 1')).toMatch(/^❌/)
    expect(await say('sunli', '更正通报 1')).toMatch(/^✅ 更正通报第1号/)
    expect(last(county)).not.toContain('更正通报')
    expect(await say('wangjianxin', '同意发布 2')).toMatch(/^✅/)
    await house.advance('2023-07-10T12:05:00+08:00')
    const correction = last(county)
    expect(correction).toMatch(/^【更正通报第1号】/)
    expect(correction).toContain('产业发展专班：原 2/2（100%，按时 2），第1名；更正为 1/2（50%，按时 1），第2名')
    expect(correction).toContain('就业帮扶专班：原 2/2（100%，按时 1），第2名；更正为 2/2（100%，按时 1），第1名')
    expect(correction).not.toContain('防返贫监测专班')
    expect(await say('sunli', '更正通报 1')).toMatch(/^❌ .*没有变化/)
  })
})
