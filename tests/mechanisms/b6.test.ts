import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'yichun,ankang' } })
})
afterAll(async () => await house.stop())

test('B6 incomes are monitored every quarter: other indicators do not count, and the figures can be asked for', async () => {
  // Both packs know their indicators at once; spending is no income.
  await reported(house, 'sunli@621021', '月报 资金支出率 53%')
  expect(await tell(house, 'sunli@621021', '本季度谁没报月报')).toMatch(
    /收入监测：还没完成的】\n本季度 应报 1 个单位，还有 1 个没报（时限 6月30日）/,
  )

  await reported(house, 'sunli@621021', '月报 脱贫人口人均纯收入 3500 监测对象人均纯收入 2800 期间 二季度')
  expect(await tell(house, 'sunli@621021', '本季度谁没报月报')).toMatch(/收入监测：还没完成的】\n本季度 应报 1 个单位，全部已报/)
  expect(await tell(house, 'sunli@621021', '二季度监测对象人均纯收入排名')).toContain('庆城县 2800（2023年二季度')
})
