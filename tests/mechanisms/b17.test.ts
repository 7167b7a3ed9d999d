import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { packFile } from '../support/packs.ts'
import { entryOf, reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  const yaml = [
    'cases: { info: { levels: [{ name: 国家会议, points: 2, sort: document }] } }',
    'duties:',
    '  - { id: info, row: B17, title: 信息报送, who: { kind: township }, report: { kind: info, state: [valid, adopted] }, atLeast: 2, every: month }',
  ]
  house = await startTestApp({ env: { PACKS: packFile('b17', yaml.join('\n')) } })
})
afterAll(async () => await house.stop())

const piece = async (from: string, title: string): Promise<number> =>
  (await reported(house, from, `信息\n类别：经验成效\n标题：${title}\n正文：推行群众点单、村级派单、部门接单，诉求三天内上门核实。`)).no

test('B17 only pieces marked 有效 count towards the monthly two; points are the receiver’s, with number or link', async () => {
  const [first, second, third] = [
    await piece('liuhaifeng', '三单制'),
    await piece('liuhaifeng', '红黑榜'),
    await piece('liuhaifeng', '积分超市'),
  ]
  const other = await piece('caojun', '驿马经验')
  expect(await tell(house, 'liuhaifeng', `有效 ${first}`)).toMatch(/^❌/)
  expect(await tell(house, 'sunli', '马岭镇 信息 进度')).toMatch(/0\/2/)
  await tell(house, 'sunli', `有效 ${first}`)
  expect(await tell(house, 'sunli', '马岭镇 信息 进度')).toMatch(/1\/2/)
  expect(await tell(house, 'sunli', `退回 ${third} 与上月重复`)).toMatch(/^✅/)
  expect(await tell(house, 'sunli', '马岭镇 信息 进度')).toMatch(/1\/2/)

  expect(await tell(house, 'sunli', `采用 ${second} 省级`)).toMatch(/^❓ .*文号/)
  expect(await tell(house, 'sunli', '见附件')).toMatch(/^❌ .*文号/)
  expect(await tell(house, 'sunli', `采用 ${second} 省级 赣乡振〔2023〕12号`)).toMatch(/^✅ .*现计1分/)
  expect(await tell(house, 'sunli', '马岭镇 信息 进度')).toMatch(/2\/2/)
  // The highest document level once; each media piece by itself; client apps nothing: 2 + 0.2 + 0.1 + 0.
  expect(await tell(house, 'sunli', `采用 ${second} 国家会议 国乡振〔2023〕3号`)).toMatch(/^✅ .*现计2分/)
  expect(await tell(house, 'sunli', `采用 ${second} 中央媒体 人民日报 6月12日3版`)).toMatch(/^✅ .*现计2\.2分/)
  expect(await tell(house, 'sunli', `采用 ${second} 省级媒体 https://example.cn/1`)).toMatch(/^✅ .*现计2\.3分/)
  expect(await tell(house, 'sunli', `采用 ${second} 客户端 https://example.cn/2`)).toMatch(/^✅ .*现计2\.3分/)
  expect(await tell(house, 'sunli', `采用 ${second} 省级媒体 https://example.cn/1`)).toMatch(/^❌ .*已经记过/)
  expect((await entryOf(house, second ?? 0)).fields.points).toBe(2.3)

  await tell(house, 'sunli', `采用 ${other} 市级 庆市办〔2023〕8号`)
  const points = await tell(house, 'sunli', '庆城县 积分')
  expect(points).toMatch(/1\. 马岭镇 3 2 1 2\.3/)
  expect(points).toMatch(/2\. 驿马镇 1 1 1 0\.5/)
})
