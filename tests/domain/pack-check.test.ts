import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { loadCommands, loadSchedules } from '../../src/app.ts'
import { unfilledPlaces } from '../../src/cli/pack-section-words.ts'
import { checkPack } from '../../src/domain/pack-check.ts'
import { packHints } from '../../src/domain/pack-hints.ts'

const surroundings = { commands: (await loadCommands()).all, schedules: new Map() }
const head = 'name: x\ntitle: 某县规则\nsource: 某县文件\nduties:\n'
const duty = (rest: string): string => `${head}  - { id: d, row: A1, title: 动作, atLeast: 1, every: month, ${rest} }\n`

test.each([
  [
    'a state that its kind has not',
    'who: { kind: county }, report: { kind: info, state: accepted }',
    '没有“accepted”这种状态：可写 submitted（',
  ],
  ['a state where nothing is followed up', 'who: { kind: county }, report: { kind: visit, state: done }', '这种报送没有状态'],
  [
    'a group of indicators that is not declared',
    'who: { kind: county }, report: { kind: indicator, class: 收入监测 }',
    '没有“收入监测”这一组指标',
  ],
  ['a theme where none may be set', 'who: { kind: village }, report: { kind: issue, theme: true }', '要先在 themes 里写可以定哪些主题'],
  [
    'a theme beside a class',
    'who: { kind: village }, report: { kind: issue, theme: true, class: 饮水 }',
    '写了 theme（本月主题）就不再写 class',
  ],
  ['a deadline that nobody can read', 'who: { kind: village }, report: { kind: issue }, by: 三月底', '看不懂时间“三月底'],
])('a pack is refused with %s', (_, rest, complaint) => {
  const checked = checkPack(duty(rest), surroundings)
  expect('faults' in checked ? checked.faults : []).toEqual([{ line: 5, message: expect.stringContaining(complaint) }])
})

test.each([
  ['of units', 'who: { kind: county }, report: { kind: visit }, covers: villages, every: term', '按职务定'],
  [
    'of households with an attribute',
    'who: { kind: village }, report: { kind: visit }, covers: households, among: 有巩固任务, every: year',
    '只用于 covers: villages',
  ],
])('villages are covered by persons alone, and the attribute is the villages’: %s', (_, rest, complaint) => {
  const checked = checkPack(`${head}  - { id: d, row: A1, title: 动作, ${rest} }\n`, surroundings)
  expect('faults' in checked ? checked.faults[0]?.message : '').toContain(complaint)
})

test('a deadline without a time of day is the end of that day', () => {
  const checked = checkPack(duty('who: { kind: county }, report: { kind: info }, by: 每月25日'), surroundings)
  expect('pack' in checked ? checked.pack.duties[0]?.by : null).toMatchObject([{ unit: 'month', timeOfDay: '24:00' }])
})

test('what the county has still to fill in is named by its place', () => {
  const checked = checkPack(`${head.replace('duties:\n', '')}cases: { risk: { intake: 10个工作日 } }\nprojects: {}\n`, surroundings)
  expect('pack' in checked ? unfilledPlaces(checked.pack) : []).toEqual([
    'cases › risk › clearing',
    'projects › negativeList',
    'projects › rides',
  ])
})

const whole = (yaml: string): { line: number; message: string }[] => {
  const checked = checkPack(`name: x\ntitle: 某县规则\nsource: 某县文件\n${yaml}`, full)
  return 'faults' in checked ? checked.faults : []
}
const full = { commands: (await loadCommands()).all, schedules: await loadSchedules() }
const duties = `duties:
  - { id: visits, row: A4, title: 遍访, who: { kind: village }, report: { kind: visit }, covers: households, every: year }
  - { id: own, row: A4, title: 书记遍访, who: { post: [村书记] }, report: { kind: visit }, covers: households, every: year }
rankings:
  - { id: visits, title: 遍访排名, duty: visits }
`

