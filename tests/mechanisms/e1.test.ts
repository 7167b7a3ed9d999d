import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { packFile } from '../support/packs.ts'
import { reported, saidIn, tell } from '../support/reports.ts'

const rules = `
duties:
  - { id: visits, row: E1, title: 入户走访, who: { kind: village }, report: { kind: visit }, covers: households, every: year, note: 本县自定 }
rankings:
  - { id: visits, title: 入户走访, duty: visits }
schedules:
  - { id: bulletin, row: E1, run: bulletin, title: 重点工作情况通报, when: 每季第5个工作日 10:00, to: { kind: county }, with: { every: quarter, rankings: [visits], release: { post: [县委副书记] } } }
`
let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ now: '2023-06-12T09:00:00+08:00', env: { PACKS: packFile('e1', rules) } })
})
afterAll(async () => await house.stop())

test('E1 the bulletin tells overall state, problems and next steps from the ledger, and goes out on the leader’s word only', async () => {
  expect(await tell(house, 'jiahongwei', '走访 何梅 务工收入稳定')).toMatch(/^✅/)
  // Two problems for 马岭镇: one is due in June and left lying, the other on 20 July.
  await reported(house, 'sunli', '问题 蓄水池渗漏 类别:饮水 责任单位:马岭镇 时限:6月20日')
  const later = await reported(house, 'sunli', '问题 三户住房有裂缝 类别:住房 责任单位:马岭镇 时限:7月20日')
  expect(await tell(house, 'liuhaifeng', `核实 ${later.no} 属实`)).toMatch(/^✅/)

  await house.advance('2023-07-07T10:01:00+08:00')
  const preview = (await saidIn(house, 'direct:liguodong')).find((text) => text.includes('重点工作情况通报'))
  expect(preview).toContain('您同意后才发到庆城县群')
  expect((await saidIn(house, 'group:621021')).join('\n')).not.toContain('重点工作情况通报')
  const no = /编号 (\d+)/.exec(preview ?? '')?.[1]
  expect(await tell(house, 'liguodong', `同意发布 ${no}`)).toMatch(/^✅/)

  const bulletin = (await saidIn(house, 'group:621021')).find((text) => text.includes('重点工作情况通报（2023年二季度）')) ?? ''
  expect(bulletin).toMatch(/一、总体情况[\s\S]*走访 1 户次[\s\S]*问题 2 条[\s\S]*二、排名情况[\s\S]*三、存在问题/)
  expect(bulletin).toMatch(/未销号问题 2 条：.*住房 1.*/)
  expect(bulletin).toContain('马岭镇 1 项')
  expect(bulletin).toMatch(/近期重点工作[\s\S]*2023年三季度到期的事项 1 项[\s\S]*整改问题 1 项/)
  expect(bulletin).toContain('由起草单位补充')
})
