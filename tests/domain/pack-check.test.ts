import { expect, test } from 'vitest'
import { loadCommands } from '../../src/app.ts'
import { unfilledPlaces } from '../../src/cli/pack-section-words.ts'
import { checkPack } from '../../src/domain/pack-check.ts'

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
