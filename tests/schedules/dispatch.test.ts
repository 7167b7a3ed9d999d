import { afterEach, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { heard, heardWhere } from '../support/heard.ts'
import { packFile } from '../support/packs.ts'
import { reported, tell } from '../support/reports.ts'

const duties = `
duties:
  - { id: meeting, row: B1, title: 党政联席会, who: { kind: township }, report: { kind: meeting }, atLeast: 2, every: month }
  - { id: secret, row: A8, title: 明察暗访, who: { kind: township }, report: { kind: inspection }, atLeast: 1, every: month }
`
const schedule = `
schedules:
  - { id: dispatch, row: C3, run: dispatch, title: 一月一调度, when: 每月第6个工作日 09:00, to: { kind: county } }
`

let house: TestApp
afterEach(async () => await house.stop())

const start = async (yaml: string, now = '2023-06-12T09:00:00+08:00'): Promise<void> => {
  house = await startTestApp({ now, env: { PACKS: packFile('dispatch', yaml) } })
}

it('lists who owes what of the month that has ended and what is open, and leaves out who owes nothing', async () => {
  await start(duties + schedule)
  for (const topic of ['研究产业', '研究饮水']) await reported(house, 'caojun', `会议 类型:党政联席会 主题:${topic}`)
  await reported(house, 'liuhaifeng', '会议 类型:党政联席会 主题:研究产业')
  await reported(house, 'jiahongwei', '风险 何梅 因病 住院')
  await house.advance('2023-07-10T12:00:00+08:00')

  // 1 July 2023 is a Saturday: 3, 4, 5, 6, 7, 10 July.
  expect(await heardWhere(house, '一月一调度')).toEqual(['group:621021 2023-07-10 09:00'])
  const [text = ''] = (await heard(house, '一月一调度')).map((one) => one.text)
  // Of 15 townships 驿马镇 owes nothing; 马岭镇 lacks one meeting of two, the thirteen others two.
  expect(text.split('\n').filter((line) => line.startsWith('· '))).toHaveLength(14)
  expect(text).toContain('· 马岭镇：党政联席会 2023年6月还差 1 次，已逾期；风险未办结 1；逾期事项 1 项')
  expect(text).toContain('· 玄马镇：党政联席会 2023年6月还差 2 次，已逾期\n')
  // Nobody's inspections are counted in a group, and no household is named.
  expect(text).not.toMatch(/驿马镇|暗访|何梅/)
  expect(text).toMatch(/按单位代码排列，不是排名；数据截至7月10日 09:00/)
})

it('says nothing where nobody owes anything', async () => {
  await start(schedule)
  await house.advance('2023-07-11T12:00:00+08:00')

  expect(await heard(house, '一月一调度')).toEqual([])
})

it('passes over a muted group, waits for the morning and does not come twice after a restart', async () => {
  await start(duties + schedule.replace('09:00', '21:40').replace('kind: county', 'kind: [county, township]'))
  await tell(house, 'liuhaifeng@621021103', '静默')
  await house.advance('2023-07-10T22:00:00+08:00')
  house = await house.restart()
  await house.advance('2023-07-11T09:00:00+08:00')

  const where = await heardWhere(house, '一月一调度')
  expect(where).toContain('group:621021 2023-07-11 08:00')
  expect(where.join()).not.toContain('group:621021103')
  expect(new Set(where).size).toBe(where.length)
})
