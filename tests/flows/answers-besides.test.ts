import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type FlowHouse, headsOf, openFlowHouse } from './house.ts'

// What an answer says besides what was asked, several units under one label, and units chosen from a list.

const me = 'jiahongwei'
const heads = headsOf('621021103204')

let house: FlowHouse
beforeAll(async () => {
  house = await openFlowHouse({ env: { PACKS: 'qingcheng,ankang' } })
})
afterAll(async () => await house.close())
beforeEach(async () => {
  for (const who of [me, 'sunli', 'hanming']) await tell(who, '取消')
})

const tell = (who: string, text: string): Promise<string> => house.say(`direct:${who}`, who, text)
/** What the newest entries hold, the oldest of them first. */
function newest(count = 1): Record<string, unknown>[] {
  const rows = house.rows<{ fields: string; date: string; kind: string }>(
    'select fields, date, kind from entries order by no desc limit ?',
    count,
  )
  return rows.reverse().map(({ fields, date, kind }) => ({ ...JSON.parse(fields), date, kind }))
}
const ofRisk = async (cause: string, situation: string, head: string): Promise<Record<string, unknown> | undefined> => {
  await tell(me, `风险 ${head}`)
  await tell(me, cause)
  expect(await tell(me, situation)).toMatch(/^✅/)
  return newest()[0]
}

describe('an answer', () => {
  test('says behind the cause that was asked for what happened', async () => {
    await tell(me, `风险 ${heads[2]}`)
    expect(await tell(me, '因病，男人尿毒症透析，自己掏了一万八')).toMatch(/^✅/)
    expect(newest()[0]).toMatchObject({ cause: '因病', situation: '男人尿毒症透析，自己掏了一万八', amount: 18_000 })
  })

  test('says of the visit when and how it was, and stays as typed', async () => {
    await tell(me, `走访 ${heads[0]}`)
    expect(await tell(me, '昨天去的，家里都好')).toMatch(/^✅/)
    expect(newest()[0]).toMatchObject({ situation: '昨天去的，家里都好', date: '2023-06-14', method: '入户' })
    await tell(me, `走访 ${heads[1]}`)
    expect(await tell(me, '家里没人，打的电话，说在西安打工')).toMatch(/^✅/)
    expect(newest()[0]).toMatchObject({ situation: '家里没人，打的电话，说在西安打工', method: '电话' })
  })

  test('to a list says when they were walked to', async () => {
    await tell(me, '没走的')
    expect(await tell(me, '4 5 都正常，6月5日走的')).toMatch(/^✅/)
    expect(newest(2).map(({ date }) => date)).toEqual(['2023-06-05', '2023-06-05'])
    await tell(me, '没走的')
    expect(await tell(me, '3 没人在，打的电话')).toMatch(/^✅/)
    expect(newest()[0]).toMatchObject({ method: '电话', date: '2023-06-15' })
  })

  test('says of the risk how much it cost', async () => {
    expect(await ofRisk('因灾', '冰雹打了，损失8000元', heads[5] ?? '')).toMatchObject({ amount: 8000 })
    expect(await ofRisk('因病', '心脏手术自付三万八', heads[6] ?? '')).toMatchObject({ amount: 38000 })
    expect(await ofRisk('因学', '上大学一年要花一万八', heads[7] ?? '')).toMatchObject({ amount: 18000 })
    // What is said with a choice counts too.
    expect(await ofRisk('因灾，损失8000元', '冰雹打了', heads[8] ?? '')).toMatchObject({
      cause: '因灾',
      amount: 8000,
      situation: '冰雹打了',
    })
  })

  test('says of the meeting when it was and how many were there; a day to come is refused', async () => {
    await tell(me, '会议 村级例会')
    expect(await tell(me, '环境整治，23人参加，7月10日开的')).toMatch(/^❌ 2023年7月10日还没有到/)
    expect(await tell(me, '6月10日')).toMatch(/^✅/)
    expect(newest()[0]).toMatchObject({ topic: '环境整治，23人参加，7月10日开的', attendees: 23, date: '2023-06-10' })
  })
})

