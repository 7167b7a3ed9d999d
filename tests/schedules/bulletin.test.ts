import { afterEach, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { heard, heardWhere } from '../support/heard.ts'
import { packFile } from '../support/packs.ts'
import { reported, tell } from '../support/reports.ts'

const rules = (more = ''): string => `
duties:
  - { id: training, row: D5, title: 业务培训, who: { kind: township }, report: { kind: training }, atLeast: 1, every: month }
rankings:
  - { id: training, title: 业务培训, duty: training }
schedules:
  - { id: bulletin, row: C2, run: bulletin, title: 双月推进通报, when: 每两月第5个工作日 09:00, to: { kind: county }, with: { every: two-months, rankings: [training], top: 1, bottom: 1, meeting: 推进会${more} } }
`

let house: TestApp
afterEach(async () => await house.stop())

const start = async (yaml = rules(), now = '2023-06-12T09:00:00+08:00'): Promise<void> => {
  house = await startTestApp({ now, env: { PACKS: packFile('bulletin', yaml) } })
}

it('of two months goes to the county on the fifth working day, with the first named and what the last meeting decided', async () => {
  await start()
  expect(await tell(house, 'caojun', '培训 主题:监测政策 人数:30人 层级:镇')).toMatch(/^✅/)
  const met = '会议 类型:推进会 主题:6月推进会\n议定：\n1.马岭镇6月20日前核对监测户'
  expect(await tell(house, 'sunli@621021', met)).toMatch(/^✅/)
  await house.advance('2023-07-07T12:00:00+08:00')

  expect(await heardWhere(house, '双月推进通报（2023年5—6月）')).toEqual(['group:621021 2023-07-07 09:00'])
  const [text] = (await heard(house, '双月推进通报')).map((one) => one.text)
  // Of 15 townships one has reported its training; the fourteen others are level, so that none is named last.
  expect(text).toContain('业务培训（2023年6月）：应报 15 个单位，已完成 1 个（按时 1 个，补报 0 个），未完成 14 个（已逾期）')
  expect(text).toMatch(/业务培训前1名[\s\S]*1\. 驿马镇 100% 1\/1 100%[\s\S]*业务培训后1名[\s\S]*没有可排在最后的单位/)
  expect(text).toMatch(/6月12日推进会议定 1 项，已办结 0 项，未办结 1 项：\n· #\d+ 马岭镇：.*6月20日前——已逾期/)
  expect(text).not.toMatch(/曹军|刘海峰/)
})

it('waits for the word of the leader where the pack says so, and is sent once on it', async () => {
  await start(rules(', release: { post: [县委副书记] }'))
  await reported(house, 'caojun', '培训 主题:监测政策 人数:30人 层级:镇')
  await house.advance('2023-07-07T12:00:00+08:00')
  expect((await heardWhere(house, '双月推进通报')).map((one) => one.split(' ')[0])).toEqual(['direct:liguodong'])

  const [preview] = await heard(house, '双月推进通报')
  const no = /编号 (\d+)/.exec(preview?.text ?? '')?.[1]
  expect(await tell(house, 'liguodong', `同意发布 ${no}`)).toMatch(/^✅/)
  await tell(house, 'liguodong', `同意发布 ${no}`)
  expect((await heardWhere(house, '双月推进通报')).filter((one) => one.startsWith('group:'))).toHaveLength(1)
})

it('is not sent of months in which no ledger was kept', async () => {
  await start(rules(), '2023-07-03T09:00:00+08:00')
  await house.advance('2023-07-10T12:00:00+08:00')

  expect(await heard(house, '双月推进通报')).toEqual([])
})

it('waits for the morning after quiet hours and does not come twice after a restart', async () => {
  await start(rules().replace('09:00', '06:00'))
  await house.advance('2023-07-07T07:00:00+08:00')
  house = await house.restart()
  await house.advance('2023-07-07T12:00:00+08:00')

  expect(await heardWhere(house, '双月推进通报')).toEqual(['group:621021 2023-07-07 08:00'])
})
