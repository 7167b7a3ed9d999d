import { afterEach, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { heard, heardWhere } from '../support/heard.ts'
import { packFile } from '../support/packs.ts'
import { reported, tell } from '../support/reports.ts'

const thresholds = `
projects: { reviews: 0 }
thresholds:
  - { row: E2, figure: 资金支出率, by: 4月30日, atLeast: 30 }
  - { row: E2, figure: 资金支出率, by: 6月30日, atLeast: 50 }
  - { row: E2, figure: 资金支出率, by: 9月30日, atLeast: 85 }
  - { row: E2, figure: 产业占比, atLeast: 60 }
`
const schedule = `
schedules:
  - { id: spending, row: E2, run: thresholds, title: 资金支出进度, when: 每年2月10日 09:00、每年4月10日 09:00、每年5月4日 09:00, to: { kind: [county, township] } }
`

let house: TestApp
afterEach(async () => await house.stop())

const start = async (yaml: string, now = '2023-02-01T09:00:00+08:00'): Promise<void> => {
  house = await startTestApp({ now, env: { PACKS: packFile('thresholds', yaml) } })
}

/** A project that is begun and paid for as far as it goes; amounts in 万元. */
async function project(who: string, about: { name: string; unit: string; granted: number; paid: number; more?: string }): Promise<void> {
  const { name, unit, granted, paid, more = '' } = about
  const { no } = await reported(
    house,
    who,
    `项目 入库 名称：${name} 实施单位：${unit} 下达额：${granted}万元 资金来源：中省 产业：是 ${more}`,
  )
  await tell(house, who, `开工 ${no}`)
  expect(await tell(house, who, `支出 ${no} ${paid}万元`)).toMatch(/^✅/)
}

it('reminds ahead of the date only where it is not reached, and after it tells all who is behind', async () => {
  await start(thresholds + schedule)
  await project('liuhaifeng', { name: '蓄水池', unit: '纸房村', granted: 100, paid: 20 })
  await project('caojun', { name: '烤烟房', unit: '涝池村', granted: 100, paid: 60 })
  await house.advance('2023-04-10T12:00:00+08:00')

  // 10 February is 79 days before the end of April: nobody is told yet. By 10 April 驿马镇 has 60 of 100, more than the 30 %.
  expect(await heardWhere(house, '衔接资金支出进度（2023年）】')).toEqual([
    'group:621021 2023-04-10 09:00',
    'group:621021103 2023-04-10 09:00',
  ])
  const [county] = (await heard(house, '庆城县 衔接资金支出进度')).map(({ text }) => text)
  expect(county).toContain('下达 200 万元，支出 80 万元，支出率 40%')
  expect(county).toContain('要求：4月底不低于 30%；产业占比不低于 60%。')
  expect(county).toMatch(/1\. 驿马镇[\s\S]*支出率 60%[\s\S]*已达到[\s\S]*2\. 马岭镇[\s\S]*支出率 20%[\s\S]*距4月底还差 10%/)
  expect(county).not.toContain('未达4月底')
  expect(county).toMatch(/口径：支出率＝支出额合计÷下达额合计，不作平均.*本年度项目台账.*数据截至4月10日 09:00/)

  await house.advance('2023-05-04T12:00:00+08:00')
  expect((await heardWhere(house, '衔接资金支出进度（2023年）】')).filter((one) => one.endsWith('05-04 09:00'))).toEqual([
    'group:621021 2023-05-04 09:00',
    'group:621021101 2023-05-04 09:00',
    'group:621021103 2023-05-04 09:00',
  ])
  const after = (await heard(house, '庆城县 衔接资金支出进度')).at(-1)?.text
  expect(after).toContain('支出率未达4月底 30% 的：马岭镇。')
  expect(after).toContain('要求：4月底不低于 30%；6月底不低于 50%')
})

it('is about the year’s own funds: what last year spent helps nobody', async () => {
  await start(thresholds + schedule)
  await project('liuhaifeng', { name: '去年的路', unit: '纸房村', granted: 900, paid: 900, more: '年度：2022年' })
  await project('liuhaifeng', { name: '蓄水池', unit: '纸房村', granted: 100, paid: 20 })
  await house.advance('2023-04-10T12:00:00+08:00')

  // With last year's it would be 920 of 1000.
  const [maling] = await heard(house, '马岭镇 衔接资金支出进度（2023年）')
  expect(maling?.text).toContain('下达 100 万元，支出 20 万元，支出率 20%')
  expect(maling?.text).not.toContain('去年的路')
})

it.each([
  ['without thresholds', schedule],
  ['without a project', thresholds + schedule],
])('says nothing %s', async (_when, yaml) => {
  await start(yaml)
  if (yaml === schedule) await project('liuhaifeng', { name: '蓄水池', unit: '纸房村', granted: 100, paid: 20 })
  await house.advance('2023-05-05T12:00:00+08:00')

  expect(await heard(house, '衔接资金支出进度')).toEqual([])
})

it('waits for the morning after quiet hours and does not come twice after a restart', async () => {
  await start(thresholds + schedule.replaceAll('09:00', '21:00'), '2023-04-09T09:00:00+08:00')
  await project('liuhaifeng', { name: '蓄水池', unit: '纸房村', granted: 100, paid: 20 })
  await house.advance('2023-04-10T23:00:00+08:00')
  expect(await heard(house, '支出率 20%')).toEqual([])
  house = await house.restart()
  await house.advance('2023-04-11T09:00:00+08:00')

  expect(await heardWhere(house, '马岭镇 衔接资金支出进度（2023年）】')).toEqual(['group:621021103 2023-04-11 08:00'])
})

it('holds 57 of 100 for 57 %', async () => {
  await start(thresholds.replaceAll('atLeast: 30', 'atLeast: 57').replace('atLeast: 60', 'atLeast: 57') + schedule)
  await project('liuhaifeng', { name: '蓄水池', unit: '纸房村', granted: 100, paid: 57 })
  await project('caojun', { name: '烤烟房', unit: '涝池村', granted: 100, paid: 56.99 })
  await house.advance('2023-05-04T12:00:00+08:00')

  const [, county] = (await heard(house, '庆城县 衔接资金支出进度')).map(({ text }) => text)
  expect(county).toContain('支出率未达4月底 57% 的：驿马镇。')
  expect(county).toMatch(/马岭镇[\s\S]*支出率 57%[\s\S]*驿马镇[\s\S]*支出率 56\.9%[\s\S]*落后（4月底应达 57%）/)
})
