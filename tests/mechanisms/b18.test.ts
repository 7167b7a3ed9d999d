import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'tests/fixtures/projects-pack.yaml' } })
})
afterAll(async () => await house.stop())

test('B18 the provincial result is entered from its document; 优秀 and a place among three bring 2.0, 1.5, 1.0 million yuan', async () => {
  const award = async (words: string) => (await reported(house, 'sunli', `结果 省级考核 ${words} 文号：赣办〔2023〕1号`)).fields.award

  expect(await award('等次：优秀 名次：1')).toContain('200 万元')
  expect(await award('等次：优秀 名次：2')).toContain('150 万元')
  expect(await award('等次：优秀 名次：3')).toContain('100 万元')
  expect(await award('等次：优秀 名次：4')).toBeUndefined()
  expect(await award('等次：良好 名次：1')).toBeUndefined()
})

test('B18 nothing is entered without a document, nor by a township for itself', async () => {
  expect(await tell(house, 'sunli', '结果 省级考核 等次：优秀 名次：1')).toMatch(/^❓.*文号/)
  await tell(house, 'sunli', '取消')
  expect(await tell(house, 'liuhaifeng', '结果 省级考核 等次：优秀 文号：1')).toMatch(/^❌ .*主管部门办公室/)
})

test('B18 a veto carries the document’s consequence (A14), and results are shown with their documents', async () => {
  const { no } = await reported(house, 'sunli', '结果 一票否决 单位：马岭镇 文号：庆办〔2023〕2号')
  const shown = await tell(house, 'liuhaifeng', '考核结果')
  expect(shown).toContain(`马岭镇 一票否决 单位和主要负责人年度综合考核不得评为优秀等次，依据 庆办〔2023〕2号（编号 ${no}）`)
  expect(shown).not.toContain('省级考核')
})
