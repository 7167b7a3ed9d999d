import { type Block, facts, heading, list, note, text } from '../src/core/blocks.ts'
import type { Unit } from '../src/core/nouns.ts'
import { answer } from '../src/core/reply.ts'
import { TO_BE_FILLED } from '../src/domain/case-rules.ts'
import { defineQuery } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { outsideLines } from '../src/domain/documents/outside.ts'
import { askedUnits, isReply } from '../src/domain/inquiry.ts'
import { materialStates, materialsOf } from '../src/domain/materials.ts'

/** 资料清单 (B16): which base documents a unit holds and lacks. */
export default defineQuery({
  name: 'materials-list',
  title: '资料清单',
  aliases: ['基础资料清单', '资料情况', '缺什么资料'],
  summary: '看基础资料清单：已有、缺、没登记',
  order: 63,
  alone: true,
  asks: [],
  examples: [{ say: '资料清单', mark: '' }],
  async run(context, query) {
    const asked = askedUnits(context, query)
    if (isReply(asked)) return asked
    const blocks: Block[] = []
    for (const unit of asked.units) blocks.push(...(await unitMaterials(context, unit)))
    return answer([...blocks, ...outsideLines(asked.outside), note('自愿登记，不催报、不排名；清单以外的资料不用建')])
  },
})

async function unitMaterials(context: SpeakerContext, unit: Unit): Promise<Block[]> {
  const { house } = context
  const within = house.directory.subtree(unit.id)
  const states = await materialStates(
    context,
    within.map(({ id }) => id),
  )
  const named = (of: Unit, state?: string): string[] => materialsOf(house, of).filter((name) => states.get(`${of.id}/${name}`) === state)
  const below = within.filter((one) => one.id !== unit.id && materialsOf(house, one).length > 0)
  const own = materialsOf(house, unit)
  const title = heading(`${unit.name} 基础资料清单`)
  if (own.length + below.length === 0) return [title, text(`清单${TO_BE_FILLED}：请管理员在规则包的 materials 里按省市清单填写。`)]
  const words = (names: string[]): string => names.join('、')
  return [
    title,
    ...(own.length === 0 ? [] : [facts({ 已有: words(named(unit, '已有')), 缺: words(named(unit, '缺')), 没登记: words(named(unit)) })]),
    ...lines(
      below.map((one) => ({
        name: one.name,
        all: materialsOf(house, one).length,
        held: named(one, '已有').length,
        lacking: named(one, '缺'),
      })),
    ),
  ]
}

/** Only units that lack something are named. */
function lines(units: { name: string; all: number; held: number; lacking: string[] }[]): Block[] {
  if (units.length === 0) return []
  const held = units.filter((unit) => unit.held === unit.all).length
  const lacking = units.filter((unit) => unit.lacking.length > 0)
  return [
    text(`下级 ${units.length} 个单位：资料齐全 ${held} 个，登记了缺资料的 ${lacking.length} 个。`),
    ...(lacking.length > 0 ? [list(lacking.map((unit) => `${unit.name} 缺：${unit.lacking.join('、')}`))] : []),
  ]
}
