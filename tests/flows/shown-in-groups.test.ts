import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, saidIn, tell } from '../support/reports.ts'

// What may not stand in a group is shown in none, wherever it was typed and by whatever way it comes (interface §2, 'Who may').

const village = '621021103204'
const town = '621021103'
const county = '621021'
const PHONE = '13812345678'
const IDENTITY = '622821199001011234'

let house: TestApp
beforeEach(async () => {
  house = await startTestApp()
}, 60_000)
afterEach(async () => await house.stop())

const say = (from: string, words: string): Promise<string> => tell(house, from, words)
const shownIn = async (unit: string): Promise<string> => (await saidIn(house, `group:${unit}`)).join('\n')
/** 纸房村's own group, which from now on outsiders read as well. */
async function openToOutsiders(): Promise<void> {
  await say(`zhoukai@${village}`, '绑定 纸房村')
  await say(`zhoukai@${village}`, '2')
}

describe('numbers of persons', () => {
  test('are shown in no group: not in the echo, by 查, 改, 我的上报, nor in a notice', async () => {
    const { no } = await reported(house, `liuhaifeng@${town}`, `走访 令狐春生 电话${PHONE}，在家务农`)
    await say(`liuhaifeng@${town}`, `查 ${no}`)
    await say(`liuhaifeng@${town}`, '我的上报')
    await say(`liuhaifeng@${town}`, `改 ${no} 情况:外出务工，电话${PHONE}`)
    await say('sunli', `问题 蓄水池渗漏，联系${PHONE} 责任单位:马岭镇 时限:6月20日`)
    await house.advance('2023-06-26T12:00:00+08:00')

    const shown = await shownIn(town)
    expect(shown).not.toContain(PHONE)
    expect(shown.match(/138\*{4}5678/g)?.length).toBeGreaterThan(4)
    expect(await say('liuhaifeng', `查 ${no}`)).toContain(PHONE)
  })

  test('that identify him are kept nowhere, and the writer is told', async () => {
    const reply = await say('jiahongwei', `走访 令狐春生 身份证${IDENTITY}，在家务农`)

    expect(reply).toMatch(/^✅[\s\S]*身份证\*{18}，在家务农[\s\S]*身份证号不用报，已经隐去。$/)
    const kept = JSON.stringify([(await house.api('/entries?limit=5')).json(), await saidIn(house, 'direct:jiahongwei')])
    expect(kept).toContain('在家务农')
    expect(kept).not.toContain(IDENTITY)
    expect((await house.get('/sandbox/api/chats/direct:jiahongwei/messages')).body).not.toContain(IDENTITY)
  })
})

test('heads of households are masked above village level wherever they stand in a text, cadres are not', async () => {
  await say('sunli', '问题 令狐春生家房屋漏雨，请刘海峰去看 责任单位:马岭镇 时限:6月20日')
  await say(`liuhaifeng@${town}`, '会议 类型:调度会 主题:低保 人数:12人 议定:1.令狐春生家低保由刘海峰6月20日前办结')
  await say(`liuhaifeng@${town}`, '我的待办')
  await say(`liuhaifeng@${town}`, '台账 问题')
  await house.advance('2023-06-26T12:00:00+08:00')

  const shown = await shownIn(town)
  expect(shown).not.toContain('令狐春生')
  expect(shown.match(/令\*\*生家/g)?.length).toBeGreaterThan(4)
  expect(shown).toContain('刘海峰')
})

