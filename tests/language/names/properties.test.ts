import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toInstant } from '../../../src/clock.ts'
import { buildLexicon, type HouseholdMatch } from '../../../src/language/names/lexicon.ts'
import { findAmounts, parseAmount } from '../../../src/language/values/amounts.ts'
import { findCounts, parseCount } from '../../../src/language/values/counts.ts'
import { findDates } from '../../../src/language/values/dates.ts'
import { findNumbers } from '../../../src/language/values/numbers.ts'
import { findPercentages } from '../../../src/language/values/percentages.ts'
import { findPeriods } from '../../../src/language/values/periods.ts'
import { speakerOf, unitId, worldRoster } from './world-dev.ts'

const lexicon = buildLexicon(worldRoster)
const speaker = speakerOf('621021103204')
const NOW = toInstant('2023-06-15')
const heads = worldRoster.households.map(({ head }) => head)
const units = worldRoster.units.map(({ name }) => name)
const pieces = [
  '走访',
  '老',
  '家',
  '三组的',
  '(三组)',
  '纸房村',
  '今天',
  '6月2日',
  '3.5万元',
  '十二户',
  '五成三',
  '的',
  '在',
  ' ',
  ',',
  '。',
  '一',
  '二',
  '1',
  '.',
  '-',
  '月',
  '日',
  '年',
  '百分之',
  '上',
  '王',
  '😀',
  '\n',
  'a',
  '\ud800',
]
const words = fc
  .array(
    fc.oneof(fc.constantFrom(...pieces), fc.constantFrom(...heads), fc.constantFrom(...units), fc.string({ unit: 'binary', maxLength: 4 })),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''))

const reads: [string, (text: string) => { start: number; end: number }[]][] = [
  ['numbers', findNumbers],
  ['amounts', findAmounts],
  ['counts', findCounts],
  ['percentages', findPercentages],
  ['past dates', (text) => findDates(text, NOW, 'past')],
  ['dates ahead', (text) => findDates(text, NOW, 'ahead')],
  ['periods', (text) => findPeriods(text, NOW)],
  ['units', (text) => lexicon.findUnits(text, speaker)],
  ['members', (text) => lexicon.findMembers(text, speaker)],
  ['indicators', (text) => lexicon.findIndicators(text)],
  ['households anywhere', (text) => lexicon.findHouseholdsAnywhere(text, lexicon.villagesIn(speaker.scopeUnitIds))],
]

test.each(reads)('%s: every finding lies in the text, left to right, without overlap', (_name, read) => {
  fc.assert(
    fc.property(words, (text) => {
      let from = 0
      for (const { start, end } of read(text)) {
        expect(start).toBeGreaterThanOrEqual(from)
        expect(end).toBeGreaterThan(start)
        from = end
      }
      expect(from).toBeLessThanOrEqual(text.length)
    }),
  )
})

function idsOf(match: HouseholdMatch | null): number[] {
  if (match === null) return []
  return match.kind === 'found' ? [match.id] : match.kind === 'several' ? match.ids : match.near
}

test('nothing outside the villages is ever returned', () => {
  const scopes = [['621021103204'], ['621021103203', '621021101204'], ['621021103'], []].map((codes) =>
    lexicon.villagesIn(codes.map(unitId)),
  )
  fc.assert(
    fc.property(words, fc.constantFrom(...scopes), (text, villages) => {
      const ids = [
        ...idsOf(lexicon.findHousehold(text, villages)),
        ...idsOf(lexicon.resolveHousehold(text, villages)),
        ...lexicon.findHouseholdsAnywhere(text, villages).flatMap(({ value, candidates }) => candidates ?? [value]),
      ]
      for (const id of ids) expect(villages).toContain(lexicon.household(id)?.villageId)
    }),
    { numRuns: 300 },
  )
})

test('a match covers a part of the text that holds what was typed', () => {
  fc.assert(
    fc.property(words, (text) => {
      const match = lexicon.findHousehold(text, lexicon.villagesIn(speaker.scopeUnitIds))
      if (match === null) return
      expect(match.start).toBeGreaterThanOrEqual(0)
      expect(match.end).toBeLessThanOrEqual(text.length)
      expect(text.slice(match.start, match.end)).toContain(match.typed)
    }),
  )
})

test('labelled values never throw', () => {
  fc.assert(
    fc.property(words, (text) => {
      parseAmount(text)
      parseCount(text)
      lexicon.unitByName(text, speaker)
      lexicon.memberByName(text, speaker)
    }),
  )
})

const long = [
  '今天入户查看了粮食、住房、饮水、医保、上学情况,王县长在纸房村开会。',
  '1',
  '一',
  '6.2-',
  '月',
  '百分之',
  '十万',
  ' ',
  '上',
  '马岭镇',
  '王志刚',
].map((piece) => piece.repeat(4000 / piece.length))

test.each(reads)('%s: a text of 4,000 characters is read in a moment', (_name, read) => {
  for (const text of long) {
    const begun = performance.now()
    read(text)
    expect(performance.now() - begun).toBeLessThan(2000)
  }
})

test('a household at the start of 4,000 characters is found in a moment', () => {
  for (const text of long) {
    const begun = performance.now()
    lexicon.findHousehold(text, lexicon.villagesIn(speaker.scopeUnitIds))
    lexicon.resolveHousehold(text, lexicon.villagesIn(speaker.scopeUnitIds))
    expect(performance.now() - begun).toBeLessThan(2000)
  }
})
