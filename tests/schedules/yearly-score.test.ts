import { afterEach, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { heard, heardWhere } from '../support/heard.ts'
import { packFile } from '../support/packs.ts'
import { reported } from '../support/reports.ts'

const duties = `
duties:
  - { id: meeting, row: B1, title: 党政联席会, who: { kind: township }, report: { kind: meeting }, atLeast: 1, every: month }
`
const score = `
score:
  row: A14
  note: 权重本县自定
  parts:
    - { title: 会议, weight: 60, figure: done, duty: meeting }
    - { title: 问题按期整改, weight: 40, figure: rectified }
`
const schedule = `
schedules:
  - { id: score, row: A14, run: yearly-score, title: 上年参考, when: 每年第7个工作日 10:00, to: { kind: [county, township, village] } }
`

let house: TestApp
afterEach(async () => await house.stop())

const start = async (yaml: string, now: string): Promise<void> => {
  house = await startTestApp({ now, env: { PACKS: packFile('score', yaml) } })
}

it('gives the year that has ended by the pack’s weights, in the order of the codes, as a reference and no verdict', async () => {
  await start(duties + score + schedule, '2023-12-01T09:00:00+08:00')
  await reported(house, 'caojun', '会议 类型:党政联席会 主题:研究产业')
  await reported(house, 'liuhaifeng', '会议 类型:党政联席会 主题:研究饮水')
  await reported(house, 'sunli@621021', '问题 通组路塌方 责任单位:马岭镇 时限:12月20日')
  await house.advance('2024-01-10T12:00:00+08:00')

  // 1 January 2024 is off: 2, 3, 4, 5, 8, 9, 10 January. Villages have no townships below them.
  const where = await heardWhere(house, '日常工作参考')
  expect(where).toHaveLength(16)
  expect(where.every((one) => one.endsWith(' 2024-01-10 10:00'))).toBe(true)
  const [county] = (await heard(house, '庆城县 日常工作参考（2023年）')).map(({ text }) => text)
  // The ledger was kept in December only. 驿马镇: its meeting, no issue: 60 of 60. 马岭镇: its meeting, and one issue that fell due and is open:
  // (60 × 1 + 40 × 0) of 100. 庆城镇: no meeting, no issue: 0 of 60.
  expect(county).toMatch(/庆城镇：0\.0 分\n· 驿马镇：100\.0 分\n· 三十里铺镇：0\.0 分\n· 马岭镇：60\.0 分/)
  expect(county).toContain('口径：score A14，权重本县自定')
  expect(county).toMatch(/不排名；只供日常工作参考，不是考核结果；数据截至1月10日 10:00/)
  expect(county).not.toMatch(/第1名|后三名|刘海峰|曹军/)
  // A township reads its own and no neighbour's.
  const [own] = (await heard(house, '马岭镇 日常工作参考')).map(({ text }) => text)
  expect(own).toContain('马岭镇：60.0 分')
  expect(own).not.toContain('驿马镇')
})

it('says nothing of a year in which the ledger was not kept', async () => {
  await start(duties + score + schedule, '2024-01-03T09:00:00+08:00')
  await house.advance('2024-01-11T12:00:00+08:00')

  expect(await heard(house, '日常工作参考')).toEqual([])
})

it('says nothing where the pack has no score', async () => {
  await start(duties + schedule, '2023-12-01T09:00:00+08:00')
  await house.advance('2024-01-11T12:00:00+08:00')

  expect(await heard(house, '日常工作参考')).toEqual([])
})

it('waits for the morning after quiet hours and does not come twice after a restart', async () => {
  await start(duties + score + schedule.replace('10:00', '22:30'), '2023-12-29T09:00:00+08:00')
  await house.advance('2024-01-10T23:00:00+08:00')
  expect(await heard(house, '日常工作参考')).toEqual([])
  house = await house.restart()
  await house.advance('2024-01-12T12:00:00+08:00')

  expect(await heardWhere(house, '庆城县 日常工作参考')).toEqual(['group:621021 2024-01-11 08:00'])
})
