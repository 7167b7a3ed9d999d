import { describe, expect, it, test } from 'vitest'
import type { Unit, UnitKind } from '../../src/core/nouns.ts'
import { bottomOf, groupByKind, rankUnits, topOf } from '../../src/domain/ranking.ts'
import type { UnitTally } from '../../src/domain/tallies.ts'

function unit(name: string, kind: UnitKind = 'township'): Unit {
  return {
    id: name.charCodeAt(0),
    code: name,
    name,
    officialName: name,
    kind,
    parentId: 1,
    path: '/1/',
    aliases: [],
    attributes: [],
    until: null,
    mergedIntoId: null,
  }
}

/** `[name, done, required, onTime]` as tallies, measured against `target`. */
function tallies(rows: [string, number, number, number?][], target: number | null = null): UnitTally[] {
  return rows.map(([name, done, required, onTime = done]) => ({
    unit: unit(name),
    required,
    done,
    onTime,
    extra: 0,
    subjects: 1,
    complete: 0,
    completeOnTime: 0,
    zero: 0,
    zeroDone: 0,
    target,
  }))
}

const coverage = { coverage: true }
const places = (lines: { unit: Unit; place: number | null }[]) => lines.map((line) => `${line.place ?? '—'}${line.unit.name}`).join(' ')
const names = (lines: { unit: Unit }[]) => lines.map((line) => line.unit.name).join('')

describe('rule 17', () => {
  test('rule 17: rate decides, then the on-time rate; equals share a place and the next one is skipped', () => {
    // 甲 30/40 = 75 %, 乙 60/80 = 75 %, 丙 20/40 = 50 %; 丁 30/40 with 10 on time comes after 甲 and 乙.
    const lines = rankUnits(
      tallies([
        ['丙', 20, 40],
        ['丁', 30, 40, 10],
        ['甲', 30, 40, 20],
        ['乙', 60, 80, 40],
      ]),
      coverage,
    )

    expect(places(lines)).toBe('1甲 1乙 3丁 4丙')
  })

  test('rule 17: equal shares of different size are equal, without rounding', () => {
    const lines = rankUnits(
      tallies([
        ['甲', 1, 3, 0],
        ['乙', 100, 300, 0],
        ['丙', 3333, 10_000, 0],
      ]),
      { coverage: false },
    )

    expect(places(lines)).toBe('1甲 1乙 3丙')
  })

  test('rule 17: a tie that crosses the cut of 前N is taken in', () => {
    const lines = rankUnits(
      tallies([
        ['甲', 40, 40],
        ['乙', 30, 40],
        ['丙', 30, 40],
        ['丁', 10, 40],
      ]),
      coverage,
    )

    expect(names(topOf(lines, 2))).toBe('甲乙丙')
    expect(names(topOf(lines, 1))).toBe('甲')
  })

  test('rule 17: a tie that crosses the cut of 后N is left out', () => {
    const lines = rankUnits(
      tallies([
        ['甲', 35, 40],
        ['乙', 30, 40],
        ['丙', 30, 40],
        ['丁', 10, 40],
      ]),
      coverage,
    )

    expect(names(bottomOf(lines, 2))).toBe('丁')
    expect(names(bottomOf(lines, 3))).toBe('丁丙乙')
    expect(
      names(
        bottomOf(
          rankUnits(
            tallies([
              ['甲', 9, 10],
              ['乙', 1, 10],
              ['丙', 1, 10],
            ]),
            coverage,
          ),
          1,
        ),
      ),
    ).toBe('')
  })

  test('rule 17: a unit at 100 % or ahead of 序时进度 is never named last', () => {
    const ahead = rankUnits(
      tallies(
        [
          ['甲', 39, 40],
          ['乙', 24, 40],
          ['丙', 19, 40],
        ],
        0.5,
      ),
      coverage,
    )

    expect(names(bottomOf(ahead, 2))).toBe('丙')
    expect(
      names(
        bottomOf(
          ahead.filter((line) => line.unit.name !== '丙'),
          1,
        ),
      ),
    ).toBe('')
    expect(
      names(
        bottomOf(
          rankUnits(
            tallies([
              ['甲', 40, 40, 40],
              ['乙', 40, 40, 30],
            ]),
            coverage,
          ),
          1,
        ),
      ),
    ).toBe('')
  })

  test('rule 17: fewer than five households are shown without a place; numbers of reports are ranked all the same', () => {
    const rows = tallies([
      ['甲', 4, 4],
      ['乙', 3, 5],
      ['丙', 5, 5],
    ])

    expect(places(rankUnits(rows, coverage))).toBe('1丙 2乙 —甲')
    expect(places(rankUnits(rows, { coverage: false }))).toBe('1甲 1丙 3乙')
    expect(names(topOf(rankUnits(rows, coverage), 10))).toBe('丙乙')
  })

  test('rule 17: units of different kinds are not compared, and who owes nothing is not ranked', () => {
    const [first, second, third] = tallies([
      ['甲', 1, 10],
      ['乙', 2, 10],
      ['丙', 0, 0],
    ])
    if (!first || !second || !third) throw new Error('three tallies were made')
    const groups = groupByKind([first, { ...second, unit: unit('乙', 'department') }])

    expect(groups.map((group) => group.kind)).toEqual(['township', 'department'])
    expect(names(rankUnits([first, third], coverage))).toBe('甲')
  })
})

describe('a ranking', () => {
  it('of nobody is empty', () => {
    expect(rankUnits([], coverage)).toEqual([])
    expect(bottomOf([], 3)).toEqual([])
  })
})