describe('a group with outsiders', () => {
  const secret = /低保|台账/

  test('is told the fact of a case, and of the rest that it is in the direct chat', async () => {
    await openToOutsiders()
    const { no } = await reported(house, 'sunli', '约谈 纸房村 低保长期没有落实，台账造假 回复时限:6月20日')

    expect(await shownIn(village)).toContain(`#${no} 纸房村（奖惩）：约谈，2023年6月20日前`)
    expect(await say(`jiahongwei@${village}`, `查 ${no}`)).toMatch(/方式：约谈[\s\S]*已私信您/)
    expect((await saidIn(house, 'direct:jiahongwei')).at(-1)).toContain('台账造假')
    expect(await say(`liuhaifeng@${village}`, '台账 奖惩')).toMatch(/共 1 条[\s\S]*名单已私信您/)
    await say(`jiahongwei@${village}`, '我的待办')
    await house.advance('2023-06-26T12:00:00+08:00')
    await say('sunli', `撤 ${no} 台账已经补齐`)
    expect((await shownIn(village)).replaceAll('奖惩台账', '')).not.toMatch(secret)
  })

  test('gets no content of what is reported there, which goes to the writer', async () => {
    await openToOutsiders()
    const reply = await say(`jiahongwei@${village}`, '问题 低保长期没有落实')

    expect(reply).toMatch(/^✅ 问题 #\d+ 已记录/)
    expect(reply).not.toMatch(secret)
    expect((await saidIn(house, 'direct:jiahongwei')).at(-1)).toContain('低保长期没有落实')
  })

  test('is praised without the reason', async () => {
    await openToOutsiders()
    await say('sunli', '表扬 纸房村 低保核查走在前面')

    expect(await shownIn(village)).toMatch(/#\d+ 表扬，内容请私聊/)
    expect(await shownIn(village)).not.toMatch(secret)
  })
})

describe('what lies outside a group’s unit', () => {
  const other = '621021103203'

  test('is counted in 我的待办 and 我的上报, and looked at in the direct chat', async () => {
    await say('jiahongwei', '迁出 令狐春生 整户搬到西峰区')
    const { no } = await reported(house, 'liuhaifeng', '走访 令狐春生 在家务农')

    expect(await say(`liuhaifeng@${other}`, '我的待办')).not.toMatch(/迁出|令/)
    expect(await say(`liuhaifeng@${other}`, '我的待办')).toMatch(/还有 \d+ 件不在本群范围内，请私聊/)
    expect(await say(`liuhaifeng@${other}`, '我的上报')).toMatch(/还有 1 条不在本群范围内，请私聊/)
    expect(await say(`liuhaifeng@${other}`, `查 ${no}`)).toBe(`${no} 的内容不在群里显示，已私信您。`)
    expect(await say(`liuhaifeng@${other}`, `改 ${no} 情况:外出务工`)).toBe(`✅ #${no} 已更正，内容不在群里显示`)
    expect(await say(`liuhaifeng@${village}`, '我的待办')).toContain('迁出 纸房村')
    expect(await say(`liuhaifeng@${village}`, '我的上报')).toContain(`#${no}`)
  })

  test('is neither listed by 确认户 nor settled there', async () => {
    const no = /编号 (\d+)/.exec(await say('jiahongwei', '迁出 令狐春生 整户搬到西峰区'))?.[1]

    expect(await say(`liuhaifeng@${other}`, '确认户')).toBe('还有 1 件不在本群范围内，请私聊发“确认户”看。')
    expect(await say(`liuhaifeng@${other}`, `确认户 ${no}`)).toMatch(/^❌.*不在本群的范围内，请私聊/)
    expect(await say(`liuhaifeng@${town}`, '确认户')).toMatch(/编号 \d+：迁出 纸房村\S* 令\*\*生/)
    expect(await say(`liuhaifeng@${village}`, `确认户 ${no}`)).toMatch(/^✅/)
  })
})

describe('what stays secret is not asked for in a group', () => {
  test.each([
    ['督查 纸房村', /请问发现了什么/],
    ['召回 陈璐', /请写明查实的问题和依据/],
    ['问责建议 纸房村', /请写明问题和建议/],
    ['抽查 纸房村', /请问抽几户/],
  ])('%s', async (words, question) => {
    expect(await say(`hanming@${county}`, words)).toMatch(/^❓ “\S+”的内容不在群里问，已私信问您，请在私聊里回复。$/)
    expect((await saidIn(house, 'direct:hanming')).at(-1)).toMatch(question)
  })

  test('the answer in the direct chat completes it, and nothing is open in the group', async () => {
    await say(`hanming@${county}`, '督查 纸房村')

    expect(await say('hanming', '公益岗考勤代签')).toMatch(/^✅ 督查 #\d+ 已记录[\s\S]*公益岗考勤代签/)
    expect(await shownIn(county)).not.toContain('公益岗')
  })

  test('what is wrong with it is to be told in the direct chat', async () => {
    const { no } = await reported(house, 'hanming', '督查 纸房村 值班无人')

    expect(await say(`hanming@${county}`, `改 ${no}`)).toMatch(/^❓ .*请私聊报给我，例如/)
  })

  test('while something else is being asked in the direct chat it is to be told there', async () => {
    await say('hanming', '督查 贺旗村')

    expect(await say(`hanming@${county}`, '督查 纸房村')).toBe('❓ “督查”的内容不在群里问、不在群里报，请私聊报给我。')
    expect(await say('hanming', '值班无人')).toMatch(/^✅[\s\S]*单位：贺旗村/)
  })
})
