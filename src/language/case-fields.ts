import type { FieldSpecs } from '../core/fields.ts'
import { compileLabels } from './labels.ts'
import { type Ground, toMessage } from './message.ts'
import { readReport } from './report.ts'
import type { ItemReading } from './types.ts'

/** Reads what is said behind an entry's number (帮扶 1027 临时救助 民政局 6月30日), as a report without command word is read. */
export function readCaseFields(raw: string, fields: FieldSpecs, ground: Ground): ItemReading {
  const message = toMessage(raw, ground)
  const command = { name: '', words: [], form: 'report' as const, fields, items: 'one' as const }
  const pieces = [{ start: 0, end: message.text.length }]
  // Behind an entry's number few words are enough (闲置 1014 又停用).
  const [item] = readReport(message, { command, labels: compileLabels(fields), word: '', pieces, isListed: true })
  return item ?? { values: {}, ids: {}, asks: [], corrections: [], source: raw.trim(), trace: [] }
}
