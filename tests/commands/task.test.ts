import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { entriesIn, reported, saidIn, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

describe('a task', () => {
  test('is about the unit that has to do it, and tells its group at once', async () => {
    const entry = await reported(house, 'sunli@621021', '任务 内容:核对雨露计划发放名单 责任单位:马岭镇 时限:6月28日')

    expect(entry).toMatchObject({ kind: 'task', unit: { code: '621021103' }, byUnit: { code: '621021' }, status: 'assigned' })
    expect(entry.fields).toEqual({ content: '核对雨露计划发放名单', owner: '马岭镇', due: '2023-06-28' })
    const notice = (await saidIn(house, 'group:621021103')).at(-1)
    for (const words of ['孙丽', `#${entry.no} 核对雨露计划发放名单`, '2023年6月28日前', `收到 ${entry.no}`])
      expect(notice).toContain(words)
  })

  test('for a person is about the unit of his post, and tells him', async () => {
    const entry = await reported(house, 'jiahongwei', '任务 内容:核对名单 责任人:陈璐')

    expect(entry).toMatchObject({ unit: { code: '621021103204' }, fields: { owner: '陈璐', ownerMemberId: expect.any(Number) } })
    expect((await saidIn(house, 'direct:chenlu')).at(-1)).toContain(`#${entry.no} 核对名单`)
  })

  test('without anybody named is for one’s own unit', async () => {
    expect(await reported(house, 'wumin', '任务 7月底前完成苗木招标')).toMatchObject({
      unit: { code: '621021909' },
      fields: { due: '2023-07-31' },
    })
  })

  test('that names nobody says that nobody was told, and how to name somebody', async () => {
    const reply = await tell(house, 'sunli', '任务 报送饮水安全排查结果 时限:7月20日')
    const [entry] = await entriesIn(house, reply)

    expect(reply).toContain(`没有告知谁。要交给谁，请发：改 ${entry?.no} 责任单位:…`)
    expect(reply).not.toContain('已告知')
    expect(await tell(house, 'sunli', `改 ${entry?.no} 责任单位:水务局`)).toContain('已告知：庆城县水务局')
    expect(await tell(house, 'sunli', '交清单 2023年度重点任务12项')).not.toContain('没有告知')
  })

  test.each([
    '任务 县水务局 报送饮水安全排查结果 时限:7月20日',
    '任务 庆城县水务局 报送饮水安全排查结果 时限:7月20日',
    '任务 咱们水务局 报送饮水安全排查结果 时限:7月20日',
    '任务 报送饮水安全排查结果 责任单位:县水务局 时限:7月20日',
    '任务 报送饮水安全排查结果 责任单位:咱们水务局 时限:7月20日',
  ])('“%s” is given to the bureau', async (words) => {
    const reply = await tell(house, 'sunli', words)
    const [entry] = await entriesIn(house, reply)

    expect(reply).toContain('已告知：庆城县水务局')
    expect(entry).toMatchObject({ unit: { code: '621021903' }, fields: { content: '报送饮水安全排查结果', due: '2023-07-20' } })
  })

  test.each([
    ['县水务局', '交办 县水务局 时限:6月30日'],
    ['庆城县水务局', '交办 庆城县水务局 住建局'],
    ['咱们水务局', '交办 咱们水务局'],
  ])('a problem is given to %s', async (_, words) => {
    const { no } = await reported(house, 'sunli', '问题 水质浑浊')
    expect(await tell(house, 'sunli', words.replace('交办', `交办 ${no}`))).toMatch(/已告知：.*水务局/)
    const named = await reported(house, 'sunli', `问题 水质浑浊 责任部门:${_}`)
    expect(named.fields).toMatchObject({ department: { code: '621021903' } })
  })

  test('several for one unit are told in one message', async () => {
    const before = (await saidIn(house, 'group:621021103204')).length
    const reply = await tell(house, 'liuhaifeng', '任务 责任单位：纸房村 时限：6月28日\n1. 核对名单\n2. 清理河道')
    const after = await saidIn(house, 'group:621021103204')

    expect(await entriesIn(house, reply)).toHaveLength(2)
    expect(after).toHaveLength(before + 1)
    expect(after.at(-1)).toMatch(/核对名单[\s\S]*清理河道/)
  })

  test('for a name that the roster does not know is kept, and says that nobody was told', async () => {
    const reply = await tell(house, 'liuhaifeng', '任务 内容:核对名单 责任人:诸葛查无')

    expect(reply).toMatch(/^✅ 任务/)
    expect(reply).toContain('没有通知到')
  })

  test.each([
    ['a unit above', '财政局'],
    ['a unit beside', '贺旗村'],
    ['a person elsewhere', '杨治国'],
  ])('cannot be given to %s', async (_, owner) => {
    expect(await tell(house, 'jiahongwei', `任务 内容:核对名单 责任单位:${owner}`)).toMatch(/^❌ .*不在您的填报范围内/)
  })

  test('given to somebody else afterwards tells him, and moves with him', async () => {
    const { no } = await reported(house, 'liuhaifeng', '任务 内容:统计水管损坏 责任单位:纸房村')

    expect(await tell(house, 'liuhaifeng', `改 ${no} 责任单位:贺旗村`)).toContain('已告知：贺旗村')
    expect((await saidIn(house, 'group:621021103203')).at(-1)).toContain(`#${no} 统计水管损坏`)
    expect(await tell(house, 'yangzhiguo', `查 ${no}`)).toContain('统计水管损坏')
    expect(await tell(house, 'liuhaifeng', `改 ${no} 责任单位:涝池村`)).toMatch(/^❌/)
  })
})

describe('收到', () => {
  let no = 0
  beforeAll(async () => {
    no = (await reported(house, 'sunli', '任务 内容:上报防汛名单 责任单位:马岭镇')).no
  })

  test('is noted once for each person to whose unit it was given', async () => {
    expect(await tell(house, 'liuhaifeng@621021103', `收到 ${no}`)).toBe(`✅ #${no} 已记下您收到。`)
    expect(await tell(house, 'liuhaifeng@621021103', `收到 ${no}`)).toMatch(/^✅ .*不用再回/)
    expect(await tell(house, 'zhangcaixia', `收到 ${no} 马上办`)).toMatch(/^✅/)

    const [entry] = await entriesIn(house, `#${no}`)
    expect(entry?.steps.filter((step) => step.action === 'acknowledged').map((step) => step.text)).toEqual(['', '马上办'])
    expect(entry?.status).toBe('assigned')
  })

  test.each([
    ['sunli', 'who gave it'],
    ['caojun', 'another township'],
    ['jiahongwei', 'a village below'],
  ])('is not for %s, %s', async (who) => {
    expect(await tell(house, who, `收到 ${no}`)).toMatch(/^❌/)
  })

  test('is refused where nothing has to be done', async () => {
    const { no: training } = await reported(house, 'liuhaifeng', '培训 主题:监测业务')

    expect(await tell(house, 'liuhaifeng', `收到 ${training}`)).toMatch(/^❌ .*一般记录/)
  })

  test('for a risk is the township’s, which has to verify it', async () => {
    const reply = await tell(house, 'jiahongwei', '风险 户主:欧阳建平 原因:因病 情况:住院自付两万')
    const risk = Number(/#(\d+)/.exec(reply)?.[1])

    expect(await tell(house, 'jiahongwei', `收到 ${risk}`)).toMatch(/^❌/)
    expect(await tell(house, 'liuhaifeng', `收到 ${risk}`)).toMatch(/^✅/)
  })

  test('alone is chatter', async () => {
    expect(await tell(house, 'liuhaifeng@621021103', '收到')).toBe('')
  })
})
