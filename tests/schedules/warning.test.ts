import { afterEach, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { heard, heardWhere } from '../support/heard.ts'
import { packFile } from '../support/packs.ts'
import { reported, tell } from '../support/reports.ts'

const rules = `
projects: { reviews: 0 }
thresholds:
  - { row: E2, figure: 资金支出率, by: 4月30日, atLeast: 30 }
duties:
  - { id: training, row: D5, title: 业务培训, who: { kind: township }, report: { kind: training }, atLeast: 1, every: quarter }
schedules:
  - { id: warning, row: C3, run: warning, title: 一季一预警, when: 每季倒数第8个工作日 09:00, to: { kind: county } }
`

let house: TestApp
afterEach(async () => await house.stop())

const start = async (yaml: string, now = '2023-06-12T09:00:00+08:00'): Promise<void> => {
  house = await startTestApp({ now, env: { PACKS: packFile('warning', yaml) } })
}

it('tells the county before the quarter ends what is open, slow and not reached, by numbers and without households', async () => {
  await start(rules)
  await reported(house, 'jiahongwei', '风险 何梅 因病 住院')
  await reported(house, 'jiahongwei', '风险 高双乐 因灾 冰雹')
  const training = await tell(house, 'caojun', '培训 主题:监测政策 人数:30人 层级:镇')
  expect(training).toMatch(/^✅/)
  const { no } = await reported(house, 'liuhaifeng', '项目 入库 名称：蓄水池 实施单位：纸房村 下达额：100万元 资金来源：中省 产业：是')
  await tell(house, 'liuhaifeng', `开工 ${no}`)
  expect(await tell(house, 'liuhaifeng', `支出 ${no} 20万元`)).toMatch(/^✅/)
  await house.advance('2023-06-20T12:00:00+08:00')

  // Back from 30 June: 30, 29, 28, 27, 26, Sunday 25 (worked), 21, 20; the Dragon Boat Festival lies between.
  expect(await heardWhere(house, '一季一预警')).toEqual(['group:621021 2023-06-20 09:00'])
  const [text] = (await heard(house, '一季一预警')).map((one) => one.text)
  expect(text).toContain('庆城县 一季一预警（2023年二季度）')
  expect(text).toContain('本季新报 2 户，未结案 2 户')
  expect(text).toMatch(/因病 1.*因灾 1|因灾 1.*因病 1/)
  expect(text).toContain('业务培训：14 个单位没完成，合计 1/15 次，6.6%')
  expect(text).toContain('资金支出率 20%，2023-04-30应达 30%')
  expect(text).not.toMatch(/何梅|高双乐/)
})

it('says nothing where there is nothing to warn of', async () => {
  await start(rules.replace(/duties:[\s\S]*?schedules:/, 'schedules:'))
  await house.advance('2023-06-20T12:00:00+08:00')

  expect(await heard(house, '一季一预警')).toEqual([])
})

it('waits for the morning after quiet hours and does not come twice after a restart', async () => {
  await start(rules.replace('09:00', '06:00'))
  await house.advance('2023-06-20T07:00:00+08:00')
  house = await house.restart()
  await house.advance('2023-06-20T12:00:00+08:00')

  expect(await heardWhere(house, '一季一预警')).toEqual(['group:621021 2023-06-20 08:00'])
})
