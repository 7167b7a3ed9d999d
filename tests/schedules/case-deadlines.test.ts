import { afterEach, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { heard, heardWhere } from '../support/heard.ts'
import { packFile } from '../support/packs.ts'
import { reported, tell } from '../support/reports.ts'

const rules = (when = '每工作日 08:30'): string => `
cases: { warn: 1, escalate: [1, 3, 5] }
schedules:
  - { id: deadlines, row: A13, run: case-deadlines, title: 个案时限提醒, when: ${when} }
`

let house: TestApp
afterEach(async () => await house.stop())

/** A task of 马岭镇 that is due on Tuesday 13 June 2023; gives its number. */
async function started(yaml = rules()): Promise<number> {
  house = await startTestApp({ now: '2023-06-09T09:00:00+08:00', env: { PACKS: packFile('deadlines', yaml) } })
  const { no } = await reported(house, 'sunli', '任务 核对监测户台账 责任单位:马岭镇 时限:6月13日')
  return no
}

/** Where and when what is due or overdue was told. */
const reminded = async (): Promise<string[]> => [...(await heardWhere(house, '时限提醒')), ...(await heardWhere(house, '逾期未办'))]

it('warns in private the working day before, then the unit’s group, then the county’s, each once', async () => {
  await started()
  await house.advance('2023-06-30T12:00:00+08:00')

  const where = await reminded()
  expect((await heard(house, '时限提醒'))[0]?.text).toContain('办理任务 马岭镇：时限2023年6月13日')
  expect((await heard(house, '逾期未办'))[0]?.text).toContain('已逾期3个工作日')
  // Due on the 13th: warned on Monday 12; overdue by one working day on the 14th, by three on the 16th; above the county there is nobody.
  expect(where.filter((one) => one.startsWith('direct:liuhaifeng'))).toEqual(['direct:liuhaifeng 2023-06-12 08:30'])
  expect(where.filter((one) => one.startsWith('group:621021103 '))).toEqual(['group:621021103 2023-06-14 08:30'])
  expect(where.filter((one) => one.startsWith('group:621021 '))).toEqual(['group:621021 2023-06-16 08:30'])
  expect(where.join()).not.toMatch(/caojun|621021101/)
})

it('is silent once it is done, and goes no further up after 收到', async () => {
  const no = await started()
  expect(await tell(house, 'liuhaifeng', `办结 ${no} 已核对`)).toMatch(/^✅/)
  await house.advance('2023-06-30T12:00:00+08:00')
  expect(await reminded()).toEqual([])
  await house.stop()

  const other = await started()
  await house.advance('2023-06-14T12:00:00+08:00')
  expect(await tell(house, 'liuhaifeng', `收到 ${other}`)).toMatch(/^✅/)
  await house.advance('2023-06-30T12:00:00+08:00')
  expect((await reminded()).filter((one) => one.startsWith('group:621021 '))).toEqual([])
})

it('counts working days over the Dragon Boat Festival: due on the 21st, the group hears on Sunday 25, which is worked', async () => {
  house = await startTestApp({ now: '2023-06-16T09:00:00+08:00', env: { PACKS: packFile('deadlines', rules()) } })
  await reported(house, 'sunli', '任务 核对监测户台账 责任单位:马岭镇 时限:6月21日')
  await house.advance('2023-06-26T07:00:00+08:00')

  const where = await reminded()
  expect(where.filter((one) => one.startsWith('group:621021103 '))).toEqual(['group:621021103 2023-06-25 08:30'])
})

it('waits for the morning after quiet hours and does not come twice after a restart', async () => {
  await started(rules('每工作日 06:00'))
  await house.advance('2023-06-12T07:00:00+08:00')
  house = await house.restart()
  await house.advance('2023-06-12T12:00:00+08:00')

  expect(await reminded()).toEqual(['direct:liuhaifeng 2023-06-12 08:00'])
})
