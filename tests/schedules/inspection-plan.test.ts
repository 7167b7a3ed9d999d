import { afterEach, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { heard, heardWhere } from '../support/heard.ts'
import { packFile } from '../support/packs.ts'
import { reported, tell } from '../support/reports.ts'

const schedule = (units = 2): string => `
schedules:
  - { id: plan, row: C3, run: inspection-plan, title: 一月一督导, when: 每月第8个工作日 09:00, with: { units: ${units}, kind: township } }
`

let house: TestApp
afterEach(async () => await house.stop())

const start = async (yaml: string): Promise<void> => {
  house = await startTestApp({ now: '2023-06-05T09:00:00+08:00', env: { PACKS: packFile('plan', yaml) } })
}

/** Issues given out with a date that has passed when the plan is made. */
async function overdue(unit: string, count: number): Promise<void> {
  for (let n = 1; n <= count; n++) await reported(house, 'sunli@621021', `问题 第${n}处塌方 责任单位:${unit} 时限:6月8日`)
}

it('proposes the townships with most that is overdue, in private to inspectors and leaders in charge, and to nobody else', async () => {
  await start(schedule())
  for (const town of ['马岭镇', '驿马镇']) await tell(house, 'zhoukai', `包抓 李国栋 ${town}`)
  await overdue('马岭镇', 3)
  await overdue('驿马镇', 2)
  await overdue('玄马镇', 1)
  await house.advance('2023-06-12T12:00:00+08:00')

  // 1 June 2023 is a Thursday: the eighth working day is Monday 12 June.
  const where = await heardWhere(house, '一月一督导')
  expect(where.sort()).toEqual(['direct:hanming 2023-06-12 09:00', 'direct:liguodong 2023-06-12 09:00'])
  const [text] = (await heard(house, '一月一督导')).map((one) => one.text)
  expect(text).toMatch(/· 马岭镇：逾期事项 3 项\n· 驿马镇：逾期事项 2 项/)
  expect(text).not.toContain('玄马镇')
  expect(text).toContain('只给督查员和分管、包抓领导看')
})

it('leaves out a tie that crosses the cut, and says nothing where nothing is overdue', async () => {
  await start(schedule(1))
  await overdue('马岭镇', 1)
  await overdue('驿马镇', 1)
  await house.advance('2023-06-12T12:00:00+08:00')
  expect(await heard(house, '一月一督导')).toEqual([])
  await house.stop()

  await start(schedule())
  await house.advance('2023-06-12T12:00:00+08:00')
  expect(await heard(house, '一月一督导')).toEqual([])
})

it('waits for the morning after quiet hours and does not come twice after a restart', async () => {
  await start(schedule().replace('09:00', '05:00'))
  await overdue('马岭镇', 1)
  await house.advance('2023-06-12T06:00:00+08:00')
  house = await house.restart()
  await house.advance('2023-06-12T12:00:00+08:00')

  expect((await heardWhere(house, '一月一督导')).filter((one) => one.startsWith('direct:hanming'))).toEqual([
    'direct:hanming 2023-06-12 08:00',
  ])
})