test.each([
  ['a ranking of a bulletin', 'rankings: [visits, visit]', 'run: bulletin', '没有编号为 visit 的排名（rankings）：可写 visits'],
  [
    'a duty of a reminder',
    'every: year, duties: [visits, lists]',
    'run: duty-reminders',
    '没有编号为 lists 的规定动作（duties）：可写 visits、own',
  ],
  [
    'a duty whose period is another',
    'every: month, duties: [visits]',
    'run: duty-reminders',
    '“遍访”的 every 是 year，和这里的 month 对不上：请改 every，或另写一条通知',
  ],
  ['a group of indicators', 'every: month, group: 收入', 'run: indicator-review', '没有“收入”这一组指标'],
])('a schedule that names %s wrongly is told with its line and what to write', (_, settings, run, complaint) => {
  const faults = whole(`${duties}schedules:\n  - { id: s, title: 通知, when: 每月5日 09:00, ${run}, with: { ${settings} } }\n`)
  expect(faults).toEqual([{ line: 10, message: expect.stringContaining(complaint) }])
})

test.each([
  ['a ranking of persons', `${duties}  - { id: own, title: 书记排名, duty: own }\n`, 9, '“书记遍访”按人计，不能排名'],
  [
    'a result that no document can be entered for',
    'awards:\n  - { row: B18, result: 省考核, grade: 优秀, yuan: 1 }\n',
    5,
    '没有“省考核”这种结果：可写 省级考核、',
  ],
  [
    'a grade that nobody can enter',
    'awards:\n  - { row: B18, result: 省级考核, grade: 优, yuan: 1 }\n',
    5,
    '没有“优”这个等次：可写 优秀、A',
  ],
  ['an indicator twice', 'indicators:\n  - { name: 支出率 }\n  - { name: 资金支出率, aliases: [支出率] }\n', 6, '“支出率”用了两次'],
  [
    'a theme twice',
    'themes:\n  - { name: 饮水, class: 饮水, items: [水量] }\n  - { name: 安全饮水, aliases: [饮水], class: 饮水, items: [水量] }\n',
    6,
    '“饮水”用了两次',
  ],
  ['a policy twice', 'policies:\n  - { name: 雨露计划 }\n  - { name: 雨露计划 }\n', 6, '“雨露计划”用了两次'],
])('a pack is refused with %s', (_, yaml, line, complaint) => {
  expect(whole(yaml)).toEqual([{ line, message: expect.stringContaining(complaint) }])
})

test('every fault is told at once, each with its line', () => {
  const yaml = `${duties.replace('duty: visits', 'duty: visit')}schedules:
  - { id: a, title: 通报, when: 每月5日 09:00, run: bulletin, with: { rankings: [x, y] } }
  - { id: b, title: 提醒, when: 每月5日 09:00, run: duty-reminders, with: { every: year, duties: [z] } }
`
  expect(whole(yaml).map(({ line }) => line)).toEqual([8, 10, 10, 11])
})

test('what may be a slip is said as a hint: words that the program does not know, notices that have nothing to tell', () => {
  const yaml = `duties:
  - { id: m, row: A6, title: 碰头会, who: { kind: village }, report: { kind: meeting, class: 碰头会 }, atLeast: 1, every: month }
themes: [{ name: 饮水, class: 饮水儿, items: [水量] }]
projects: { milestones: [{ classes: [示范村, 示反村], step: 完工, by: 9月30日 }] }
schedules:
  - { id: a, run: campaign-countdown, title: 倒计时, when: 每日 08:00 }
  - { id: b, run: meeting-followup, title: 会前, when: 每月5日 09:00, with: { stage: before, class: 碰头会 } }
  - { id: c, run: meeting-followup, title: 会后, when: 每月5日 09:00, with: { stage: after, class: 磁头会 } }
`
  const checked = checkPack(`name: x\ntitle: 某县规则\nsource: 某县文件\n${yaml}`, full)
  expect('pack' in checked ? packHints(checked.pack, full.commands) : checked.faults).toEqual([
    '会议的类别“碰头会”程序里没有，报的时候照这个词写才算，请核对没有写错。',
    '问题的类别“饮水儿”程序里没有，报的时候照这个词写才算，请核对没有写错。',
    '项目的类别“示反村”程序里没有，报的时候照这个词写才算，请核对没有写错。',
    '会议的类别“磁头会”程序里没有，报的时候照这个词写才算，请核对没有写错。',
    '“倒计时”不会发：规则包里没有写 campaign。',
  ])
})

test.each(['qingcheng', 'yichun', 'yulin', 'lingao', 'ankang'])('the shipped pack %s names nothing that is not there', (name) => {
  const checked = checkPack(readFileSync(new URL(`../../packs/${name}.yaml`, import.meta.url), 'utf8'), full)
  expect('faults' in checked ? checked.faults : []).toEqual([])
})