describe('several units', () => {
  test('under one label are an entry each, and all are told', async () => {
    const reply = await tell('sunli', '问题 校园周边脏乱差 责任单位：南庄乡、马岭镇 时限:7月25日 来源:督查')
    expect(reply).toMatch(/^✅ 问题 #\d+ .*南庄乡.*\n问题 #\d+ .*马岭镇/)
    expect(reply).toContain('南庄乡、马岭镇')
    expect(newest(2).map(({ unit }) => unit)).toMatchObject([{ name: '南庄乡' }, { name: '马岭镇' }])
    expect(await tell('sunli', '任务 给南庄乡、马岭镇 报送撂荒地台账 7月20日前')).toMatch(/^✅/)
    expect(newest(2)).toMatchObject([
      { owner: '南庄乡', content: '报送撂荒地台账 7月20日前', due: '2023-07-20' },
      { owner: '马岭镇', content: '报送撂荒地台账 7月20日前', due: '2023-07-20' },
    ])
  })

  test('in an answer are an entry each too', async () => {
    await tell('hanming', '督查')
    expect(await tell('hanming', '南庄乡、马岭镇')).toMatch(/^❓.*发现/)
    await tell('hanming', '夜间无人值班')
    expect(await tell('hanming', '夜间无人值班')).toMatch(/^✅/)
    expect(newest(2).map(({ unit }) => unit)).toMatchObject([{ name: '南庄乡' }, { name: '马岭镇' }])
  })

  test('that cannot be meant are asked about, and a correction takes one only', async () => {
    const before = house.count()
    expect(await tell('sunli', '调研 单位：南庄乡、马岭镇 主题：产业')).toMatch(/^❓.*一条只能写一个单位/)
    expect(house.count()).toBe(before)
    expect(await tell('sunli', '2')).toMatch(/^✅/)
    expect(newest()[0]).toMatchObject({ kind: 'study', unit: { name: '马岭镇' } })
    await tell('sunli', '问题 五组路灯不亮好几天')
    expect(await tell('sunli', `改 ${house.lastNo()} 责任单位：南庄乡、马岭镇`)).toMatch(/^❌.*只能写一个责任单位/)
  })
})

describe('a unit chosen by number', () => {
  test('is stored as one that was named, and told apart from its namesake', async () => {
    expect(await tell('hanming', '督查 单位：新庄村 发现：1.明白卡未更新 2.值班无人')).toMatch(/^❓/)
    const reply = await tell('hanming', '2')
    expect(reply).toContain('单位：南庄乡新庄村')
    expect(newest()[0]?.unit).toEqual({ code: '621021207204', name: '新庄村委会' })
    expect(await tell('hanming', `查 ${house.lastNo()}`)).toContain('单位：南庄乡新庄村')
  })

  test('joins those that were clear', async () => {
    await tell('sunli', '问题 三组桥面有裂缝')
    const no = house.lastNo()
    expect(await tell('sunli', `交办 ${no} 新庄村、马岭镇`)).toMatch(/^❓/)
    expect(await tell('sunli', '2')).toContain('马岭镇')
    const parties = newest()[0]?.parties
    expect(parties).toMatchObject([{ unit: { name: '马岭镇' } }, { unit: { code: '621021207204' } }])
  })
})

describe('titles of duties', () => {
  test('are asked for as they are printed, or by what is left of them', async () => {
    expect(await tell('sunli', '资金项目月报进度')).toContain('【庆城县 资金项目月报】')
    expect(await tell('sunli', '谁没报资金项目月报')).toContain('资金项目月报：还没完成的')
    expect(await tell('sunli', '依据')).toContain('依据：庆城县 资金项目月报')
    expect(await tell('sunli', '乡镇党委书记遍访困难户进度')).not.toContain('入户遍访')
    const contacts = await tell('sunli', '联系点下沉进度')
    expect(contacts).toContain('联系点下沉')
    expect(contacts).not.toContain('还没有登记')
    expect(await tell('sunli', '县级领导调研进度')).toContain('县级领导调研')
    expect(await tell('sunli', '专班调度会 排名')).toContain('专班、专责工作组调度会排名')
    expect(await house.say('group:621021', 'sunli', '上季度联乡牵头单位调研进度')).toContain('联乡牵头单位调研')
    // Words that are said of other things do not narrow what is asked.
    expect(await tell(me, '困难户走访进度')).toContain('入户遍访')
    expect(await tell(me, '走访进度')).toContain('村书记、第一书记遍访')
  })
})
