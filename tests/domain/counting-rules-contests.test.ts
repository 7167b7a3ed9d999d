import { readdirSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { loadCommands, loadSchedules } from '../../src/app.ts'
import { readPacks } from '../../src/pack-files.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { heard } from '../support/heard.ts'
import { packFile } from '../support/packs.ts'
import { reported, tell } from '../support/reports.ts'

const rules = `
dailyQuestions:
  - { ask: 应急救助要几个工作日？, answer: 2个工作日 }
  - { ask: 识别纳入要几个工作日？, answer: 10个工作日 }
duties:
  - { id: meeting, row: B1, title: 党政联席会, who: { kind: township }, report: { kind: meeting }, atLeast: 1, every: month }
rankings:
  - { id: meetings, title: 党政联席会, duty: meeting }
schedules:
  - { id: daily, row: B14, run: daily-question, title: 每日一题, when: 每工作日 08:10, to: { kind: township } }
  - { id: remind, run: duty-reminders, title: 提醒, when: 每月20日 09:00, with: { every: month, stage: private } }
  - { id: rank, run: ranking-notice, title: 排名, when: 每月第5个工作日 09:40, to: { kind: county }, with: { ranking: meetings } }
`

let house: TestApp
afterEach(async () => await house.stop())

test('rule 24: off by default: none of the shipped packs asks questions or sends them', async () => {
  const names = readdirSync(new URL('../../packs/', import.meta.url)).map((file) => file.replace('.yaml', ''))
  const packs = readPacks(names, { commands: (await loadCommands()).all, schedules: await loadSchedules() })
  expect(packs).toHaveLength(5)
  expect(packs.flatMap(({ dailyQuestions }) => dailyQuestions)).toEqual([])
  expect(packs.flatMap(({ schedules }) => schedules.filter(({ run }) => run === 'daily-question'))).toEqual([])

  house = await startTestApp({ env: { PACKS: names.join(',') } })
  expect(await tell(house, 'jiahongwei', '每日一题')).toContain('没有开通')
})

test('rule 24: where it is on, who answers and who does not stand alike: no entry, no place, nobody chased', async () => {
  house = await startTestApp({ now: '2023-06-14T09:00:00+08:00', env: { PACKS: packFile('contests', rules) } })
  await reported(house, 'liuhaifeng', '会议 类型:党政联席会 主题:研究产业')
  // One reads and answers every day for a week, another never does.
  for (let day = 15; day <= 21; day++) {
    await house.advance(`2023-06-${day}T08:30:00+08:00`)
    await tell(house, 'liuhaifeng', '每日一题')
    await tell(house, 'liuhaifeng', '每日一题 答案')
  }
  await house.advance('2023-07-07T12:00:00+08:00')

  // The meeting is the one entry there is.
  expect((await house.api('/entries')).json<{ items: unknown[] }>().items).toHaveLength(1)
  expect(await tell(house, 'liuhaifeng', '我的上报')).not.toContain('一题')
  for (const who of ['liuhaifeng', 'caojun']) expect(await tell(house, who, '我的待办')).not.toContain('一题')
  // What goes out on it is the question itself; reminders and rankings know nothing of it.
  const said = await heard(house, '一题')
  const pushed = said.filter(({ chat }) => chat.startsWith('group:'))
  expect(pushed.every(({ text }) => text.startsWith('每日一题：'))).toBe(true)
  expect(said.filter(({ chat }) => chat.startsWith('direct:')).every(({ chat }) => chat === 'direct:liuhaifeng')).toBe(true)
  const [ranked] = (await heard(house, '党政联席会排名')).map(({ text }) => text)
  expect(ranked).toMatch(/1\. 马岭镇 100% 1\/1/)
  expect(ranked).not.toContain('一题')
})

test('rule 24: of a contest only the final’s result is entered, with its document, and it makes no ranking of its own', async () => {
  house = await startTestApp({ now: '2023-06-14T09:00:00+08:00', env: { PACKS: packFile('finals', rules) } })
  expect(await tell(house, 'sunli', '结果 大比武 单位：马岭镇 名次：1 加分：2')).toMatch(/^❓.*文号/)
  await tell(house, 'sunli', '取消')
  await reported(house, 'sunli', '结果 大比武 单位：马岭镇 层级：乡镇 名次：1 加分：2 文号：宜乡振〔2023〕9号')
  await reported(house, 'sunli', '结果 大比武 单位：驿马镇 层级：乡镇 名次：2 加分：1 文号：宜乡振〔2023〕9号')
  // The result is no report of the unit's: neither has held its meeting.
  expect(await tell(house, 'sunli', '党政联席会排名')).not.toMatch(/马岭镇 100%|驿马镇 100%/)
  expect(await tell(house, 'sunli', '考核结果')).toMatch(
    /驿马镇 业务大比武 镇 第2名 加分 1，依据.*\n· 马岭镇 业务大比武 镇 第1名 加分 2，依据/,
  )
})
