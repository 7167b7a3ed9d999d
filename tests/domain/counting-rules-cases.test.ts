import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { packFile } from '../support/packs.ts'
import { entryOf, photo, reported, tell, tellWith } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  const yaml = [
    'duties:',
    '  - { id: info, row: B17, title: 信息报送, who: { kind: township }, report: { kind: info, state: [valid, adopted] }, atLeast: 2, every: month }',
  ]
  house = await startTestApp({ env: { PACKS: packFile('cases', yaml.join('\n')) } })
})
afterAll(async () => await house.stop())

test('rule 9: a start that is changed later is flagged, with what it was', async () => {
  const { no } = await reported(house, 'liuhaifeng', '风险 户主:何梅 原因:因病 情况:住院 日期:6月12日')
  expect(await tell(house, 'liuhaifeng', `查 ${no}`)).not.toContain('起算日改过')
  await tell(house, 'liuhaifeng', `改 ${no} 日期:6月14日`)
  expect(await tell(house, 'liuhaifeng', `查 ${no}`)).toContain('起算日改过：上报时是2023年6月12日，现在是2023年6月14日')
})

test('rule 13: two in all, of either category, only those marked 有效; the receiving unit gives the points', async () => {
  const piece = async (category: string): Promise<number> =>
    (await reported(house, 'liuhaifeng', `信息\n类别：${category}\n标题：${category}一则\n正文：推行群众点单，诉求三天内上门核实。`)).no
  const [first, second] = [await piece('经验成效'), await piece('问题调研')]
  expect(await tell(house, 'sunli', '马岭镇 信息 进度')).toContain('0/2')
  expect(await tell(house, 'liuhaifeng', `采用 ${first} 省级 1号`)).toMatch(/^❌/)
  await tell(house, 'sunli', `有效 ${first}`)
  await tell(house, 'sunli', `有效 ${second}`)
  expect(await tell(house, 'sunli', '马岭镇 信息 进度')).toContain('2/2')
})

test('rule 14: 按期, 延期后按期, 逾期; passed on once; 属实 by either means rectification', async () => {
  const give = async (words: string): Promise<number> => (await reported(house, 'sunli', `问题 ${words} 责任单位:马岭镇 时限:6月20日`)).no
  const [soon, later, late] = [await give('路灯不亮'), await give('水压不足'), await give('桥面破损')]
  const fix = (no: number): Promise<string> => tellWith(house, 'liuhaifeng', { text: `整改 ${no} 已修好`, file: photo })
  expect(await fix(soon)).toMatch(/^✅/)
  expect(await tell(house, 'sunli', `延期 ${later} 至6月28日 等材料`)).toMatch(/^✅/)
  await house.advance('2023-06-26T09:00:00+08:00')
  expect(await fix(later)).toMatch(/^✅/)
  expect(await fix(late)).toMatch(/^✅/)
  for (const [no, said] of [
    [soon, '时限情况：按期\n'],
    [later, '时限情况：延期后按期（延期1次）'],
    [late, '时限情况：逾期\n'],
  ] as const)
    expect(await tell(house, 'sunli', `查 ${no}`)).toContain(said)

  const { no: both } = await reported(house, 'sunli', '问题 补贴未到账 责任单位:马岭镇 责任部门:水务局')
  await tell(house, 'liuhaifeng', `核实 ${both} 属实`)
  await tell(house, 'heweimin', `核实 ${both} 不属实 与饮水无关`)
  expect((await entryOf(house, both)).status).toBe('verified')
})

test('rule 23: what follows for a person needs level, hearing and number of the decision', async () => {
  const whole = '召回 陈璐 无故脱岗 级别:市级 申辩:本人认可 文号:庆驻办〔2023〕5号'
  for (const part of ['级别:市级 ', '申辩:本人认可 ', ' 文号:庆驻办〔2023〕5号']) {
    expect(await tell(house, 'hanming', whole.replace(part, ''))).toMatch(/^❓/)
    await tell(house, 'hanming', '取消')
  }
  expect(await tell(house, 'hanming', whole)).toMatch(/^✅/)
})
