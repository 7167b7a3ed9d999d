import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { entryOf, reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'yichun' } })
})
afterAll(async () => await house.stop())

test('B9 a model that was found is told as information of its own class, and published with medium and points; it is none of the monthly two', async () => {
  const words = '标题：最美脱贫户何梅\n正文：自强不息，带动邻里发展中药材种植。'
  const { no } = await reported(house, 'sunli', `信息\n类别：典型选树\n${words}`)
  const piece = await reported(house, 'sunli', '信息\n类别：经验成效\n标题：三单制\n正文：推行群众点单、村级派单、部门接单。')
  expect((await entryOf(house, no)).fields).toMatchObject({ category: '典型选树', title: '最美脱贫户何梅' })

  // The county stands at the top here: what it wrote itself is marked by the administrator, never by its own office (counting-rules 13).
  expect(await tell(house, 'sunli', `有效 ${no}`)).toMatch(/^❌/)
  for (const entry of [no, piece.no]) expect(await tell(house, 'zhoukai', `有效 ${entry}`)).toMatch(/^✅/)
  expect(await tell(house, 'zhoukai', `采用 ${no} 省级媒体 江西日报 6月14日2版`)).toMatch(/^✅ .*现计0\.1分/)
  expect((await entryOf(house, no)).status).toBe('adopted')

  expect(await tell(house, 'sunli', '台账 信息 典型选树')).toMatch(new RegExp(`^(?=[\\s\\S]*· ${no} )(?![\\s\\S]*· ${piece.no} )`))
  // Two pieces are marked 有效, one of them counts.
  expect(await tell(house, 'sunli', '庆城县 信息 进度')).toMatch(/1\/2/)
})
