import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { packFile } from '../support/packs.ts'
import { reported, tell } from '../support/reports.ts'

const rules = `
indicators:
  - { name: 资金支出率, aliases: [支出率] }
projects: { reviews: 0 }
thresholds:
  - { row: E2, figure: 资金支出率, by: 4月30日, atLeast: 30 }
  - { row: E2, figure: 资金支出率, by: 6月30日, atLeast: 50 }
  - { row: E2, figure: 资金支出率, by: 9月30日, atLeast: 85 }
  - { row: E2, figure: 产业占比, atLeast: 60 }
`

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ now: '2023-04-20T09:00:00+08:00', env: { PACKS: packFile('funds', rules) } })
  // In 万元. 马岭镇: 100 with 90 spent and 300 with 30 spent; 驿马镇: 100 with 40 spent.
  await project('liuhaifeng', { name: '蓄水池', unit: '纸房村', granted: 100, paid: 90, more: '资金来源：中省 产业：否' })
  await project('liuhaifeng', { name: '分选线', unit: '贺旗村', granted: 300, paid: 30, more: '资金来源：中省 产业：是' })
  await project('caojun', { name: '烤烟房', unit: '涝池村', granted: 100, paid: 40, more: '资金来源：市级 产业：是' })
})
afterAll(async () => await house.stop())

async function project(who: string, about: { name: string; unit: string; granted: number; paid: number; more: string }): Promise<void> {
  const { name, unit, granted, paid, more } = about
  const { no } = await reported(house, who, `项目 入库 名称：${name} 实施单位：${unit} 下达额：${granted}万元 ${more}`)
  await tell(house, who, `开工 ${no}`)
  expect(await tell(house, who, `支出 ${no} ${paid}万元`)).toMatch(/^✅/)
}

test('rule 15: 资金支出率 is 支出额 over 下达额; a group’s rate is the quotient of its sums', async () => {
  const shown = await tell(house, 'sunli', '支出进度')
  // 马岭镇: 120 of 400 is 30 %, where the average of 90 % and 10 % would be 50 %. The county: 160 of 500 is 32 %, where the average of 30 % and
  // 40 % would be 35 %.
  expect(shown).toContain('下达 500 万元，支出 160 万元，支出率 32%')
  expect(shown).toMatch(
    /1\. 驿马镇\n.*下达 100 万元，支出 40 万元\n.*支出率 40%[\s\S]*2\. 马岭镇\n.*下达 400 万元，支出 120 万元\n.*支出率 30%/,
  )
  expect(shown).not.toMatch(/50%|35%/)
})

test('rule 15: 产业占比 has 中省财政衔接资金 as denominator; the city’s money for industry stays out', async () => {
  // 300 of 400; with the city's 100 it would be 400 of 500.
  expect(await tell(house, 'sunli', '支出进度')).toContain('中省衔接资金 400 万元，用于产业 300 万元，产业占比 75%')
})

test('rule 15: a rate that is reported as a rate is shown with its source and date, and never averaged', async () => {
  const first = await reported(house, 'liuhaifeng', '月报 资金支出率 60% 期间：3月')
  const second = await reported(house, 'caojun', '月报 资金支出率 40% 期间：3月')
  const shown = await tell(house, 'sunli', '资金支出率排名')

  expect(shown).toContain('1. 马岭镇 60%\n2. 驿马镇 40%')
  expect(shown).toContain(`数据来源：2023年3月月报（编号 ${second.no}、${first.no}）`)
  expect(shown).toContain('不作平均')
  expect(shown).not.toContain('50%')
})

test('rule 15: 4月、6月、9月 mean the end of the month: on its last day nobody is behind, on the day after he is', async () => {
  // 马岭镇 has just the 30 % of April, 32 % and 30 % are below the 50 % of June, and all are below the 85 % of September.
  const behind = async (now: string): Promise<string> => {
    await house.advance(now)
    return /支出率未达\d+月底 \d+% 的：[^。]*/.exec(await tell(house, 'sunli', '支出进度'))?.[0] ?? ''
  }
  expect(await behind('2023-04-30T23:00:00+08:00')).toBe('')
  expect(await behind('2023-05-01T08:00:00+08:00')).toBe('')
  expect(await behind('2023-06-30T23:00:00+08:00')).toBe('')
  expect(await behind('2023-07-01T08:00:00+08:00')).toBe('支出率未达6月底 50% 的：驿马镇、马岭镇')
  expect(await behind('2023-09-30T23:00:00+08:00')).toBe('支出率未达6月底 50% 的：驿马镇、马岭镇')
  expect(await behind('2023-10-01T08:00:00+08:00')).toBe('支出率未达9月底 85% 的：驿马镇、马岭镇')
})
