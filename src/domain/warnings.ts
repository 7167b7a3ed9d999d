import { listEntries } from '../../db/queries/entry-lists.ts'
import { type Block, list, text } from '../core/blocks.ts'
import type { UnitRef } from '../core/fields.ts'
import type { Entry, Member } from '../core/nouns.ts'
import type { Notice } from '../core/reply.ts'
import { findDates } from '../language/values/dates.ts'
import { expectationNotices, type Fresh } from './case-notices.ts'
import { refreshCase } from './cases.ts'
import type { TableGround } from './command.ts'
import { applyStep, createEntry, type Draft } from './entries.ts'
import { lineUnit } from './scope.ts'
import { settledStatuses } from './status-words.ts'
import type { Table } from './table-file.ts'
import { summaryOf, type WarningLine } from './warning-lines.ts'
import { type MatchedRow, matchRow, readWarnings } from './warning-rows.ts'

/** Lines that the notice about a list shows; all are a 预警结果 away. */
const MOST_LINES = 20

/**
 * 部门预警 (A10): each row of the list becomes a risk of its village, to be verified there; the same household and cause still open is
 * recognised, what is not on the roster is listed. Runs in the transaction that marks the file as stored, so that a list spreads once.
 */
export async function spreadWarnings(ground: TableGround, { entry, table }: { entry: Entry; table: Table | string }): Promise<Notice[]> {
  const by = entry.typedById ?? entry.memberId
  const speaker = by === null ? undefined : ground.house.directory.member(by, ground.today)
  // Taken back before its file had come, it is not spread.
  if (!speaker || entry.status !== 'received') return []
  const causes = causesOf(ground)
  const rows = typeof table === 'string' ? table : readWarnings(table, causes)
  if (typeof rows === 'string')
    return [toSender(speaker, entry, [text(`预警清单 ${entry.no} 没有下发：${rows}改好后请重新发“预警清单”。`)])]
  const pushing = ground.house.directory.unit(entry.byUnitId ?? entry.unitId)
  const groundId = lineUnit(ground.house.directory, pushing.id)
  const pushedBy = { code: pushing.code, name: pushing.officialName }
  const fresh: Fresh[] = []
  const lines: WarningLine[] = []
  for (const row of rows) lines.push(await spreadRow(ground, { entry, pushedBy, fresh, row: matchRow(ground.house, row, groundId) }))
  const change = { fields: { rows: lines }, status: 'spread' }
  const step = { action: 'spread', memberId: speaker.id, at: ground.now, text: summaryOf(lines), change, extra: { word: '下发' } }
  await applyStep(ground.db, entry, step)
  const chat = {
    id: 0,
    platform: '',
    chatId: '',
    kind: 'direct' as const,
    title: '',
    unitId: null,
    memberId: speaker.id,
    muted: false,
    outsiders: false,
  }
  return [...expectationNotices({ ...ground, speaker, chat }, fresh), toSender(speaker, entry, resultBlocks(entry, lines))]
}

function causesOf({ commands }: TableGround): string[] {
  const risk = commands.byName.get('risk')
  return risk?.form === 'report' ? (risk.fields.cause?.options ?? []).map(({ name }) => name) : []
}

async function spreadRow(
  ground: TableGround,
  about: { entry: Entry; pushedBy: UnitRef; fresh: Fresh[]; row: MatchedRow },
): Promise<WarningLine> {
  const { entry, pushedBy, fresh, row } = about
  const { line, village, head, cause } = row
  const shown = { line, village, head, cause }
  if ('fault' in row) return { ...shown, fault: row.fault }
  const open = { kind: 'risk', householdId: row.household.id, class: cause, notStatuses: settledStatuses('risk') }
  const [same] = await listEntries(ground.db, open, 1)
  if (same) return { ...shown, sameAs: same.no }
  const [happened] = row.happenedOn === null ? [] : findDates(row.happenedOn, ground.now, 'past')
  const draft: Draft = {
    kind: 'risk',
    class: cause,
    unitId: row.household.villageId,
    byUnitId: entry.byUnitId,
    byPost: entry.byPost,
    memberId: entry.memberId,
    typedById: entry.typedById,
    // The day of the push begins the deadlines (counting-rules 9).
    date: entry.date,
    householdId: row.household.id,
    fields: {
      household: row.household.head,
      householdId: row.household.id,
      cause,
      situation: row.situation,
      source: '部门预警',
      warning: entry.no,
      pushedBy,
      ...(row.amount === null ? {} : { amount: row.amount }),
      ...(happened?.value ? { happenedOn: happened.value } : {}),
    },
    status: 'reported',
    sentAt: entry.sentAt,
  }
  const made = await createEntry(ground.db, draft, ground.now)
  fresh.push(await refreshCase(ground, made))
  return { ...shown, no: made.no }
}

function resultBlocks(entry: Entry, lines: WarningLine[]): Block[] {
  const troubles = lines.flatMap(({ line, village, head, sameAs, fault }) => {
    if (sameAs !== undefined) return [`第${line}行 ${village} ${head}：已有同样的风险（${sameAs}），没有另报`]
    return fault === undefined ? [] : [`第${line}行 ${village} ${head}：${fault}`]
  })
  const more = troubles.length > MOST_LINES ? [text(`……还有 ${troubles.length - MOST_LINES} 行`)] : []
  return [
    text(`预警清单 ${entry.no} 已核对，${summaryOf(lines)}。`),
    ...(troubles.length > 0 ? [list(troubles.slice(0, MOST_LINES)), ...more] : []),
    text(`核实结果请发：预警结果 ${entry.no}`),
  ]
}

function toSender(speaker: Member, entry: Entry, blocks: Block[]): Notice {
  return { to: { memberId: speaker.id }, key: `warning/${entry.no}`, content: { blocks } }
}
