import { afterEach, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { heard, heardWhere } from '../support/heard.ts'
import { packFile } from '../support/packs.ts'
import { reported, tell } from '../support/reports.ts'

const duties = `
duties:
  - { id: meeting, row: B1, title: 党政联席会, who: { kind: township }, report: { kind: meeting }, atLeast: 1, every: month }
  - { id: training, row: D5, title: 业务培训, who: { kind: township }, report: { kind: training }, atLeast: 1, every: quarter }
`
const schedule = `
schedules:
  - { id: prompt, row: C3, run: prompt, title: 一月一提示, when: 每月第1个工作日 09:00, to: { kind: [township, village] } }
`

let house: TestApp
afterEach(async () => await house.stop())

const start = async (yaml: string, now = '2023-07-27T09:00:00+08:00'): Promise<void> => {
  house = await startTestApp({ now, env: { PACKS: packFile('prompt', yaml) } })
}

it('tells each township on the first working day what falls due this month, and villages that owe nothing hear nothing', async () => {
  await start(duties + schedule)
  await reported(house, 'sunli@621021', '问题 通组路塌方 责任单位:马岭镇 时限:8月20日')
  await house.advance('2023-09-01T08:00:00+08:00')

  // 1 August 2023 is a Tuesday.
  const where = await heardWhere(house, '一月一提示（2023年8月）')
  expect(where).toHaveLength(15)
  expect(where.every((one) => /^group:621021\d{3} 2023-08-01 09:00$/.test(one))).toBe(true)
  const [maling] = (await heard(house, '马岭镇 一月一提示')).map(({ text }) => text)
  expect(maling).toContain('党政联席会：2023年8月还差 1 次，8月31日前')
  // An issue is verified within three working days: 28 and 31 July, 1 August.
  expect(maling).toContain('核实问题：2023年8月1日前')
  // The quarter ends in September: its training is said then.
  expect(maling).not.toContain('业务培训')
  await house.advance('2023-09-01T12:00:00+08:00')
  expect((await heard(house, '马岭镇 一月一提示（2023年9月）'))[0]?.text).toContain('业务培训：2023年三季度还差 1 次，9月30日前')
})

it('leaves out who has done it already or is let off', async () => {
  await start(duties + schedule, '2023-08-01T08:10:00+08:00')
  await reported(house, 'caojun', '会议 类型:党政联席会 主题:研究产业')
  expect(await tell(house, 'sunli', '免报 马岭镇 党政联席会 8月 抗旱')).toMatch(/^✅/)
  await house.advance('2023-08-01T12:00:00+08:00')

  const where = await heardWhere(house, '一月一提示')
  expect(where).toHaveLength(13)
  expect(where.join()).not.toMatch(/621021101|621021103/)
})

it('says nothing without duties, waits for the morning and does not come twice after a restart', async () => {
  await start(schedule)
  await house.advance('2023-08-01T12:00:00+08:00')
  expect(await heard(house, '一月一提示')).toEqual([])
  await house.stop()

  await start(duties + schedule.replace('09:00', '05:00'))
  await house.advance('2023-08-01T06:00:00+08:00')
  house = await house.restart()
  await house.advance('2023-08-01T12:00:00+08:00')
  expect(await heardWhere(house, '马岭镇 一月一提示')).toEqual(['group:621021103 2023-08-01 08:00'])
})
