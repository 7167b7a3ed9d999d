import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Household } from '../../src/core/nouns.ts'
import { type HouseholdBook, openHouseholdBook } from '../../src/domain/household-book.ts'
import { heardAlike, judge } from '../../src/language/names/household-candidates.ts'

const heads = ['王亦态', '王一泰', '张耀宗', '张要宗', '李宁霞', '李玲霞', '符兰', '符蓝', '陈志信']

const household = fc.record({
  id: fc.integer({ min: 1, max: 12 }),
  village: fc.integer({ min: 1, max: 3 }),
  origin: fc.integer({ min: 1, max: 3 }),
  group: fc.constantFrom('一组', '二组', '丛潭村'),
  head: fc.constantFrom(...heads),
  carer: fc.option(fc.integer({ min: 1, max: 2 })),
  gone: fc.boolean(),
})

function toHousehold(made: {
  id: number
  village: number
  origin: number
  group: string
  head: string
  carer: number | null
  gone: boolean
}): Household {
  return {
    id: made.id,
    villageId: made.village,
    originId: made.origin,
    groupName: made.group,
    head: made.head,
    kind: '一般户',
    persons: 3,
    carerId: made.carer,
    since: null,
    until: made.gone ? '2023-06-01' : null,
    untilReason: null,
    attributes: [],
  }
}

const pathOf = (villageId: number): string => `/${villageId}/`

/** All that a book can be asked, with the households in the order of their ids. */
function answers(book: HouseholdBook) {
  const index = book.names(pathOf)
  const ids = (rows: Household[]): number[] => rows.map(({ id }) => id)
  return {
    all: ids([...book.all()]),
    each: Array.from({ length: 13 }, (_, id) => book.household(id)),
    villages: [1, 2, 3].map((village) => [ids(book.ofVillage(village)), ids(book.movedFrom(village))]),
    carers: [1, 2].map((carer) => ids(book.ofCarer(carer))),
    names: heads.flatMap((head) => [
      heardAlike(index, head)
        .map(({ id }) => id)
        .sort(),
      ...[[1], [2, 3], [1, -5]].map((grounds) => {
        const verdict = judge(index, head, { scope: index.scopeOf(grounds) })
        return verdict && { ...verdict, ...('ids' in verdict ? { ids: [...verdict.ids].sort() } : {}) }
      }),
    ]),
    hamlets: [[1], [2], [3]].map((grounds) => index.hamletAt('丛潭村', 0, index.scopeOf(grounds))?.name ?? null),
  }
}

describe('a book of households', () => {
  test('changed household by household answers as one opened anew, and the old one as before', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(household, { selector: ({ id }) => id }),
        fc.array(fc.array(household, { maxLength: 2 }), { maxLength: 5 }),
        (made, rounds) => {
          const rows = new Map(made.map((one) => [one.id, toHousehold(one)]))
          const first = openHouseholdBook([...rows.values()].sort((a, b) => a.id - b.id))
          const before = answers(first)
          let book = first
          for (const round of rounds) {
            const changed = [...new Map(round.map((one) => [one.id, toHousehold(one)])).values()]
            for (const row of changed) rows.set(row.id, row)
            book = book.changed(changed)
          }

          expect(answers(book)).toEqual(answers(openHouseholdBook([...rows.values()].sort((a, b) => a.id - b.id))))
          expect(answers(first)).toEqual(before)
        },
      ),
    )
  })
})
