import { toDate, toTimeOfDay } from '../../clock.ts'
import { type Block, heading, note } from '../../core/blocks.ts'
import type { FieldSpec } from '../../core/fields.ts'
import type { Entry } from '../../core/nouns.ts'
import type { SpeakerContext } from '../context.ts'
import { showValue } from '../echo.ts'
import { shortTime } from '../figure-notes.ts'
import type { LedgerQuestion } from '../ledger-question.ts'
import { statusWord } from '../status-words.ts'

/** Entries as one table: a column for each field, with who read it and when above. Every text stands whole. */
export function exportTable(
  context: SpeakerContext,
  { question, title, entries }: { question: LedgerQuestion; title: string; entries: Entry[] },
): Block[] {
  const { command } = question
  const fields = Object.entries(command.fields).filter(([key, spec]) => key !== 'date' && !spec.labelled)
  return [
    heading(title),
    note(`导出人：${context.speaker.name}；时间：${toDate(context.now)} ${toTimeOfDay(context.now)}；请妥善保管，不要转发`),
    {
      kind: 'table',
      columns: [
        { title: '编号', align: 'right' },
        ...['日期', '单位', '村组'].map((name) => ({ title: name })),
        ...fields.map(([, spec]) => ({ title: spec.label, ...(isNumber(spec) ? { align: 'right' as const } : {}) })),
        ...['上报单位', '上报人', '状态', '上报时间'].map((name) => ({ title: name })),
      ],
      rows: entries.map((entry) => toRow(context, entry, fields)),
    },
    note(`口径：按事情发生日期计，撤回的不列；数据截至${shortTime(context.now)}`),
  ]
}

function isNumber({ type }: FieldSpec): boolean {
  return type === 'amount' || type === 'count'
}

function toRow({ house, today }: SpeakerContext, entry: Entry, fields: [string, FieldSpec][]): string[] {
  const { directory } = house
  return [
    String(entry.no),
    entry.date,
    directory.unit(entry.unitId).name,
    directory.household(entry.householdId ?? -1)?.groupName ?? '',
    ...fields.map(([key, spec]) => wholeValue(spec, entry.fields[key])),
    entry.byUnitId === null ? '' : directory.unit(entry.byUnitId).name,
    directory.member(entry.memberId ?? -1, today)?.name ?? '',
    statusWord(entry),
    `${toDate(entry.sentAt)} ${toTimeOfDay(entry.sentAt)}`,
  ]
}

/** What an echo would cut stands whole. */
function wholeValue(spec: FieldSpec, value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' || typeof value === 'number' ? String(value) : showValue(spec, value)
}
