import { afterEach, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { heard, heardWhere } from '../support/heard.ts'
import { packFile } from '../support/packs.ts'
import { reported } from '../support/reports.ts'

const list = '\nmaterials:\n  - { kind: village, names: [帮扶手册, 会议记录] }\n'
const schedule = `
schedules:
  - { id: materials, row: B16, run: materials, title: 基础资料清单, when: 每月第5个工作日 15:00, to: { kind: township } }
`

let house: TestApp
afterEach(async () => await house.stop())

const start = async (yaml: string): Promise<void> => {
  house = await startTestApp({ now: '2023-06-05T09:00:00+08:00', env: { PACKS: packFile('materials', yaml) } })
}

it('tells a township on the fifth working day which villages lack what and which have not said, in different words', async () => {
  await start(list + schedule)
  await reported(house, 'jiahongwei', '资料 已有 帮扶手册')
  await reported(house, 'jiahongwei', '资料 缺 会议记录')
  await reported(house, 'yangzhiguo', '资料 已有 帮扶手册')
  await reported(house, 'qiyonghong', '资料 已有 帮扶手册')
  await reported(house, 'qiyonghong', '资料 缺 会议记录')
  await reported(house, 'qiyonghong', '资料 已有 会议记录')
  await house.advance('2023-06-07T18:00:00+08:00')

  // 1 June 2023 is a Thursday, so that the fifth working day is Wednesday the 7th; villages and the county get nothing.
  const where = await heardWhere(house, '基础资料清单')
  expect(where).toHaveLength(15)
  expect(where.every((one) => /^group:621021\d{3} 2023-06-07 15:00$/.test(one))).toBe(true)
  const own = (await heard(house, '马岭镇 基础资料清单')).map(({ text }) => text).join()
  expect(own).toContain('纸房村：缺 会议记录\n')
  expect(own).toContain('贺旗村：没登记 会议记录\n')
  expect(own).toContain('董家滩村：没登记 帮扶手册、会议记录\n')
  // What was said last stands: 琵琶寨村 holds both. Of 14 villages 13 are listed.
  expect(own).not.toContain('琵琶寨村')
  expect(own.split('\n').filter((line) => line.startsWith('· '))).toHaveLength(13)
  expect(own).toContain('不要求补做台账、不排名；数据截至6月7日 15:00')
  expect(own).not.toContain('驿马')
})

it('says nothing to a township whose villages hold everything', async () => {
  await start(list.replace('village', 'township') + schedule)
  await reported(house, 'liuhaifeng', '资料 已有 帮扶手册')
  await reported(house, 'liuhaifeng', '资料 已有 会议记录')
  await house.advance('2023-06-07T18:00:00+08:00')

  const where = await heardWhere(house, '基础资料清单')
  expect(where).toHaveLength(14)
  expect(where.join()).not.toContain('group:621021103')
})

it.each([
  ['without a list', ''],
  ['while the county has not filled the list in', list.replace('帮扶手册, 会议记录', '待县局填写')],
])('says nothing %s', async (_when, yaml) => {
  await start(yaml + schedule)
  await house.advance('2023-06-08T08:00:00+08:00')

  expect(await heard(house, '基础资料清单')).toEqual([])
})

it('waits for the morning after quiet hours and does not come twice after a restart', async () => {
  await start(list + schedule.replace('15:00', '21:30'))
  await house.advance('2023-06-07T23:00:00+08:00')
  expect(await heard(house, '基础资料清单')).toEqual([])
  house = await house.restart()
  await house.advance('2023-06-08T09:00:00+08:00')

  expect(await heardWhere(house, '马岭镇 基础资料清单')).toEqual(['group:621021103 2023-06-08 08:00'])
})
