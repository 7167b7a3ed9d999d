import { listEntries } from '../../../db/queries/entry-lists.ts'
import { type Block, heading, list, note, text } from '../../core/blocks.ts'
import type { Entry, Unit } from '../../core/nouns.ts'
import type { SpeakerContext } from '../context.ts'
import { shortDate, shortTime } from '../figure-notes.ts'
import { percent } from '../figures.ts'
import type { Pack } from '../pack.ts'
import type { Score } from '../pack-score.ts'
import { resultsOf, resultWords } from '../results.ts'
import { readScores, type UnitScore } from '../score.ts'

/** Rows and lines that one chat message can carry. */
const MOST_ROWS = 40
const MOST_LINES = 20

/** 日常工作参考 of the units below one in a year, and beside it what documents say of them: results, vetoes, 通报批评 and 约谈 (A14). */
export async function scoreDocument(
  context: SpeakerContext,
  unit: Unit,
  about: { pack: Pack; score: Score; year: number },
): Promise<Block[]> {
  const { house, now } = context
  const { pack, score, year } = about
  const units = house.directory.subtree(unit.id).filter(({ kind }) => kind === score.who)
  const span = { from: `${year}-01-01`, to: `${year + 1}-01-01`, now }
  const scores = (await readScores(context, about, { units, span })).sort((a, b) => (b.points ?? -1) - (a.points ?? -1))
  if (scores.length === 0) return []
  return [
    heading(`${unit.name} ${score.title}（${year}年）`),
    { kind: 'table', ...table(scores, score) },
    ...(await documentBlocks(context, unit, year)),
    note(
      `口径：${pack.title} ${score.row}，${score.note}；没有涉及的项不计，权重按其余各项折算；只供日常工作参考，不是考核结果；数据截至${shortTime(now)}`,
    ),
  ]
}

function table(scores: UnitScore[], score: Score): { columns: { title: string; align?: 'right' }[]; rows: string[][] } {
  return {
    columns: [
      { title: '单位' },
      { title: '参考分', align: 'right' },
      ...score.parts.map(({ title, weight }) => ({ title: `${title}(${weight})`, align: 'right' as const })),
    ],
    rows: scores
      .slice(0, MOST_ROWS)
      .map(({ unit, points, parts }) => [
        unit.name,
        points === null ? '—' : points.toFixed(1),
        ...parts.map(({ rate, detail }) => (rate === null ? '—' : `${percent(rate)}（${detail}）`)),
      ]),
  }
}

/** What was entered from documents stands beside the score and never inside it (counting-rules 16). */
async function documentBlocks(context: SpeakerContext, unit: Unit, year: number): Promise<Block[]> {
  const { db, house } = context
  const { directory } = house
  const nameOf = (entry: Entry): string => directory.unit(entry.unitId).name
  const results = await resultsOf(context, unit.id, year)
  const unitIds = directory.subtree(unit.id).map(({ id }) => id)
  const span = { from: `${year}-01-01`, to: `${year + 1}-01-01` }
  const letters = await listEntries(db, { kind: 'consequence', unitIds, ...span }, MOST_ROWS * MOST_LINES, true)
  const vetoed = results.filter((entry) => entry.class === '一票否决')
  const others = results.filter((entry) => entry.class !== '一票否决')
  const lines = (title: string, entries: Entry[], words: (entry: Entry) => string): Block[] =>
    entries.length === 0 ? [] : [text(`${title}（${entries.length} 条）：`), list(entries.slice(0, MOST_LINES).map(words))]
  return [
    ...lines('一票否决', vetoed, (entry) => resultWords(entry, { unit: nameOf(entry) })),
    ...lines('按文件录入的结果', others, (entry) => resultWords(entry, { unit: nameOf(entry) })),
    ...['通报批评', '约谈'].flatMap((word) =>
      lines(
        word,
        letters.filter((entry) => entry.class === word),
        (entry) => `${nameOf(entry)} ${String(entry.fields.reason ?? '')}（${shortDate(entry.date)}，编号 ${entry.no}）`,
      ),
    ),
  ]
}
