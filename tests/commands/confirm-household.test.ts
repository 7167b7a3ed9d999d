import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { allDuties } from '../../src/domain/house.ts'
import { dutyPeriod, standings } from '../../src/domain/progress.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { instant } from '../support/ledger.ts'
import { saidIn, tell } from '../support/reports.ts'
import { openTalk, type Talk } from '../support/talk.ts'

describe('a change of the roster', () => {
  let house: TestApp
  beforeAll(async () => {
    house = await startTestApp()
  })
  afterAll(async () => await house.stop())

  test('asked for by the village waits for the township’s manager, who is given buttons', async () => {
    expect(await tell(house, 'jiahongwei', '销户 欧阳建平 独居老人去世')).toBe(
      '✅ 已报送：销户 纸房村四组 欧阳建平：独居老人去世。等乡镇管理员确认后生效（编号 1）。',
    )
    for (const manager of ['liuhaifeng', 'zhangcaixia'])
      expect((await saidIn(house, `direct:${manager}`)).join()).toContain('贾宏伟报：销户 纸房村四组 欧阳建平：独居老人去世')
    const shown: { buttons: { text: string }[] }[] = (await house.get('/sandbox/api/chats/direct:liuhaifeng/messages')).json()
    expect(shown.at(-1)?.buttons.map((button) => button.text)).toEqual(['确认户 1', '不同意户 1'])
    expect(await tell(house, 'liuhaifeng', '确认户')).toContain('编号 1：销户')
    expect(await tell(house, 'liuhaifeng', '我的待办')).toContain('等您确认的户数变动（1）')
    // Until then the household is on the roster.
    expect(await tell(house, 'jiahongwei', '欧阳建平 情况')).toContain('欧阳建平')
    expect(await tell(house, 'jiahongwei', '销户 欧阳建平 独居老人去世')).toMatch(/^❌ 这件事已经报过/)
  })

  test('is settled by nobody else', async () => {
    expect(await tell(house, 'caojun', '确认户 1')).toMatch(/^❌ 没有等您确认的编号 1/)
    expect(await tell(house, 'zhaoliping', '确认户 1')).toMatch(/^❌/)
    expect(await tell(house, 'jiahongwei', '确认户 1')).toMatch(/^❌ .*管理员/)
    expect(await tell(house, 'liuhaifeng', '确认户 99')).toMatch(/^❌ 没有等您确认的编号 99/)
  })

  test('refused leaves the roster as it is, and who asked is told why', async () => {
    expect(await tell(house, 'liuhaifeng', '不同意户 1 老人还在')).toMatch(/^✅ 已退回/)
    expect((await saidIn(house, 'direct:jiahongwei')).join()).toContain('没有同意，原因：老人还在')
    expect(await tell(house, 'jiahongwei', '欧阳建平 情况')).toContain('欧阳建平')
    expect(await tell(house, 'liuhaifeng', '确认户 1')).toMatch(/^❌/)
  })

  test('confirmed holds at once, and who asked is told', async () => {
    const asked = await tell(house, 'jiahongwei', '迁出 欧阳建平 整户搬到西峰区')
    expect(await tell(house, 'liuhaifeng', `确认户 ${/编号 (\d+)/.exec(asked)?.[1]}`)).toMatch(/^✅ 已确认[\s\S]*户数变动 \+0 −1/)
    expect((await saidIn(house, 'direct:jiahongwei')).join()).toContain('“迁出”（编号 2）已确认')
    expect(await tell(house, 'jiahongwei', '走访 欧阳建平 家里正常')).toMatch(/^❌ 欧阳建平（四组）已于6月15日移出名册（迁出）/)
    expect(await tell(house, 'jiahongwei', '走访 进度')).toMatch(
      /户数变动 \+0 −1[\s\S]*欧阳建平（四组）6月15日起不再计入：迁出，整户搬到西峰区/,
    )
  })

  test('that a manager makes by himself settles the request for it', async () => {
    await tell(house, 'jiahongwei', '销户 何梅 去世')
    expect(await tell(house, 'liuhaifeng', '销户 纸房村何梅 已核实去世')).toMatch(/^✅ 已登记/)
    expect((await saidIn(house, 'direct:jiahongwei')).join()).toContain('“销户”（编号 3）已确认')
    expect(await tell(house, 'liuhaifeng', '确认户')).toContain('现在没有等您确认的')
  })

  test('that no longer fits the roster is not carried out', async () => {
    await tell(house, 'jiahongwei', '迁出 高双乐 搬到县城')
    await tell(house, 'liuhaifeng', '销户 纸房村高双乐 去世')
    expect(await tell(house, 'liuhaifeng', '确认户 4')).toMatch(/^❌ 高双乐这一户已经移出名册，不用再办。不办的请发：不同意户 4/)
    expect(await tell(house, 'liuhaifeng', '不同意户 4')).toMatch(/^✅/)
  })

  async function ask(words: string): Promise<string> {
    return /编号 (\d+)/.exec(await tell(house, 'jiahongwei', words))?.[1] ?? ''
  }

  test.each([
    ['blanks', ' ', ['高全大', '高魁']],
    ['、', '、', ['麻永胜', '高涛爱']],
  ])('several at once, parted by %s', async (_how, by, heads) => {
    const nos: string[] = []
    for (const head of heads) nos.push(await ask(`换户主 ${head} ${head}甲`))

    const reply = await tell(house, 'liuhaifeng', `确认户 ${nos.join(by)}`)
    for (const head of heads) expect(reply).toContain(`${head} → ${head}甲`)
    expect(await tell(house, 'liuhaifeng', '确认户')).toContain('现在没有等您确认的')
  })

  test('several of which one is none of his: the others are settled', async () => {
    const no = await ask('换户主 麻永胜甲 麻小兵')

    const reply = await tell(house, 'liuhaifeng', `不同意户 ${no}、99 名字不对`)
    expect(reply).toMatch(/^✅ 已退回：[\s\S]*原因：名字不对/)
    expect(reply).toContain('没有等您确认的编号 99')
  })

  test('is masked in the township’s group', async () => {
    expect(await tell(house, 'liuhaifeng@621021103', '换户主 纸房村麻永胜甲 麻小军')).toContain('麻**甲 → 麻*军')
  })
})

