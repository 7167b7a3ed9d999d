import { expect, test } from 'vitest'
import { parsePack } from '../../src/domain/pack.ts'
import type { Project } from '../../src/domain/projects.ts'
import { industryShare, rankSpending, spendingRate, sumProjects, thresholdsOn } from '../../src/domain/spending.ts'

const base: Project = {
  no: 1,
  name: '',
  unitId: 0,
  class: null,
  state: 'started',
  allocated: 0,
  paid: 0,
  isIndustry: null,
  source: null,
  group: null,
  leader: null,
  year: 2023,
  startedOn: null,
  doneOn: null,
  entry: {
    no: 1,
    kind: 'project',
    class: null,
    unitId: 0,
    byUnitId: null,
    byPost: null,
    memberId: null,
    typedById: null,
    date: '2023-01-01',
    householdId: null,
    fields: {},
    status: 'started',
    sentAt: 0,
    createdAt: 0,
    version: 1,
  },
}
const of = (unitId: number, allocated: number, paid: number): Project => ({ ...base, unitId, allocated, paid })

/** Three townships below unit 0; each is its own subtree. */
const units = [1, 2, 3].map((id) => ({
  id,
  code: String(id),
  name: `镇${id}`,
  officialName: `镇${id}`,
  kind: 'township' as const,
  parentId: 0,
  path: `/0/${id}/`,
  aliases: [],
  attributes: [],
  until: null,
  mergedIntoId: null,
}))
const directory = { children: () => units, isWithin: (id: number, root: number) => id === root }

test('15 a rate is the quotient of sums; equals share a place; what has nothing allocated has none', () => {
  const projects = [of(1, 100, 100), of(1, 300, 0), of(2, 80, 20), of(3, 0, 0)]
  const lines = rankSpending({ directory }, 0, projects)
  expect(lines.map(({ unit, rate, place }) => [unit.name, rate, place])).toEqual([
    ['镇1', 0.25, 1],
    ['镇2', 0.25, 1],
    ['镇3', null, null],
  ])
})

test('15 industry share counts 中省衔接资金 alone', () => {
  const sums = sumProjects([
    { ...of(1, 60, 0), source: '中省衔接资金', isIndustry: true },
    { ...of(1, 40, 0), source: '中省衔接资金', isIndustry: false },
    { ...of(1, 900, 0), source: '县级资金', isIndustry: true },
  ])
  expect(industryShare(sums)).toBe(0.6)
  expect(industryShare(sumProjects([of(1, 10, 0)]))).toBeNull()
  expect(spendingRate(sumProjects([]))).toBeNull()
})

test('15 April, June and September mean the end of the month: on that day it is still ahead', () => {
  const thresholds = ['4月30日', '6月30日', '9月30日'].map(
    (by, at) => `  - { row: E2, figure: 资金支出率, by: ${by}, atLeast: ${[30, 50, 85][at] ?? 0} }`,
  )
  const read = parsePack(`name: t\ntitle: t\nsource: t\nthresholds:\n${thresholds.join('\n')}\n`)
  if (!('pack' in read)) throw new Error(JSON.stringify(read.faults))
  const on = (today: string) => {
    const { passed, next } = thresholdsOn({ packs: [read.pack] }, today)
    return [passed?.atLeast ?? null, next?.atLeast ?? null]
  }
  expect(on('2023-04-30')).toEqual([null, 30])
  expect(on('2023-05-01')).toEqual([30, 50])
  expect(on('2023-06-30')).toEqual([30, 50])
  expect(on('2023-10-01')).toEqual([85, null])
})

test('a pack’s day that does not exist is refused with its line', () => {
  const read = parsePack('name: t\ntitle: t\nsource: t\nthresholds:\n  - { row: E2, figure: 资金支出率, by: 四月底, atLeast: 30 }\n')
  expect('faults' in read && read.faults).toEqual([{ line: 5, message: expect.stringContaining('日期写成 3月31日') }])
})
