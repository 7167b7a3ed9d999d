import { type Block, heading, list, note, text } from '../../core/blocks.ts'
import type { Entry, Unit } from '../../core/nouns.ts'
import { shortDate, shortTime } from '../figure-notes.ts'
import type { House } from '../house.ts'
import { type Period, periodOf } from '../periods.ts'

/** Pieces of one category that a message can carry; the rest is counted. */
const MOST_PIECES = 40

/**
 * 信息汇编 (B17): the month's pieces that the receiving unit marked 有效 or adopted, by category, with their points; and those of earlier
 * months that were marked after their own compilation.
 */
export function infoCompilation(house: House, unit: Unit, about: { title: string; month: Period; pieces: Entry[]; now: number }): Block[] {
  const { title, month, pieces, now } = about
  const own = pieces.filter(({ date }) => date >= month.from)
  const earlier = pieces.filter(({ date }) => date < month.from)
  const categories = [...new Set(own.map(categoryOf))].sort()
  return [
    heading(`${unit.name} ${title}（${month.label}）`),
    text(`有效信息 ${own.length} 条，采用 ${own.filter(({ status }) => status === 'adopted').length} 条${own.length > 0 ? '：' : '。'}`),
    ...categories.flatMap((category) =>
      listed(
        category,
        own.filter((piece) => categoryOf(piece) === category).map((piece) => line(house, piece, shortDate(piece.date))),
      ),
    ),
    ...(earlier.length > 0
      ? listed(
          '补列以前月份、上次汇编后才标为有效的',
          earlier.map((piece) => line(house, piece, `${periodOf('month', piece.date).label} ${categoryOf(piece)}`)),
        )
      : []),
    note(
      `口径：日期在${month.label}、收稿单位标为有效或采用的；得分由收稿单位按文号、链接计；看全文请发：查 编号；数据截至${shortTime(now)}`,
    ),
  ]
}

const categoryOf = (piece: Entry): string => piece.class ?? '其他'

function listed(title: string, lines: string[]): Block[] {
  const more = lines.length > MOST_PIECES ? [`……还有 ${lines.length - MOST_PIECES} 条`] : []
  return [text(`${title}（${lines.length} 条）：`), list([...lines.slice(0, MOST_PIECES), ...more])]
}

function line({ directory }: House, { no, unitId, byUnitId, fields }: Entry, when: string): string {
  const points = typeof fields.points === 'number' ? `，${fields.points}分` : ''
  return `#${no} ${when} ${directory.unit(byUnitId ?? unitId).name}《${String(fields.title ?? '')}》${points}`
}
