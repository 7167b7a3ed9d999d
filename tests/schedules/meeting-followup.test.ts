import { afterEach, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { heard, heardWhere } from '../support/heard.ts'
import { packFile } from '../support/packs.ts'
import { tell } from '../support/reports.ts'

const duties = (atLeast = 1): string => `
duties:
  - { id: meeting, row: B19, title: 村级例会, who: { kind: village }, report: { kind: meeting, class: 村级例会 }, atLeast: ${atLeast}, every: month }
`
const schedules = `
schedules:
  - { id: before, row: B19, run: meeting-followup, title: 村级例会会前准备, when: 每月第7个工作日 09:00, to: { kind: village }, with: { stage: before, class: 村级例会 } }
  - { id: after, row: B19, run: meeting-followup, title: 村级例会会后跟踪, when: 每月第17个工作日 15:00, to: { kind: village }, with: { stage: after, class: 村级例会 } }
`

let house: TestApp
afterEach(async () => await house.stop())

const start = async (yaml: string, now = '2023-06-05T09:00:00+08:00'): Promise<void> => {
  house = await startTestApp({ now, env: { PACKS: packFile('meeting', yaml) } })
}

/** 纸房村 meets and decides two things; gives the numbers of the two tasks. */
async function met(): Promise<number[]> {
  const reply = await tell(
    house,
    'jiahongwei',
    '会议 类型:村级例会 主题:6月村级例会\n议定：\n1.纸房村6月25日前修好五组蓄水池\n2.纸房村6月28日前核对监测户收入',
  )
  expect(reply).toMatch(/^✅/)
  const { items } = (await house.api('/entries?kind=task')).json<{ items: { no: number }[] }>()
  return items.map(({ no }) => no)
}

it('before: goes to the villages that owe their meeting and to no other', async () => {
  await start(duties() + schedules)
  await met()
  await tell(house, 'yangzhiguo', '问题 蓄水池渗漏')
  await house.advance('2023-06-09T12:00:00+08:00')

  // 1 June 2023 is a Thursday, so that the seventh working day is Friday the 9th.
  const where = await heardWhere(house, '村级例会会前准备')
  // 176 villages, one of which has met; townships and county hear nothing.
  expect(where).toHaveLength(175)
  expect(where.every((one) => /^group:621021\d{6} 2023-06-09 09:00$/.test(one))).toBe(true)
  expect(where.join()).not.toContain('621021103204')
  const [heqi] = (await heard(house, '贺旗村 村级例会会前准备')).map(({ text }) => text)
  expect(heqi).toContain('2023年6月的村级例会还差 1 次，请做好会前准备。')
  expect(heqi).toContain('贺旗村未销号的问题 1 条，看清单请发：台账 问题 未销号')
  expect(heqi).toContain('开完请报：会议 类型：村级例会')
  expect(heqi).toMatch(/口径：meeting B19；数据截至6月9日 09:00/)
  const [other] = (await heard(house, '琵琶寨村 村级例会会前准备')).map(({ text }) => text)
  expect(other).not.toContain('未销号')
})

it('before: says how many are still owed, and what the last one left undone', async () => {
  await start(duties(2) + schedules)
  const [first = 0, second = 0] = await met()
  expect(await tell(house, 'jiahongwei', `办结 ${second} 已核对`)).toMatch(/^✅/)
  await house.advance('2023-06-09T12:00:00+08:00')

  const [own] = (await heard(house, '纸房村 村级例会会前准备')).map(({ text }) => text)
  expect(own).toContain('还差 1 次')
  expect(own).toMatch(new RegExp(`上次（6月5日）议定、还没办结的 1 项，会上请报进展：\\n· #${first} .*五组蓄水池.*（6月25日前）——办理中`))
  expect(own).not.toContain('核对监测户收入')
  expect((await heard(house, '贺旗村 村级例会会前准备'))[0]?.text).toContain('还差 2 次')
})

it('after: only a village whose last meeting left something undone hears of it, with what is overdue', async () => {
  await start(duties() + schedules)
  const [first, second] = await met()
  await tell(house, 'yangzhiguo', '会议 类型:村级例会 主题:学习文件')
  await tell(house, 'jiahongwei', `进展 ${second} 已核对三户`)
  await house.advance('2023-06-26T18:00:00+08:00')

  // 22 to 24 June are off, Sunday 25 is worked: 12 to 16 are 8–12, 19 to 21 are 13–15, 25 is 16, Monday 26 is 17.
  expect(await heardWhere(house, '村级例会会后跟踪')).toEqual(['group:621021103204 2023-06-26 15:00'])
  const [own] = (await heard(house, '村级例会会后跟踪')).map(({ text }) => text)
  expect(own).toContain('6月5日村级例会议定的事项还有 2 项没有办结：')
  expect(own).toMatch(new RegExp(`#${first} .*（6月25日前）——已逾期\\n· #${second} .*（6月28日前）——推进中`))
  expect(own).toContain('有进展请发“进展 编号 …”，办完请发“办结 编号”')
})

it('after: says nothing when all is done', async () => {
  await start(duties() + schedules)
  for (const no of await met()) expect(await tell(house, 'jiahongwei', `办结 ${no} 已办完`)).toMatch(/^✅/)
  await house.advance('2023-06-26T18:00:00+08:00')

  expect(await heard(house, '会后跟踪')).toEqual([])
})

it('says nothing where the pack asks for no such meeting', async () => {
  await start(schedules)
  await house.advance('2023-07-12T12:00:00+08:00')

  expect(await heard(house, '村级例会')).toEqual([])
})

it('waits for the morning after quiet hours, passes over a muted village and does not come twice after a restart', async () => {
  await start(duties() + schedules.replace('09:00', '06:30'))
  expect(await tell(house, 'liuhaifeng@621021103203', '静默')).toMatch(/^✅/)
  await house.advance('2023-06-09T07:00:00+08:00')
  house = await house.restart()
  await house.advance('2023-06-09T12:00:00+08:00')

  expect(await heardWhere(house, '纸房村 村级例会会前准备')).toEqual(['group:621021103204 2023-06-09 08:00'])
  expect(await heard(house, '贺旗村 村级例会会前准备')).toEqual([])
})
