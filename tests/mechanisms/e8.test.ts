import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { packFile } from '../support/packs.ts'
import { entryOf, photo, reported, saidIn, tell, tellWith } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  const schedules = 'schedules: [{ id: deadlines, run: case-deadlines, title: 时限提醒, when: 每天 09:00 }]'
  house = await startTestApp({ env: { PACKS: packFile('e8', schedules) } })
})
afterAll(async () => await house.stop())

test('E8 a department passes on once, the first date stays, it is chased, and stands beside the townships', async () => {
  const { no } = await reported(house, 'sunli', '问题 通组路塌方 责任部门:住建局 时限:6月20日')
  expect(await tell(house, 'zhaoliping', `转办 ${no} 水务局 属水毁`)).toMatch(/^✅ .*时限不变（2023年6月20日）/)
  expect(await tell(house, 'heweimin', `转办 ${no} 马岭镇`)).toMatch(/^❌ .*已经转办过一次（.*住房和城乡建设局转.*水务局）/)
  expect((await entryOf(house, no)).fields).toMatchObject({ firstDue: '2023-06-20', due: '2023-06-20' })
  expect(await tell(house, 'sunli', `查 ${no}`)).toMatch(/转办：2023年6月15日 .*住房和城乡建设局转.*水务局/)

  const { no: second } = await reported(house, 'sunli', '问题 桥面破损 责任单位:马岭镇 时限:6月20日')
  expect(await tellWith(house, 'liuhaifeng', { text: `整改 ${second} 已修补`, file: photo })).toMatch(/^✅/)

  // 20 June is the verdict's last day (3 working days from Thursday 15th); 21st is a working day, 22nd–24th are 端午.
  await house.advance('2023-06-21T12:00:00+08:00')
  expect((await saidIn(house, 'group:621021903')).at(-1)).toMatch(new RegExp(`已过时限.*\n.*#${no} .*核实问题`, 's'))
  const table = await tell(house, 'sunli', '部门责任')
  expect(table).toMatch(/水务局\s+交办 1，已整改 0，按期 0，现逾期 1\s+转办 0/)
  expect(table).toMatch(/建设局\s+交办 0，已整改 0，按期 0，现逾期 0\s+转办 1/)
  expect(table).toMatch(/马岭镇\s+交办 1，已整改 1，按期 1，现逾期 0\s+转办 0/)
})
