import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'tests/fixtures/projects-pack.yaml' } })
})
afterAll(async () => await house.stop())

/** A project that is reviewed, begun and paid for as far as it goes; amounts in 万元. */
async function project(who: string, about: { name: string; unit: string; granted: number; paid: number; more?: string }): Promise<void> {
  const { no } = await reported(
    house,
    who,
    `项目 入库 名称：${about.name} 实施单位：${about.unit} 下达额：${about.granted}万元 ${about.more ?? ''}`,
  )
  await tell(house, who, `联审 ${no} 财政局 住建局`)
  await tell(house, who, `开工 ${no}`)
  if (about.paid > 0) expect(await tell(house, who, `支出 ${no} ${about.paid}万元`)).toMatch(/^✅/)
}

test('E2 who is behind 30/50/85 %, ranked by quotient of sums, never by an average', async () => {
  await project('liuhaifeng', {
    name: '蓄水池',
    unit: '纸房村',
    granted: 10,
    paid: 10,
    more: '资金来源：中省 产业：否 工作组：水利组 包抓领导：王建新',
  })
  await project('liuhaifeng', { name: '分选线', unit: '贺旗村', granted: 90, paid: 10, more: '资金来源：中省 产业：是 工作组：产业专班' })
  await project('caojun', { name: '烤烟房', unit: '涝池村', granted: 100, paid: 60, more: '资金来源：市级 产业：是' })

  const shown = await tell(house, 'sunli', '支出进度')
  // 10 + 10 of 100 is 20 %; the average of 100 % and 11 % would be 55 %. 60 of 100 is 60 %. Together 80 of 200.
  expect(shown).toContain('下达 200 万元，支出 80 万元，支出率 40%')
  expect(shown).toMatch(/1\. 驿马镇[\s\S]*支出率 60%[\s\S]*2\. 马岭镇[\s\S]*支出率 20%/)
  // 15 June: the end of April (30 %) is over, the end of June (50 %) is ahead.
  expect(shown).toContain('支出率未达4月底 30% 的：马岭镇。')
  expect(shown).toContain('4月底不低于 30%；6月底不低于 50%')
})

test('E2 the industry share has 中省衔接资金 as its denominator', async () => {
  // 90 of 100; the 100 of city money stay out.
  expect(await tell(house, 'sunli', '支出进度')).toContain('中省衔接资金 100 万元，用于产业 90 万元，产业占比 90%')
})

test('E2 one project, one group, one leader: who lacks which', async () => {
  const shown = await tell(house, 'sunli', '支出进度')
  expect(shown).toContain('没有明确工作组或包抓领导的项目 2 个')
  expect(shown).toMatch(/分选线（编号 \d+）：缺包抓领导/)
  expect(shown).toMatch(/烤烟房（编号 \d+）：缺工作组、包抓领导/)
})

test('E2 at the end of June itself nobody is late yet; on 1 July he is', async () => {
  await house.advance('2023-06-30T18:00:00+08:00')
  expect(await tell(house, 'sunli', '支出进度')).not.toContain('支出率未达6月底')
  await house.advance('2023-07-01T08:30:00+08:00')
  expect(await tell(house, 'sunli', '支出进度')).toContain('支出率未达6月底 50% 的：马岭镇。')
})
