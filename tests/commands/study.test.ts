import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

test('is about the unit studied and by the unit of who studied', async () => {
  const entry = await reported(house, 'zhaoliping', '调研 单位:纸房村 主题:农房抗震改造 发现:两户土坯房没列入计划 建议:纳入今年第二批危改')

  expect(entry).toMatchObject({ kind: 'study', unit: { code: '621021103204' }, byUnit: { code: '621021902' }, date: '2023-06-15' })
  expect(entry.fields).toMatchObject({ topic: '农房抗震改造', findings: '两户土坯房没列入计划', suggestions: '纳入今年第二批危改' })
})

test('reads unit and date without labels', async () => {
  const entry = await reported(house, 'heweimin', '调研 涝池村 冬季饮水管网防冻 6月2日')

  expect(entry).toMatchObject({ unit: { code: '621021101204' }, date: '2023-06-02', fields: { topic: '冬季饮水管网防冻' } })
})

test.each([
  ['a village cadre in another village', 'jiahongwei', '贺旗村'],
  ['a township manager in another township', 'liuhaifeng', '涝池村'],
])('%s is refused', async (_, who, unit) => {
  expect(await tell(house, who, `调研 单位:${unit} 主题:饮水`)).toMatch(new RegExp(`^❌ “${unit}”不在您的填报范围内`))
})

test('asks where, and takes the answer under the same rule', async () => {
  expect(await tell(house, 'jiahongwei', '调研 主题:饮水管网防冻')).toMatch(/^❓ 请问在哪个单位调研/)
  expect(await tell(house, 'jiahongwei', '贺旗村')).toMatch(/^❌/)
  expect(await tell(house, 'heweimin', '调研 主题:饮水管网防冻')).toMatch(/^❓/)
  expect(await tell(house, 'heweimin', '贺旗村')).toMatch(/^✅ 调研/)
})

test('is seen by the colleagues of who made it, though the village is not theirs', async () => {
  const { no } = await reported(house, 'wumin', '调研 纸房村 苗木销路')

  expect(await tell(house, 'jiahongwei', `查 ${no}`)).toContain('苗木销路')
  expect(await tell(house, 'heweimin', `查 ${no}`)).toMatch(/^❌/)
})
