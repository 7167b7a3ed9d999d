import { afterAll, beforeAll, expect, test } from 'vitest'
import type { UnitRow } from '../../src/core/roster-rows.ts'
import { importRoster } from '../../src/domain/roster-import.ts'
import { createSealer } from '../../src/seal.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, saidIn, tell } from '../support/reports.ts'

const unit = (code: string, name: string, kind: UnitRow['kind'], parentCode: string | null): UnitRow => ({
  code,
  name,
  kind,
  parentCode,
  aliases: [],
})
const units = [
  unit('3609', '宜春市', 'city', null),
  unit('360921', '奉新县', 'county', '3609'),
  unit('360922', '万载县', 'county', '3609'),
  unit('360921100', '冯川镇', 'township', '360921'),
  unit('360922100', '康乐镇', 'township', '360922'),
  unit('360921100201', '狮山村', 'village', '360921100'),
  unit('360922100201', '里泉村', 'village', '360922100'),
]
const member = (name: string, unitCode: string, role: 'manager' | 'reporter', userId: string) => ({
  name,
  unitCode,
  post: '乡村振兴办主任',
  role,
  phone: null,
  platform: 'sandbox',
  userId,
})
const members = [
  member('陈国栋', '3609', 'manager', 'chenguodong'),
  member('罗文海', '360921', 'manager', 'luowenhai'),
  member('易建民', '360922', 'manager', 'yijianmin'),
  member('邓小红', '360921100201', 'reporter', 'dengxiaohong'),
]

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ world: 'empty', env: { PACKS: 'yichun,yulin' } })
  const rows = { units, households: [], members }
  await house.app.store.transaction((tx) =>
    importRoster(tx, rows, { sealer: createSealer('test'), at: house.app.clock.now(), sandbox: true }),
  )
})
afterAll(async () => await house.stop())

test('over a city a pack asks of its counties what over one county it asks of that one', async () => {
  await reported(house, 'luowenhai', '会议 类型:县委常委会 主题:研究巩固拓展脱贫攻坚成果')
  const missing = await tell(house, 'chenguodong', '本季度谁没报会议')
  expect(missing).toMatch(/县委常委会研究：还没完成的】\n本季度 应报 2 个单位，还有 1 个没报（时限 6月30日）：\n1\. 万载县/)
  expect(missing).toMatch(/政府常务会研究：还没完成的】\n本季度 应报 2 个单位，还有 2 个没报/)
})

test('only pieces that the city has marked 有效 count towards the two of the month (counting-rules 13)', async () => {
  const piece = '信息\n类别：经验成效\n标题：三单制\n正文：推行群众点单、村级派单、部门接单'
  const { no } = await reported(house, 'luowenhai', piece)
  await reported(house, 'luowenhai', piece.replace('三单制', '连心卡'))
  expect(await tell(house, 'chenguodong', '谁没报信息')).toContain('奉新县（2023年6月报了 0/2 次）')
  expect(await tell(house, 'chenguodong', `有效 ${no}`)).toContain('✅')
  expect(await tell(house, 'chenguodong', '谁没报信息')).toContain('奉新县（2023年6月报了 1/2 次）')
})

test('a county’s theme holds for its own villages, the city’s for all others', async () => {
  await tell(house, 'chenguodong', '本月主题 饮水安全')
  await tell(house, 'luowenhai', '本月主题 住房安全')
  expect((await saidIn(house, 'group:360922100201')).join('\n')).toContain('本月主题：饮水安全')
  expect(await tell(house, 'dengxiaohong', '本月主题')).toContain('本月主题：住房安全')
  await reported(house, 'dengxiaohong', '问题 一组房屋漏雨 类别：住房')
  const shown = await tell(house, 'chenguodong', '本月主题')
  expect(shown).toMatch(/本月主题：住房安全[\s\S]*应报 1 个，报问题 1 个[\s\S]*全部已报/)
  expect(shown).toMatch(/本月主题：饮水安全[\s\S]*还没报的 1 个（6月25日前）：里泉村/)
})
