import type { UnitKind } from '../../../src/core/nouns.ts'
import { buildLexicon, type Lexicon } from '../../../src/language/names/lexicon.ts'
import type { Roster } from '../../../src/language/types.ts'

/** Units as lines `name kind parent [alias|alias]`, households as `village group head`, members as `name unit title`; names stand for ids. */
export interface Lines {
  units: string[]
  households?: string[]
  members?: string[]
}

/** A roster written in a few lines, with its lexicon and the ids of its units. */
export function rosterOf(lines: Lines): { roster: Roster; lexicon: Lexicon; unitId: (name: string) => number } {
  const split = lines.units.map((line) => line.split(' '))
  const unitId = (name: string) => split.findIndex(([each]) => each === name) + 1
  const pathOf = (name: string): string =>
    `${split[unitId(name) - 1]?.[2] === '-' ? '/' : pathOf(split[unitId(name) - 1]?.[2] ?? '')}${unitId(name)}/`
  const roster: Roster = {
    units: split.map(([name = '', kind = '', parent = '', aliases = '']) => ({
      id: unitId(name),
      code: String(unitId(name)),
      name,
      kind: kind as UnitKind,
      parentId: parent === '-' ? null : unitId(parent),
      path: pathOf(name),
      aliases: aliases.split('|').filter((alias) => alias !== ''),
    })),
    households: (lines.households ?? []).map((line, at) => {
      const [village = '', groupName = '', head = ''] = line.split(' ')
      return { id: at + 1, villageId: unitId(village), groupName, head, kind: '脱贫户' }
    }),
    members: (lines.members ?? []).map((line, at) => {
      const [name = '', unit = '', title = ''] = line.split(' ')
      return { id: at + 1, name, unitIds: [unitId(unit)], titles: [title] }
    }),
    indicators: [
      { name: '资金支出率', aliases: ['支出率', '资金支出'] },
      { name: '开工率', aliases: ['项目开工率'] },
    ],
  }
  return { roster, lexicon: buildLexicon(roster), unitId }
}
