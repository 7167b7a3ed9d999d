import { type Block, heading, list, note, text } from '../../core/blocks.ts'
import type { Entry, Unit } from '../../core/nouns.ts'
import { showDate } from '../echo.ts'
import { shortDate, shortTime } from '../figure-notes.ts'
import type { House } from '../house.ts'
import { maskName } from '../scope.ts'
import { settledStatuses } from '../status-words.ts'

/** Findings that one message can carry. */
const MOST_FINDINGS = 40

/** 督查专报 (D7): what inspections have given out since the issue before, unit by unit, and how all that they gave out stands. */
export function specialBulletin(
  house: House,
  unit: Unit,
  about: { title: string; no: number; day: string; fresh: Entry[]; all: Entry[]; now: number },
): Block[] {
  const { title, no, day, fresh, all, now } = about
  const settled = new Set(settledStatuses('issue'))
  const closed = all.filter(({ status }) => settled.has(status)).length
  const shown = fresh.slice(0, MOST_FINDINGS)
  const units = [...new Set(shown.map(({ unitId }) => unitId))]
  return [
    heading(`${unit.name} ${title}第${no}期（${shortDate(day)}）`),
    text(`本期交办 ${new Set(fresh.map(({ unitId }) => unitId)).size} 个单位、${fresh.length} 个问题：`),
    ...units.flatMap((unitId) => {
      const lines = shown.filter((entry) => entry.unitId === unitId).map((entry) => line(house, entry))
      return [text(`${house.directory.unit(unitId).name}（${lines.length} 个）：`), list(lines)]
    }),
    ...(fresh.length > MOST_FINDINGS ? [text(`……还有 ${fresh.length - MOST_FINDINGS} 个`)] : []),
    text(`督查交办累计 ${all.length} 个，已了结 ${closed} 个，还有 ${all.length - closed} 个。`),
    note(`口径：只列已经交办（反馈）的督查发现，不含人员；本期指上一期以后交办的；期号按有交办的期数；数据截至${shortTime(now)}`),
  ]
}

function line(house: House, { no, unitId, fields }: Entry): string {
  const until = typeof fields.due === 'string' ? `（${showDate(fields.due)}前整改）` : ''
  return `#${no} ${withoutHeads(house, unitId, String(fields.content ?? ''))}${until}`
}

/** Heads of the unit's households whom a finding names are masked: a 专报 goes to groups above village level. */
function withoutHeads({ directory }: House, unitId: number, words: string): string {
  const heads = directory.subtree(unitId).flatMap(({ id }) => directory.households(id).map(({ head }) => head))
  return heads.filter((head) => words.includes(head)).reduce((shown, head) => shown.replaceAll(head, maskName(head)), words)
}
