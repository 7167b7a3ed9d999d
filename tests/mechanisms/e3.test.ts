import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { packFile } from '../support/packs.ts'
import { reported, saidIn, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  const yaml = [
    'duties:',
    '  - id: lists',
    '    row: E3',
    '    title: 任务清单报送',
    '    who: { kind: department, attribute: 牵头部门 }',
    '    report: { kind: task, class: 任务清单, state: [filed, progressing, done] }',
    '    atLeast: 2',
    '    every: year',
    '    by: 每年6月16日 18:00',
    'schedules:',
    '  - { id: lists, run: task-lists, title: 清单报送情况, when: 每月19日 09:00, to: { kind: county } }',
  ]
  house = await startTestApp({ env: { PACKS: packFile('e3', yaml.join('\n')) } })
  for (const unit of ['住建局', '水务局', '教育局']) expect(await tell(house, 'sunli', `属性 ${unit} 牵头部门`)).toMatch(/^✅/)
})
afterAll(async () => await house.stop())

test('E3 who has not filed his lists is named, with how many', async () => {
  // Three lead departments owe two lists each; 住建局 files one, 水务局 one; another of 水务局 is only drawn up: 3 departments, 4 lists.
  for (const who of ['zhaoliping', 'heweimin']) {
    const { no } = await reported(house, who, '交清单 住房安全任务清单')
    await tell(house, who, `报审 ${no}`)
    await tell(house, 'sunli', `审定 ${no}`)
    expect(await tell(house, 'sunli', `备案 ${no}`)).toMatch(/^✅/)
  }
  await reported(house, 'heweimin', '交清单 饮水安全任务清单')

  const text = await tell(house, 'sunli', '谁没报清单')
  expect(text).toContain('3个牵头部门4项任务清单未报送')
  for (const line of ['教育局：差 2 项', '水务局：差 1 项']) expect(text).toContain(line)
  await house.advance('2023-06-19T12:00:00+08:00')
  expect((await saidIn(house, 'group:621021')).at(-1)).toContain('3个牵头部门4项任务清单未报送')
})
