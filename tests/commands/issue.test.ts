import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { entriesIn, reported, saidIn, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

test('of a village stays with the village; the department responsible is told, sees it and can acknowledge', async () => {
  const entry = await reported(
    house,
    'yangzhiguo@621021103203',
    '问题\n内容：四组到五组的水管冻裂后一直没修，12户吃水要去拉\n责任部门：水务局\n来源：自查\n时限：6月30日',
  )

  expect(entry).toMatchObject({ kind: 'issue', unit: { code: '621021103203' }, status: 'found' })
  expect(entry.fields).toMatchObject({ department: { code: '621021903' }, source: '自查', due: '2023-06-30' })
  expect((await saidIn(house, 'group:621021903')).at(-1)).toContain(`#${entry.no} 四组到五组的水管冻裂`)
  expect(await tell(house, 'heweimin@621021903', `查 ${entry.no}`)).toContain('水管冻裂')
  expect(await tell(house, 'heweimin@621021903', `收到 ${entry.no}`)).toMatch(/^✅/)
  expect(await tell(house, 'zhaoliping', `查 ${entry.no}`)).toMatch(/^❌/)
})

test('of a township about its village is the village’s', async () => {
  const text = '问题 琵琶寨村公路塌方一处,影响群众出行 责任单位:琵琶寨村 来源:督查 时限:月底'
  const entry = await reported(house, 'liuhaifeng@621021103', text)

  expect(entry).toMatchObject({ unit: { code: '621021103211' }, byUnit: { code: '621021103' }, fields: { due: '2023-06-30' } })
})

test('reads department and deadline without labels', async () => {
  const entry = await reported(house, 'jiahongwei', '上报问题 五组蓄水池渗漏，水压上不去，责任部门水务局，7月5日前解决')

  expect(entry.fields).toMatchObject({ department: { code: '621021903' }, due: '2023-07-05' })
  expect(entry.fields.content).toContain('蓄水池渗漏')
})

describe('who is responsible', () => {
  test('may be the unit above: the entry stays with the village', async () => {
    expect(await reported(house, 'jiahongwei', '问题 内容:通组路塌方 责任单位:马岭镇')).toMatchObject({
      unit: { code: '621021103204' },
      fields: { unit: { code: '621021103' } },
    })
  })

  test('cannot be the village beside', async () => {
    expect(await tell(house, 'jiahongwei', '问题 内容:垃圾乱倒 责任单位:贺旗村')).toMatch(/^❌/)
  })

  test('is any unit of the county for an inspector', async () => {
    expect((await reported(house, 'hanming', '问题 内容:考勤代签 责任单位:驿马镇 来源:督查')).unit.code).toBe('621021101')
  })

  test('is not told when the report stands in his own group', async () => {
    const before = (await saidIn(house, 'group:621021103')).length
    const reply = await tell(house, 'liuhaifeng@621021103', '问题 内容:档案不全 责任单位:马岭镇')

    expect(reply).not.toContain('已告知')
    expect(await saidIn(house, 'group:621021103')).toHaveLength(before + 1)
  })
})

test('several in one message are several entries', async () => {
  expect(await entriesIn(house, await tell(house, 'jiahongwei', '问题\n1. 五组路灯不亮\n2. 二组垃圾没有清运'))).toHaveLength(2)
})

test('talk that begins with the word is no report', async () => {
  expect(await tell(house, 'jiahongwei', '问题不大')).not.toMatch(/^✅/)
})
