import type { Check } from '../../../db/queries/publications.ts'
import { type Block, type Content, heading, note, text } from '../../core/blocks.ts'
import type { Directory } from '../directory.ts'
import type { DutyFigures } from '../duty-figures.ts'
import { figureNotes, shortDate } from '../figure-notes.ts'
import type { UnitTally } from '../tallies.ts'
import { shareWords, timeWords } from './standing-words.ts'

/** Entry numbers in one message; the rest is counted. */
const MOST_ENTRIES = 60

/** 核数单: a unit's own line before the ranking is published, with the entries behind it (counting-rules 19). */
export function checkSheet(
  figures: DutyFigures,
  tally: UnitTally,
  about: { entries: number[]; publishedOn: string; now: number },
): Content {
  const { entries, publishedOn, now } = about
  const [first] = entries
  const shown = entries.slice(0, MOST_ENTRIES).join('、')
  const more = entries.length > MOST_ENTRIES ? `……共 ${entries.length} 条` : ''
  return {
    blocks: [
      heading(`核数单：${figures.duty.title}（${figures.label}）`),
      text(`${tally.unit.name}：${shareWords(figures, tally)}；${timeWords(figures, tally)}`),
      text(first === undefined ? '没有计入的记录。' : `计入的记录（编号）：${shown}${more}`),
      text(
        `${shortDate(publishedOn)}发布排名，请核对。没有问题请回复“无异议”；有问题请回复“异议 编号 理由”，例如：异议 ${first ?? 1027} 不是本单位的。没有回复的，排名里注明“未反馈”。`,
      ),
      ...figureNotes(figures, now),
    ],
    buttons: [{ text: '无异议', says: '无异议' }],
  }
}

const answerWords: Record<Check['answer'], string> = { agreed: '无异议', objected: '有异议', none: '未反馈' }

/** What the units said to their lines, under the ranking; nothing where no 核数单 went out. */
export function feedbackNotes(directory: Directory, checks: Check[]): Block[] {
  const groups = (['agreed', 'objected', 'none'] as const).flatMap((answer) => {
    const names = checks.filter((check) => check.answer === answer).map((check) => directory.unit(check.unitId).name)
    return names.length === 0 ? [] : [`${answerWords[answer]}：${names.join('、')}`]
  })
  return groups.length === 0 ? [] : [note(`核数反馈——${groups.join('；')}`)]
}
