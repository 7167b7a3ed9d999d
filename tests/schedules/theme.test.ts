import { afterEach, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { heard, heardWhere } from '../support/heard.ts'
import { packFile } from '../support/packs.ts'
import { reported, tell } from '../support/reports.ts'

const themes = `
themes:
  - { name: 饮水安全, class: 饮水, items: [水量够不够], note: 清单本县自定 }
  - { name: 住房安全, class: 住房, items: [有没有住危房的], note: 清单本县自定 }
duties:
  - { id: theme, row: B19, title: 本月主题, who: { kind: village }, report: { kind: issue, theme: true }, atLeast: 1, every: month, zeroReport: true }
`
const schedules = `
schedules:
  - { id: open, row: B19, run: theme, title: 每月一主题, when: 每月第1个工作日 09:00, to: { kind: county }, with: { stage: open } }
  - { id: close, row: B19, run: theme, title: 本月主题排查收尾, when: 每月倒数第1个工作日 16:00, to: { kind: township }, with: { stage: close } }
`

let house: TestApp
afterEach(async () => await house.stop())

const start = async (yaml: string, now: string): Promise<void> => {
  house = await startTestApp({ now, env: { PACKS: packFile('theme', yaml) } })
}

it('asks the county for a theme on the first working day, and only while there is none', async () => {
  await start(themes + schedules, '2023-06-29T09:00:00+08:00')
  await house.advance('2023-07-03T12:00:00+08:00')

  // 1 and 2 July are a weekend. On 30 June nobody owed an answer: June had no theme.
  expect(await heardWhere(house, '主题')).toEqual(['group:621021 2023-07-03 09:00'])
  const [asked] = await heard(house, '主题')
  expect(asked?.text).toContain('庆城县 每月一主题')
  expect(asked?.text).toContain('2023年7月还没有定主题，请县级管理员发：本月主题 饮水安全')
  expect(asked?.text).toContain('可以定：饮水安全、住房安全；清单本县自定')

  expect(await tell(house, 'sunli', '本月主题 饮水安全')).toMatch(/^✅/)
  await house.advance('2023-08-01T12:00:00+08:00')
  expect(await tell(house, 'sunli', '本月主题 住房安全')).toMatch(/^✅/)
  await house.advance('2023-09-01T08:00:00+08:00')
  expect((await heardWhere(house, '庆城县 每月一主题')).slice(1)).toEqual(['group:621021 2023-08-01 09:00'])
})

it('tells each township on the last working day which of its villages have not answered, and no other', async () => {
  await start(themes + schedules, '2023-07-03T10:00:00+08:00')
  await tell(house, 'sunli', '本月主题 饮水安全')
  await reported(house, 'jiahongwei', '问题 五组蓄水池渗漏 类别：饮水')
  await reported(house, 'qiyonghong', '问题 二组路面破损 类别：道路')
  expect(await tell(house, 'yangzhiguo', '零报告 本月主题')).toMatch(/^✅/)
  await house.advance('2023-07-31T18:00:00+08:00')

  const where = await heardWhere(house, '本月主题排查收尾')
  expect(where).toHaveLength(15)
  expect(where.every((one) => /^group:621021\d{3} 2023-07-31 16:00$/.test(one))).toBe(true)
  const [maling] = (await heard(house, '马岭镇 本月主题排查收尾')).map(({ text }) => text)
  // 14 villages: one reported an issue of the theme, one that there is none; an issue of the road is no answer.
  expect(maling).toContain('本月主题“饮水安全”还没有反馈排查结果的 12 个单位：')
  expect(maling).toContain('琵琶寨村')
  expect(maling).not.toMatch(/纸房村|贺旗村|驿马/)
  expect(maling).toContain('没有问题的请发：零报告 本月主题')
  expect(maling).toMatch(/口径：theme B19.*数据截至7月31日 16:00/)
  // 驿马镇 has 24 (counted in units.csv): twenty by name.
  const [yima] = (await heard(house, '驿马镇 本月主题排查收尾')).map(({ text }) => text)
  const names = /· (.*)等 24 个/.exec(yima ?? '')?.[1]?.split('、')
  expect(names).toHaveLength(20)
})

it('says nothing to a township all of whose villages have answered or are let off', async () => {
  const own = themes.replace('kind: village }', 'kind: township }')
  await start(own + schedules, '2023-07-03T10:00:00+08:00')
  await tell(house, 'sunli', '本月主题 饮水安全')
  expect(await tell(house, 'liuhaifeng', '零报告 本月主题')).toMatch(/^✅/)
  expect(await tell(house, 'sunli', '免报 驿马镇 本月主题 7月 抗旱')).toMatch(/^✅/)
  await house.advance('2023-07-31T18:00:00+08:00')

  const where = await heardWhere(house, '本月主题排查收尾')
  expect(where).toHaveLength(13)
  expect(where.join()).not.toMatch(/621021103|621021101/)
})

it('says nothing where the pack has no themes', async () => {
  await start(schedules, '2023-06-29T09:00:00+08:00')
  await house.advance('2023-08-01T12:00:00+08:00')

  expect(await heard(house, '主题')).toEqual([])
})

it('waits for the morning after quiet hours and does not come twice after a restart', async () => {
  await start(themes + schedules.replace('09:00', '07:10'), '2023-06-30T09:00:00+08:00')
  await house.advance('2023-07-03T07:30:00+08:00')
  house = await house.restart()
  await house.advance('2023-07-03T12:00:00+08:00')

  expect(await heardWhere(house, '还没有定主题')).toEqual(['group:621021 2023-07-03 08:00'])
})
