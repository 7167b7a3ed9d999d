import type { ExpectationRow } from '../../../db/queries/expectations.ts'
import { type Block, heading, list, note, text } from '../../core/blocks.ts'
import type { Unit } from '../../core/nouns.ts'
import { showDate } from '../echo.ts'
import { shortTime } from '../figure-notes.ts'
import type { Standing } from '../progress.ts'
import { openWords } from './standing-words.ts'

/** Lines of one part; the rest is counted. */
const MOST_LINES = 15

/** What one unit still has to do in a month. */
export interface Due {
  standings: Standing[]
  cases: ExpectationRow[]
}

/** 提示: what falls due this month, for one unit. */
export function promptDocument(unit: Unit, due: Due, about: { title: string; label: string; source: string; now: number }): Block[] {
  const { title, label, source, now } = about
  const duties = due.standings.map((standing) => `${standing.duty.title}：${openWords(standing, now)}`)
  const cases = due.cases.map(
    (row) => `${row.entryNo} ${row.what}：${row.due === null ? '' : `${showDate(row.due)}前`}，发“${row.word} ${row.entryNo}”`,
  )
  return [
    heading(`${unit.name} ${title}（${label}）`),
    ...section('规定动作', duties),
    ...section('到期的个案', cases),
    note(`口径：${source}，时限在本月、还没完成的；数据截至${shortTime(now)}`),
  ]
}

function section(name: string, lines: string[]): Block[] {
  if (lines.length === 0) return []
  const shown = lines.slice(0, MOST_LINES)
  return [
    text(`${name}（${lines.length} 项）：`),
    list(lines.length > MOST_LINES ? [...shown, `……还有 ${lines.length - MOST_LINES} 项`] : shown),
  ]
}
