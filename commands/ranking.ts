import { type Block, text } from '../src/core/blocks.ts'
import type { Unit } from '../src/core/nouns.ts'
import { answer, refused } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { askedPeriod, placesBefore } from '../src/domain/documents/comparison.ts'
import { indicatorDocument } from '../src/domain/documents/indicator.ts'
import { outsideLines } from '../src/domain/documents/outside.ts'
import { progressDocument } from '../src/domain/documents/progress.ts'
import { comparisonDocument, rankingDocument } from '../src/domain/documents/ranking.ts'
import type { Cut } from '../src/domain/documents/ranking-cut.ts'
import { readDutyFigures } from '../src/domain/duty-figures.ts'
import { allRankings, type PackDuty } from '../src/domain/house.ts'
import { askedUnits, isAskedAbout, isReply, matterTitle, secrecy } from '../src/domain/inquiry.ts'
import { kindsOf } from '../src/domain/pack.ts'
import { mayRead } from '../src/domain/scope.ts'
import type { QueryReading } from '../src/language/types.ts'

/** 排名: units of one kind side by side; persons never (counting-rules 17, 18). */
export default defineQuery({
  name: 'ranking',
  title: '排名',
  aliases: ['排行', '名次', '排行榜'],
  summary: '看各乡镇、各村或各部门的排名、前几名、后几名',
  order: 30,
  figures: true,
  // 最快明天到 is talk: superlatives are questions only beside a matter or an indicator.
  asks: [
    '前{N}',
    '头{N}名',
    '后{N}',
    '倒数{N}',
    '最后{N}名',
    '谁第一',
    '谁垫底',
    '垫底的',
    '谁最慢',
    '谁最快',
    '最后一名',
    '第几名',
    '排第几',
    '排多少名',
    ...['快', '慢', '好', '差', '高', '低', '多', '少']
      .map((word) => `{who}…${word}`)
      .flatMap((word) => [`{matter}${word}`, `{indicator}${word}`, `{unit}${word}`]),
    ...['前面', '前头', '最前', '后面', '后头', '最后', '末尾', '尾巴', '上面', '下面'].flatMap((where) =>
      ['{matter}', '{indicator}'].flatMap((what) => [`${what}{who}…${where}`, `${what}${where}…{who}`]),
    ),
    ...['最前面', '最前头', '最后面', '最后头', '排名', '排位', '谁先谁后'].map((word) => `{matter}${word}`),
    ...[
      ...['落后', '滞后', '靠前', '靠后', '拖后腿', '打头', '前几名', '前几位', '后几名', '后几位'],
      ...['排在', '排前', '排后', '排老几', '排一排', '排一下', '排下', '排个', '排一个', '排名次', '排先后'],
    ].flatMap((word) => [`{matter}${word}`, `{indicator}${word}`]),
    ...[
      '第一',
      '第几',
      '倒数',
      '垫底',
      '最慢',
      '最快',
      '最好',
      '最差',
      '最高',
      '最低',
      '最多',
      '最少',
      '最积极',
      '最勤',
      '对比',
      '比一比',
      '比一下',
    ].flatMap((word) => [`{matter}${word}`, `{indicator}${word}`]),
  ],
  examples: [
    { say: '走访排名', mark: '' },
    { say: '走访排名前十', mark: '' },
    { say: '走访后三名', mark: '' },
  ],
  async run(context, query) {
    const secret = secrecy(context, query.matter)
    if (secret) return refused(secret)
    const asked = askedUnits(context, query)
    if (isReply(asked)) return asked
    const isComparison = query.unitIds.length > 1 && query.indicator === undefined && !query.place
    const units = query.place ? amongOthers(context, asked.units) : asked.units
    const blocks = isComparison ? await compare(context, units, query) : await rankEach(context, units, query)
    return answer([...blocks, ...outsideLines(asked.outside)])
  },
})

/** 第几 is asked of a unit among its like: the ranking below the unit above it, where the speaker may see that one. */
function amongOthers(context: SpeakerContext, units: Unit[]): Unit[] {
  const { directory } = context.house
  const above = units.flatMap(({ parentId }) => (parentId !== null && mayRead(context, parentId) ? [parentId] : []))
  return above.length === 0 ? units : [...new Set(above)].map((id) => directory.unit(id))
}

function cutOf({ top, bottom }: QueryReading): Cut {
  return { top, bottom }
}

/** The rankings that the packs state for what was asked. */
function rankingsOf(context: SpeakerContext, query: QueryReading): PackDuty[] {
  return allRankings(context.house).filter(
    ({ pack, duty }) =>
      duty.count !== 'member' && kindsOf(duty).some((kind) => secrecy(context, kind) === null) && isAskedAbout(query, { pack, duty }),
  )
}

async function compare(context: SpeakerContext, units: Unit[], query: QueryReading): Promise<Block[]> {
  const { house, now } = context
  const blocks: Block[] = []
  for (const packDuty of rankingsOf(context, query)) {
    const figures = await readDutyFigures(context, packDuty, { now, roots: units.map((unit) => unit.id), asked: query.period })
    if (!figures) continue
    const compared = comparisonDocument(figures, units, { house, now, cut: cutOf(query) })
    if (compared) blocks.push(...compared)
    else for (const unit of units) blocks.push(...progressDocument(context, unit, figures, { table: false }))
  }
  const one = units.length < 2 ? [text('可以比较的只有一个单位，暂无排名。')] : []
  return [...(blocks.length > 0 ? blocks : nothingToRank(context, units, query)), ...one]
}

async function rankEach(context: SpeakerContext, units: Unit[], query: QueryReading): Promise<Block[]> {
  const blocks: Block[] = []
  for (const unit of units) {
    if (query.indicator !== undefined) {
      blocks.push(...(await indicatorDocument(context, unit, { ...query, indicator: query.indicator, ranking: cutOf(query) })))
    } else blocks.push(...(await rankBelow(context, unit, query)))
  }
  return blocks
}

async function rankBelow(context: SpeakerContext, unit: Unit, query: QueryReading): Promise<Block[]> {
  const { house, now } = context
  const blocks: Block[] = []
  for (const packDuty of rankingsOf(context, query)) {
    const question = { now, roots: [unit.id], asked: askedPeriod(context, packDuty, query) }
    const figures = await readDutyFigures(context, packDuty, question)
    if (!figures) continue
    const then = query.compare ? await placesBefore(context, figures, { question, how: query.compare, unitId: unit.id }) : undefined
    const ranked = rankingDocument(figures, unit, { house, now, cut: cutOf(query), then })
    blocks.push(...(ranked ?? [...progressDocument(context, unit, figures, { table: false }), text(aloneWords(unit))]))
  }
  return blocks.length > 0 ? blocks : nothingToRank(context, [unit], query)
}

/** A village or an office sees its own figures; how it stands among the others is shown where they all are. */
function aloneWords(unit: Unit): string {
  return unit.kind === 'village' ? '各村排名在乡镇群里公布，这里只列本村情况。' : '本单位只有自己的数，暂无排名；各单位排名在上级群里公布。'
}

function nothingToRank(context: SpeakerContext, units: Unit[], query: QueryReading): Block[] {
  const what = query.matter === undefined ? '' : `“${query.duties?.join('、') ?? matterTitle(context, query.matter)}”`
  const who = units.map((unit) => unit.name).join('、')
  return [text(`按现行规定，${who}${what}没有排名。${query.period ? `（${query.period.label}）` : ''}发“规定”可以看本单位要做的事。`)]
}
