import type { Publication } from '../../../db/queries/publications.ts'
import { type Block, heading, list, note, text } from '../../core/blocks.ts'
import { shortTime } from '../figure-notes.ts'
import { percent } from '../figures.ts'

type Figure = Publication['figures'][number]

/** What a unit was published with, and what it is with its entries corrected; a unit may have come to the ranking or left it. */
export interface FigureChange {
  old: Figure | undefined
  now: Figure | undefined
}

/** 更正通报第N号: old and new figure and place of each unit that has changed (counting-rules 8). */
export function correctionDocument(
  publication: Publication,
  about: { correctionNo: number; changes: FigureChange[]; now: number },
): Block[] {
  const { correctionNo, changes, now } = about
  return [
    heading(`更正通报第${correctionNo}号`),
    text(`${shortTime(publication.createdAt)}发布的“${publication.title}”（编号 ${publication.no}）更正如下，未列的单位不变：`),
    list(changes.map(({ old, now: corrected }) => `${(corrected ?? old)?.name}：原 ${figureWords(old)}；更正为 ${figureWords(corrected)}`)),
    note(`口径同原通报：只计${shortTime(publication.asOf)}以前报送的记录，按更正、撤回后的内容重新核算；更正时间${shortTime(now)}`),
  ]
}

/** 1/1（100%，按时 1），第1名. */
function figureWords(figure: Figure | undefined): string {
  if (!figure) return '未列入'
  const { place, done, required, onTime } = figure
  const rate = required === 0 ? '' : `${percent(done / required)}，`
  return `${done}/${required}（${rate}按时 ${onTime}），${place === null ? '不排名' : `第${place}名`}`
}
