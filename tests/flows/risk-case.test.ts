import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, saidIn, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

const status = async (no: number): Promise<string> => (await house.api(`/api/v1/entries/${no}`)).json().status

test('B4 a risk goes from its report to the end of its observation, each step by whom it concerns', async () => {
  const { no } = await reported(house, 'chenlu', '风险 田宝 因病 住院自付两万三千元')
  console.log((await saidIn(house, 'group:621021103')).at(-1))
  for (const [who, words] of [
    ['chenlu', `核实 ${no} 属实`],
    ['liuhaifeng', `核实 ${no}`],
    ['liuhaifeng', `属实`],
    ['liuhaifeng', `消除 ${no}`],
    ['liuhaifeng', `纳入 ${no} 突发严重困难户`],
    ['liuhaifeng', `救助 ${no} 3000元`],
    ['chenlu', `帮扶 ${no} 临时救助 民政局 6月30日`],
    ['chenlu', `落实 ${no}`],
    ['liuhaifeng', `消除 ${no}`],
    ['liuhaifeng', `收入已经恢复`],
    ['sunli@621021', `审定 ${no} 同意`],
    ['chenlu', `回访 ${no} 在合作社务工，收入稳定`],
    ['liuhaifeng', `重启 ${no} 再次住院`],
    ['liuhaifeng', `查 ${no}`],
  ] as const)
    console.log(who, words, '=>', await tell(house, who, words), await status(no))
  expect(1).toBe(1)
})
