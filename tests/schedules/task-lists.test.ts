import { afterEach, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { heard, heardWhere } from '../support/heard.ts'
import { packFile } from '../support/packs.ts'
import { tell } from '../support/reports.ts'

const duties = `
cases: { task: { steps: [] } }
duties:
  - { id: list, row: E3, title: 任务清单报送, who: { kind: department }, report: { kind: task, class: 任务清单 }, atLeast: 1, every: year, by: 每年3月31日 18:00 }
`
const schedule = `
schedules:
  - { id: lists, row: E3, run: task-lists, title: 清单报送情况, when: 每年4月3日 10:00, to: { kind: [county, township] } }
`

let house: TestApp
afterEach(async () => await house.stop())

const start = async (yaml: string): Promise<void> => {
  house = await startTestApp({ now: '2023-03-20T09:00:00+08:00', env: { PACKS: packFile('lists', yaml) } })
}

it('names to the county which departments have not filed and how many lists, and tells no township that has none', async () => {
  await start(duties + schedule)
  expect(await tell(house, 'heweimin', '任务 内容:2023年饮水安全任务清单 类别:任务清单')).toMatch(/^✅/)
  await house.advance('2023-04-03T12:00:00+08:00')

  expect(await heardWhere(house, '清单报送情况')).toEqual(['group:621021 2023-04-03 10:00'])
  const [text] = (await heard(house, '清单报送情况')).map((one) => one.text)
  // Of eight departments (units.csv) one has filed.
  expect(text).toContain('任务清单报送：7个部门7项任务清单未报送')
  expect(text).not.toContain('水务局')
  expect(text).toContain('· 庆城县财政局：差 1 项')
  expect(text).toMatch(/数据截至4月3日 10:00/)
})

it('says nothing without such a duty', async () => {
  await start(schedule)
  await house.advance('2023-04-04T12:00:00+08:00')

  expect(await heard(house, '清单报送情况')).toEqual([])
})

it('waits for the morning after quiet hours and does not come twice after a restart', async () => {
  await start(duties + schedule.replace('10:00', '23:00'))
  await house.advance('2023-04-03T23:30:00+08:00')
  house = await house.restart()
  await house.advance('2023-04-04T12:00:00+08:00')

  expect(await heardWhere(house, '清单报送情况')).toEqual(['group:621021 2023-04-04 08:00'])
})
