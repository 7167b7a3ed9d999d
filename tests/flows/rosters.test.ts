import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createAdminCode } from '../../src/domain/admin-code.ts'
import { type FlowHouse, headsOf, openFlowHouse, readWorld } from './house.ts'
import { type Count, countByHand, rules, spanOf } from './naive-count.ts'

// Who somebody is, and whom a visit counts for (counting-rules 2, 3; interface, 'Setting up').

const village = '621021103204'
const [secretary, first, team, grid, manager, admin] = ['jiahongwei', 'muxiaodong', 'chenlu', 'maxiaoyan', 'liuhaifeng', 'zhoukai'] as const

let house: FlowHouse
beforeEach(async () => {
  house = await openFlowHouse()
})
afterEach(async () => await house.close())

const say = (who: string, text: string, chat = `direct:${who}`): Promise<string> => house.say(chat, who, text)
const told = (who: string): string => house.shown(`direct:${who}`).join('\n')

/** How many households a person has visited this year, counted by hand. */
function visitsOf(userId: string): number {
  const count: Count = countByHand(house)
  const rule = rules.find((one) => one.id === 'secretary-visits')
  const [row] = house.rows<{ id: number; unitId: number }>(
    'select p.member_id as id, p.unit_id as unitId from posts p join identities i on i.member_id = p.member_id where i.user_id = ?',
    userId,
  )
  if (!rule || !row) throw new Error(`${userId} owes nothing`)
  const at = house.app.clock.now()
  return count.stand(rule, { ...row, member: true }, { span: spanOf('year', '2023-06-15'), at }).done
}
/** The same as the bot tells him. */
async function toldVisits(userId: string): Promise<number> {
  return Number(/您本人今年 (\d+)\//.exec(await say(userId, '走访 进度'))?.[1] ?? 0)
}

describe('同行', () => {
  test('count once they confirm, and not before', async () => {
    await say(secretary, '走访 户主:令狐春生 情况:正常 同行:慕晓东')
    const no = house.lastNo()
    expect(told(first)).toMatch(new RegExp(`贾宏伟报 #${no} 时写了您同行.*同行 ${no}`))
    expect([visitsOf(first), await toldVisits(first)]).toEqual([0, 0])

    expect(await say(first, `同行 ${no}`)).toMatch(/^✅.*已确认/)
    expect([visitsOf(first), await toldVisits(first)]).toEqual([1, 1])
    expect(await toldVisits(secretary)).toBe(1)
  })

  test('do not make a household count twice for the village', async () => {
    await say(secretary, '走访 户主:令狐春生 情况:正常 同行:慕晓东')
    await say(first, `同行 ${house.lastNo()}`)
    expect(await say(grid, '走访 户主:何梅 情况:正常')).toContain('纸房村今年 2/62 户')
  })

  test('cannot be confirmed by who was not named', async () => {
    await say(secretary, '走访 户主:令狐春生 情况:正常 同行:慕晓东')
    expect(await say(team, `同行 ${house.lastNo()}`)).toMatch(/^❌/)
    expect(house.rows('select * from companions where confirmed_at is not null')).toEqual([])
  })

  test('named by a later correction are told and can confirm', async () => {
    await say(secretary, '走访 户主:令狐春生 情况:正常')
    const no = house.lastNo()
    expect(await say(secretary, `改 ${no} 同行:慕晓东`)).toMatch(/^✅/)
    expect(told(first)).toContain(`同行 ${no}`)
    await say(first, `同行 ${no}`)
    expect([visitsOf(first), await toldVisits(first)]).toEqual([1, 1])
  })

  test('of a visit that was taken back count no more', async () => {
    await say(secretary, '走访 户主:令狐春生 情况:正常 同行:慕晓东')
    const no = house.lastNo()
    await say(first, `同行 ${no}`)
    await say(secretary, `撤 ${no} 报错了`)
    expect(await toldVisits(first)).toBe(0)
  })

  test('are told in the morning when they are named at night', async () => {
    await house.advance('2023-06-15T22:00:00+08:00')
    await say(secretary, '走访 户主:令狐春生 情况:正常 同行:慕晓东')
    expect(told(first)).toBe('')
    await house.advance('2023-06-16T08:00:00+08:00')
    expect(told(first)).toContain('写了您同行')
  })
})

describe('走访人', () => {
  test('gets the credit, and who typed is shown', async () => {
    const reply = await say(secretary, '走访 户主:令狐春生 情况:正常 走访人:慕晓东')
    expect(reply).toContain('由贾宏伟代报')
    expect([await toldVisits(first), visitsOf(first)]).toEqual([1, 1])
    expect([await toldVisits(secretary), visitsOf(secretary)]).toEqual([0, 0])
  })

  test('put right by a correction gets the credit from then on', async () => {
    await say(secretary, '走访 户主:令狐春生 情况:正常')
    expect(await say(secretary, `改 ${house.lastNo()} 走访人:慕晓东`)).toMatch(/^✅[\s\S]*代报/)
    expect([await toldVisits(first), visitsOf(first)]).toEqual([1, 1])
    expect(await toldVisits(secretary)).toBe(0)
  })

  test('may correct what was written for him', async () => {
    await say(secretary, '走访 户主:令狐春生 情况:正常 走访人:慕晓东')
    expect(await say(first, `改 ${house.lastNo()} 情况:外出务工`)).toMatch(/^✅/)
  })
})

test('a household visited twice on a day is one visit, by phone none', async () => {
  await say(secretary, '走访 户主:令狐春生 情况:正常')
  expect(await say(first, '走访 户主:令狐春生 情况:又去看了水')).toMatch(/当天已记过 #\d+，统计时按一次走访计/)
  expect(await say(team, '走访 户主:何梅 情况:电话问了 方式:电话')).toMatch(/^✅/)
  expect(await say(grid, '走访 进度')).toContain('1/62 户')
})

describe('a person whom nobody knows', () => {
  test('waits for his manager, and can report once he is confirmed', async () => {
    expect(await say('newcomer', '走访 令狐春生 正常')).toMatch(/^❌.*我是/)
    expect(await say('newcomer', '我是 纸房村 马新来 网格员')).toMatch(/^✅.*等管理员确认/)
    expect(await say('newcomer', '走访 令狐春生 正常')).toMatch(/^❌/)
    expect(told(manager)).toMatch(/马新来（网格员）申请使用.*确认身份 马新来/)

    expect(await say(manager, '确认身份 马新来')).toMatch(/^✅/)
    expect(await say('newcomer', '走访 令狐春生 情况正常')).toMatch(/^✅/)
    expect(house.rows('select by_post as post from entries')).toEqual([{ post: '网格员' }])
  })

  test('is confirmed only by a manager of that unit', async () => {
    await say('newcomer', '我是 纸房村 马新来 网格员')
    for (const who of ['caojun', 'zhaoliping', secretary]) expect(await say(who, '确认身份 马新来')).toMatch(/^❌/)
    expect(await say('newcomer', '走访 令狐春生 正常')).toMatch(/^❌/)
  })

  test('who asks twice waits once', async () => {
    await say('newcomer', '我是 纸房村 马新来 网格员')
    await say('newcomer', '我是 纸房村 马新来 文书')
    expect(house.rows('select title from claims')).toEqual([{ title: '文书' }])
    expect(await say(manager, '确认身份 马新来')).toMatch(/^✅.*文书/)
  })

  test('who has a namesake elsewhere is told apart by the unit', async () => {
    await say('newcomer', '我是 纸房村 马新来 网格员')
    await say('namesake', '我是 贺旗村 马新来 网格员')
    expect(await say(manager, '确认身份 马新来')).toMatch(/^❌.*纸房村.*贺旗村/)
    expect(await say(manager, '确认身份 贺旗村 马新来')).toMatch(/^✅/)
    expect(await say('newcomer', '走访 令狐春生 正常')).toMatch(/^❌/)
    expect(await say('namesake', `走访 ${headsOf('621021103203')[5]} 正常`)).toMatch(/^✅/)
  })

  test('gets no more than a reporter’s rights by what he calls himself', async () => {
    await say('newcomer', '我是 马岭镇 马新来 镇管理员')
    await say(manager, '确认身份 马新来')
    expect(house.rows("select role from posts p join members m on m.id = p.member_id where m.name = '马新来'")).toEqual([
      { role: 'reporter' },
    ])
  })

  test('cannot become somebody whom the platform knows already', async () => {
    await say('impostor', '我是 纸房村 贾宏伟 村书记')
    expect(await say('impostor', '我的上报')).toMatch(/^❌/)
  })
})

describe('somebody on the roster who is not yet on the platform', () => {
  beforeEach(async () => {
    await house.close()
    const roster = await readWorld()
    const members = roster.members.map((member) => (member.name === '麻小燕' ? { ...member, platform: null, userId: null } : member))
    house = await openFlowHouse({ roster: { ...roster, members } })
  })

  test('is recognised at once by unit and name', async () => {
    expect(await say('wx-ma', '我是 纸房村 麻小燕 网格员')).toMatch(/^✅ 麻小燕，您好/)
    expect(await say('wx-ma', '走访 令狐春生 情况正常')).toMatch(/^✅/)
  })

  test('is not recognised under another unit’s name', async () => {
    expect(await say('wx-ma', '我是 贺旗村 麻小燕 网格员')).toMatch(/等管理员确认/)
  })
})

describe('the administrator', () => {
  test('is who has the one-time code, once', async () => {
    const code = await house.app.store.transaction((tx) => createAdminCode(tx, house.app.clock.now()))
    expect(await say('boss', '管理员 000000000')).toMatch(/^❌/)
    expect(await say('boss', `管理员 ${code}`)).toMatch(/^✅/)
    expect(await say('boss', '绑定 马岭镇', 'group:new')).toMatch(/^✅/)
    expect(await say('thief', `管理员 ${code}`)).toMatch(/^❌.*已用过/)
  })

  test('is nobody after five wrong tries, or a day later', async () => {
    const code = await house.app.store.transaction((tx) => createAdminCode(tx, house.app.clock.now()))
    for (let index = 0; index < 5; index++) await say('boss', `管理员 ${code === '111111' ? '222222' : '111111'}`)
    expect(await say('boss', `管理员 ${code}`)).toMatch(/^❌/)
    const second = await house.app.store.transaction((tx) => createAdminCode(tx, house.app.clock.now()))
    await house.advance('2023-06-16T10:00:00+08:00')
    expect(await say('boss', `管理员 ${second}`)).toMatch(/^❌.*过期/)
  })

  test('is not asked for the code in a group', async () => {
    expect(await say('boss', '管理员 123456', `group:${village}`)).toMatch(/^❌.*私聊/)
  })

  test('grants rights, which hold at once and outlast a restart', async () => {
    expect(await say(team, '贺旗村 走访 进度')).toMatch(/^❌/)
    expect(await say(admin, '授权 陈璐 镇管理员')).toMatch(/^✅/)
    expect(await say(team, '贺旗村 走访 进度')).toMatch(/^【/)
    await house.restart()
    expect(await say(team, '贺旗村 走访 进度')).toMatch(/^【/)
  })
})

describe('绑定', () => {
  test('asks about outsiders; with them the group is shown less', async () => {
    expect(await say(admin, '绑定 纸房村', 'group:new')).toMatch(/^✅[\s\S]*外部人员/)
    expect(await say(admin, '2', 'group:new')).toMatch(/^✅.*有外部人员/)
    expect(await say(secretary, '走访 户主:令狐春生 情况:正常', 'group:new')).toMatch(/户主：令\*\*生/)
    expect(await say(secretary, '走访 户主:令狐春生 情况:正常', `group:${village}`)).toContain('户主：令狐春生')
  })

  test('sends the unit’s notices to the group from then on, 解绑 ends it', async () => {
    await say(admin, '绑定 马岭镇', 'group:new')
    await say(secretary, '走访 户主:令狐春生 情况:正常')
    await house.advance('2023-07-06T12:00:00+08:00')
    const shown = house.shown('group:new').filter((text) => text.includes('入户遍访')).length
    expect(shown).toBeGreaterThan(0)
    expect(await say(admin, '解绑', 'group:new')).toMatch(/^✅/)
    await house.advance('2023-08-06T12:00:00+08:00')
    expect(house.shown('group:new').filter((text) => text.includes('入户遍访'))).toHaveLength(shown)
  })

  test('静默 stops the notices of a group, 恢复 lets them come again', async () => {
    await say(secretary, '走访 户主:令狐春生 情况:正常')
    await say(manager, '静默', 'group:621021103')
    await house.advance('2023-07-06T12:00:00+08:00')
    expect(house.shown('group:621021103').filter((text) => text.includes('月报告'))).toEqual([])
    await say(manager, '恢复', 'group:621021103')
    await house.advance('2023-08-06T12:00:00+08:00')
    expect(house.shown('group:621021103').filter((text) => text.includes('月报告'))).toHaveLength(1)
  })
})
