import { loadCommands } from '../../../src/app.ts'
import { parseInstant } from '../../../src/clock.ts'
import type { UnitKind } from '../../../src/core/nouns.ts'
import { indexCommands } from '../../../src/domain/command.ts'
import { buildLexicon } from '../../../src/language/names/lexicon.ts'
import type { Interpretation, QueryReading, Roster, World } from '../../../src/language/types.ts'
import { unitId, worldRoster } from '../names/world-dev.ts'
import type { QuestionCase } from './questions.ts'

/** The commands of the product, as they lie in their folder. */
export const { words: commands } = indexCommands((await loadCommands()).all)

const nowMs = parseInstant('2023-06-15T08:45:00+08:00')
const plain = { commands, nowMs, botNames: ['乡报'], voice: false }

const lexicon = buildLexicon(worldRoster)

/** Somebody in 庆城县 whose post is in the unit, on 2023-06-15, in his direct chat. */
export function inQingcheng(code: string): World {
  return { ...plain, lexicon, speaker: { scopeUnitIds: [unitId(code)], homeUnitId: unitId(code), chatUnitId: null } }
}

const towns = [
  ...['江北街道', '建民街道', '关庙镇', '张滩镇', '瀛湖镇', '五里镇', '恒口镇', '流水镇', '大竹园镇', '双龙镇'],
  ...['中原镇', '县河镇', '石梯镇', '晏坝镇', '谭坝镇', '洪山镇', '茨沟镇', '大河镇', '早阳镇', '坝河镇'],
]
const hanbinUnits = ['汉滨区', ...towns].map((name, at) => {
  const kind: UnitKind = at === 0 ? 'county' : 'township'
  return {
    id: at + 1,
    code: String(610902000 + at),
    name,
    kind,
    parentId: at === 0 ? null : 1,
    path: at === 0 ? '/1/' : `/1/${at + 1}/`,
    aliases: [],
  }
})
const hanbinRoster: Roster = { units: hanbinUnits, households: [], members: [], indicators: worldRoster.indicators }

/** A leader of 汉滨区 (安康市). */
export const inHanbin: World = {
  ...plain,
  lexicon: buildLexicon(hanbinRoster),
  speaker: { scopeUnitIds: [1], homeUnitId: 1, chatUnitId: null },
}

/** A reading in the words of a table. */
export function spoken({ lexicon: names }: World, command: string, query: QueryReading): Omit<QuestionCase, 'text'> {
  const { matter, indicator, period, compare, top, bottom, place, unitIds } = query
  return {
    command,
    ...(matter === undefined ? {} : { matter }),
    ...(indicator === undefined ? {} : { indicator }),
    ...(unitIds.length === 0 ? {} : { units: unitIds.map((id) => names.unit(id)?.name ?? '') }),
    ...(period === undefined ? {} : { period: period.key ?? period.label }),
    ...(compare === undefined ? {} : { compare }),
    ...(top === undefined ? {} : { top }),
    ...(bottom === undefined ? {} : { bottom }),
    ...(place ? { place } : {}),
  }
}

/** A question as it was understood; the kind of reading where it is none. */
export function asked(world: World, reading: Interpretation): Omit<QuestionCase, 'text'> | string {
  return reading.kind === 'query' ? spoken(world, reading.command, reading.query) : reading.kind
}
