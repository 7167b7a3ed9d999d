import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { packFile } from '../support/packs.ts'
import { reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: packFile('c4', 'cases: { risk: { clearing: [风险是否消除] } }') } })
})
afterAll(async () => await house.stop())

test('C4 households and persons taken in and cleared are counted, and relief by cause', async () => {
  // 何梅 3 persons, 高双乐 5, 郭红锁 6 (tests/fixtures/world-dev/households.csv).
  const cases = [
    ['何梅', '因病', ['3000元', '500元']],
    ['高双乐', '因学', ['2000元']],
    ['郭红锁', '因病', ['1000元']],
  ] as const
  const numbers: number[] = []
  for (const [head, cause, relief] of cases) {
    const { no } = await reported(house, 'liuhaifeng', `风险 户主:${head} 原因:${cause} 情况:支出较大`)
    await tell(house, 'liuhaifeng', `核实 ${no} 属实`)
    await tell(house, 'liuhaifeng', `纳入 ${no} 脱贫不稳定户`)
    for (const amount of relief) await tell(house, 'liuhaifeng', `救助 ${no} ${amount}`)
    numbers.push(no)
  }
  await tell(house, 'liuhaifeng', `消除 ${numbers[0]}`)
  await tell(house, 'liuhaifeng', '是')
  await reported(house, 'liuhaifeng', '风险 户主:陈红守 原因:因灾 情况:冰雹')

  const text = await tell(house, 'liuhaifeng', '监测台账')
  expect(text).toContain('纳入：3 户 14 人')
  expect(text).toContain('消除：1 户 3 人')
  // With the 24 households, 83 persons, that 马岭镇's roster named as monitored before.
  expect(text).toContain('现有监测：27 户 97 人')
  expect(text).toContain('其中观察期：1 户 3 人')
  expect(await tell(house, 'liuhaifeng', '马岭镇风险户')).toContain('名册上监测对象 27 户')
  expect(text).toContain('救助：6,500 元')
  expect(text).toMatch(/因病：3 笔，4,500 元\n· 因学：1 笔，2,000 元/)
  expect(await tell(house, 'liuhaifeng', '救助按原因')).toContain('因病：3 笔，4,500 元')
  expect(await tell(house, 'liuhaifeng', '监测台账 5月')).toContain('纳入：0 户 0 人')
  expect(await tell(house, 'caojun', '监测台账')).toContain('纳入：0 户 0 人')
})
