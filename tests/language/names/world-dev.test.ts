import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buildLexicon } from '../../../src/language/names/lexicon.ts'
import { normalise } from '../../../src/language/normalise.ts'
import { speakerOf, unitId, worldRoster } from './world-dev.ts'

interface Case {
  id: string
  member: string
  text: string
  heads: string[]
}

const lexicon = buildLexicon(worldRoster)
const members = readFileSync(new URL('../../fixtures/world-dev/members.csv', import.meta.url), 'utf8')
  .split('\n')
  .map((line) => line.split(','))

/** The cases in which every item of the message names a household that was taken. */
const cases: Case[] = readFileSync(new URL('../../fixtures/dev.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
  .filter(
    (each) =>
      /走访|入户|回访|风险|预警/.test(each.text) &&
      each.expect.outcome === 'accepted' &&
      each.expect.entries?.every((entry: { fields?: { household?: string } }) => entry.fields?.household),
  )
  .map((each) => ({ ...each, heads: each.expect.entries.map((entry: { fields: { household: string } }) => entry.fields.household) }))

test('the corpus is there', () => {
  expect(cases.length).toBeGreaterThan(50)
})

test.each(cases.map((each): [string, Case] => [each.id, each]))('%s', (_id, { member, text, heads }) => {
  const unit = members.find((row) => row[6] === member)?.[1] ?? ''
  const villages = lexicon.villagesIn([unitId(unit)])
  const words = normalise(text)
  const labelled = /户主\s*[:=\n]\s*(\S+)/.exec(words)
  const after = words.replace(/^[\s\S]*?(?:返贫风险|走访|入户|回访|风险|预警)/, '')
  const items = after.includes('\n')
    ? after
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => line.replace(/^\d[.、]\s*/, ''))
    : [after]
  const matches =
    labelled?.[1] === undefined
      ? items.map((item) => lexicon.findHousehold(item, villages))
      : [lexicon.resolveHousehold(labelled[1], villages)]
  const named = matches.map((match) => (match?.kind === 'found' ? lexicon.household(match.id)?.head : match?.kind))
  const asked = text.includes('老杨') || text.includes('日期:前天')
  if (!asked) expect(named).toEqual(heads)
})

test('units and people of the corpus are found', () => {
  const speaker = speakerOf('621021')
  expect(lexicon.findUnits('马玲镇 走防 进度', speaker)).toMatchObject([{ value: unitId('621021103'), corrected: true }])
  expect(lexicon.findUnits('驿马镇、马岭镇走访对比', speaker).map(({ value }) => value)).toEqual([unitId('621021101'), unitId('621021103')])
  expect(lexicon.findUnits('太白梁乡巴山村', speaker)).toMatchObject([{ value: unitId('621021203202') }])
  expect(lexicon.findMembers('王县长', speaker)).toHaveLength(1)
})