describe('rule 1', () => {
  let talk: Talk
  beforeEach(async () => {
    const heads = ['令狐春生', '欧阳建平', '上官明月', '诸葛红卫']
    talk = await openTalk({ households: heads.map((head) => ({ village: '纸房村', head, group: '一组' })) })
  })
  afterEach(async () => await talk.ledger.close())

  async function figures(now: string): Promise<{ required: number; done: number; extra: number }> {
    talk.at(now)
    const house = await talk.ledger.house()
    const duty = allDuties(house).find((candidate) => candidate.duty.id === 'village-visits')
    if (!duty) throw new Error('no such duty')
    const period = dutyPeriod(duty, now.slice(0, 10))
    const all = await standings({ db: talk.ledger.store.read, house }, duty, { period, now: instant(now) })
    const { required, done, extra } = all.find(({ subject }) => subject.name === '纸房村') ?? { required: 0, done: 0, extra: 0 }
    return { required, done, extra }
  }

  test('rule 1: new and split households count from the next period, a departed one leaves today, a new head changes nothing', async () => {
    for (const head of ['令狐春生', '欧阳建平']) await talk.say('贾宏伟', `走访 ${head} 家里正常`)
    for (const words of ['新增户 一组 司马新来 3人', '分户 令狐春生 令狐小军 1人', '销户 欧阳建平 老人去世', '换户主 上官明月 上官小红'])
      expect(await talk.say('贾宏伟', words)).toMatch(/^✅ 已报送/)
    expect(await figures('2023-06-15 11:00')).toEqual({ required: 4, done: 2, extra: 0 })

    for (const no of [1, 2, 3, 4]) expect(await talk.say('刘海峰', `确认户 ${no}`)).toMatch(/^✅ 已确认/)
    expect(await figures('2023-06-15 12:00')).toEqual({ required: 3, done: 1, extra: 0 })

    talk.at('2023-06-20 10:00')
    for (const head of ['司马新来', '上官小红']) expect(await talk.say('贾宏伟', `走访 ${head} 家里正常`)).toMatch(/^✅/)
    expect(await figures('2023-06-20 11:00')).toEqual({ required: 3, done: 2, extra: 1 })
    const progress = await talk.say('贾宏伟', '走访 进度')
    expect(progress).toContain('户数变动 +2 −1；另走访新增户 1 户')
    expect(progress).toContain('欧阳建平（一组）6月15日起不再计入：销户，老人去世')

    expect(await figures('2024-01-10 10:00')).toEqual({ required: 5, done: 0, extra: 0 })
  })
})
