import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'tests/fixtures/projects-pack.yaml' } })
})
afterAll(async () => await house.stop())

test('C6 六道关口: library, review, early issue, disbursement, supervision, assets are steps of a project', async () => {
  const manager = 'liuhaifeng'
  const { no } = await reported(house, manager, '项目 入库 名称：肉羊养殖场 实施单位：琵琶寨村 资金来源：中省衔接资金 产业：是')
  const states: string[] = []
  const step = async (words: string) => {
    expect(await tell(house, manager, words)).toMatch(/^✅/)
    states.push((await house.api(`/entries/${no}`)).json<{ status: string }>().status)
  }
  await step(`联审 ${no} 财政局 农业农村局`)
  await step('项目 下达 肉羊养殖场 60万元')
  await step('项目 开工 肉羊养殖场')
  await step('项目 支出 肉羊养殖场 45万元')
  await step('项目 完工 肉羊养殖场')
  await step('项目 验收 肉羊养殖场')
  await step('项目 移交 肉羊养殖场')
  expect(states).toEqual(['reviewed', 'planned', 'started', 'disbursing', 'done', 'accepted', 'handedOver'])

  expect(await tell(house, 'sunli', '项目台账')).toContain(
    '下达 60 万元，支出 45 万元，支出率 75%；中省衔接资金 60 万元，用于产业 60 万元，产业占比 100%',
  )
  // No step can be taken twice or out of its order.
  expect(await tell(house, manager, `开工 ${no}`)).toMatch(/^❌ .*已移交/)
})
