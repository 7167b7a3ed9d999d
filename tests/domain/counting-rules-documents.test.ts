import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { packFile } from '../support/packs.ts'
import { reported, tell } from '../support/reports.ts'

const rules = `
duties:
  - { id: meeting, row: B1, title: 党政联席会, who: { kind: township }, report: { kind: meeting }, atLeast: 1, every: month }
rankings:
  - { id: meetings, title: 党政联席会, duty: meeting }
awards:
  - { row: B18, result: 省级考核, grade: 优秀, yuan: [2000000, 1500000, 1000000] }
score:
  row: A14
  note: 权重本县自定
  parts: [{ title: 会议, weight: 100, figure: done, duty: meeting }]
veto: 年度综合考核不得评为优秀等次
`

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ now: '2023-06-15T09:00:00+08:00', env: { PACKS: packFile('documents', rules) } })
  await reported(house, 'liuhaifeng', '会议 类型:党政联席会 主题:研究产业')
  await house.advance('2023-07-03T09:00:00+08:00')
})
afterAll(async () => await house.stop())

/** The township's reference score as it is shown. */
async function pointsOf(unit: string): Promise<string | undefined> {
  return new RegExp(`^\\S*${unit} ([\\d.]+) `, 'm').exec(await tell(house, 'sunli', '参考分'))?.[1]
}

test('rule 16: whoever stands first by the bot’s own figures has no result, no prize and no veto by that', async () => {
  // June is over: 马岭镇 held its one meeting, the fourteen others none.
  expect(await pointsOf('马岭镇')).toBe('100.0')
  expect(await pointsOf('驿马镇')).toBe('0.0')
  expect(await tell(house, 'sunli', '上月 党政联席会排名')).toMatch(/1\. 马岭镇 100%/)

  const results = await tell(house, 'sunli', '考核结果')
  expect(results).not.toMatch(/马岭镇|驿马镇|万元|优秀等次/)
})

test('rule 16: results, prizes and vetoes are entered with the document’s number, or not at all', async () => {
  expect(await tell(house, 'sunli', '结果 省级考核 单位：驿马镇 等次：优秀 名次：1')).toMatch(/^❓.*文号/)
  expect(await tell(house, 'sunli', '取消')).not.toContain('✅')
  expect(await tell(house, 'sunli', '考核结果')).not.toContain('驿马镇')

  // The document names first the one that the bot has last; it brings what the document gives: 2 million yuan for place 1, 1.5 for place 2.
  const first = await reported(house, 'sunli', '结果 省级考核 单位：驿马镇 等次：优秀 名次：1 文号：赣办〔2023〕1号')
  const second = await reported(house, 'sunli', '结果 省级考核 单位：马岭镇 等次：优秀 名次：2 文号：赣办〔2023〕1号')
  expect(first.fields.award).toContain('200 万元')
  expect(second.fields.award).toContain('150 万元')
  const results = await tell(house, 'sunli', '考核结果')
  expect(results).toMatch(/驿马镇 省级考核 .*依据 赣办〔2023〕1号/)
})

test('rule 16: what a document says stands beside the bot’s figures and changes none of them', async () => {
  await reported(house, 'sunli', '结果 一票否决 单位：马岭镇 文号：庆办〔2023〕2号')

  expect(await pointsOf('马岭镇')).toBe('100.0')
  expect(await pointsOf('驿马镇')).toBe('0.0')
  const shown = await tell(house, 'sunli', '参考分')
  expect(shown).toMatch(/一票否决（1 条）：\n· 马岭镇 一票否决 年度综合考核不得评为优秀等次，依据 庆办〔2023〕2号/)
  expect(shown).toMatch(/按文件录入的结果（2 条）/)
  expect(await tell(house, 'sunli', '上月 党政联席会排名')).toMatch(/1\. 马岭镇 100%/)
})
