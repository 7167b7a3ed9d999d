import { type Block, heading, list, note, text } from '../../core/blocks.ts'
import type { Entry, Unit } from '../../core/nouns.ts'
import { shortDate, shortTime } from '../figure-notes.ts'
import type { House } from '../house.ts'

/** Pieces of one category that a message can carry; the rest is counted. */
const MOST_PIECES = 40

/** 信息汇编 (B17): the month's pieces that the receiving unit marked 有效 or adopted, by category, with their points. */
export function infoCompilation(house: House, unit: Unit, about: { title: string; label: string; pieces: Entry[]; now: number }): Block[] {
  const { title, label, pieces, now } = about
  const categories = [...new Set(pieces.map((piece) => piece.class ?? '其他'))].sort()
  return [
    heading(`${unit.name} ${title}（${label}）`),
    text(`有效信息 ${pieces.length} 条，采用 ${pieces.filter(({ status }) => status === 'adopted').length} 条：`),
    ...categories.flatMap((category) => {
      const own = pieces.filter((piece) => (piece.class ?? '其他') === category)
      const lines = own.slice(0, MOST_PIECES).map((piece) => line(house, piece))
      const more = own.length > MOST_PIECES ? [`……还有 ${own.length - MOST_PIECES} 条`] : []
      return [text(`${category}（${own.length} 条）：`), list([...lines, ...more])]
    }),
    note(`口径：日期在${label}、收稿单位标为有效或采用的；得分由收稿单位按文号、链接计；看全文请发：查 编号；数据截至${shortTime(now)}`),
  ]
}

function line({ directory }: House, { no, date, unitId, byUnitId, fields }: Entry): string {
  const points = typeof fields.points === 'number' ? `，${fields.points}分` : ''
  return `#${no} ${shortDate(date)} ${directory.unit(byUnitId ?? unitId).name}《${String(fields.title ?? '')}》${points}`
}
