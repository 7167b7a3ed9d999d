import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { packFile } from '../support/packs.ts'
import { saidIn, tell } from '../support/reports.ts'

const rules = `
duties:
  - { id: visits, row: C2, title: 入户走访, who: { kind: village }, report: { kind: visit }, covers: households, every: year, note: 本县自定 }
rankings:
  - { id: visits, title: 入户走访, duty: visits }
schedules:
  - { id: bulletin, row: C2, run: bulletin, title: 双月推进通报, when: 每两月第5个工作日 09:00, to: { kind: county }, with: { rankings: [visits], top: 1, bottom: 1, meeting: 推进会 } }
`
let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ now: '2023-06-05T09:00:00+08:00', env: { PACKS: packFile('c2', rules) } })
})
afterAll(async () => await house.stop())

test('C2 the double-month bulletin names top and bottom, and how the tasks of the last meeting stand', async () => {
  const meeting = await tell(
    house,
    'sunli@621021',
    '会议\n类型：推进会\n主题：双月推进\n议定：\n1.马岭镇负责6月20日前完成危房核查\n2.驿马镇负责6月25日前完成饮水排查',
  )
  const [first, second] = /编号：(\d+)、(\d+)/.exec(meeting)?.slice(1) ?? []
  // 马岭镇 has 165 households, of which two are visited; 驿马镇 44 and none: both lag behind, one is first, one last.
  expect(await tell(house, 'jiahongwei', '走访 何梅 务工收入稳定')).toMatch(/^✅/)
  expect(await tell(house, 'jiahongwei', '走访 高双乐 养牛三头')).toMatch(/^✅/)
  expect(await tell(house, 'liuhaifeng', `办结 ${first} 三个村都核查了`)).toMatch(/^✅/)

  await house.advance('2023-07-07T08:59:00+08:00')
  expect((await saidIn(house, 'group:621021')).join('\n')).not.toContain('双月推进通报')
  await house.advance('2023-07-07T09:01:00+08:00')
  const bulletin = (await saidIn(house, 'group:621021')).find((text) => text.includes('双月推进通报'))
  expect(bulletin).toContain('庆城县 双月推进通报（2023年5—6月）')
  expect(bulletin).toMatch(/前1名[\s\S]*马岭镇[\s\S]*2\/165[\s\S]*后1名[\s\S]*驿马镇[\s\S]*0\/44/)
  expect(bulletin).toContain('推进会议定 2 项，已办结 1 项，未办结 1 项')
  expect(bulletin).toMatch(new RegExp(`#${first} 马岭镇：.*危房核查.*——已办结`))
  expect(bulletin).toMatch(new RegExp(`#${second} 驿马镇：.*饮水排查.*——已逾期`))
})
