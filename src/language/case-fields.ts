import type { FieldSpecs } from '../core/fields.ts'
import { compileLabels } from './labels.ts'
import { type Ground, toMessage } from './message.ts'
import { readField, readReport } from './report.ts'
import type { ItemReading } from './types.ts'

/** Reads what is said behind an entry's number (帮扶 1027 临时救助 民政局 6月30日), as a report without command word is read. */
export function readCaseFields(raw: string, fields: FieldSpecs, ground: Ground): ItemReading {
  const message = toMessage(raw, ground)
  const command = { name: '', words: [], form: 'report' as const, fields, items: 'one' as const }
  const pieces = [{ start: 0, end: message.text.length }]
  // Behind an entry's number few words are enough (闲置 1014 又停用).
  const [item] = readReport(message, { command, labels: compileLabels(fields), word: '', pieces, isListed: true })
  if (item === undefined) return { values: {}, ids: {}, asks: [], corrections: [], source: raw.trim(), trace: [] }
  return withBareAmount(item, fields, ground)
}

const BARE = /(?<![\d\p{Script=Han}.:：/-])\d[\d,，]*(?:\.\d+)?(?![\d\p{Script=Han}.:：/%-])/gu

/** 救助 1034 3000: where an amount is still asked for, the one number that stands alone is it. */
function withBareAmount(item: ItemReading, fields: FieldSpecs, ground: Ground): ItemReading {
  const ask = item.asks.find(({ field, reason }) => reason === 'missing' && fields[field]?.type === 'amount')
  const spec = fields[ask?.field ?? '']
  const [only, ...others] = item.source.match(BARE) ?? []
  if (ask === undefined || spec === undefined || only === undefined || others.length > 0) return item
  const { value, ask: doubt } = readField(only, ask.field, spec, ground)
  const asks = item.asks.flatMap((one) => (one !== ask ? one : doubt ? doubt : []))
  return { ...item, asks, values: value === undefined ? item.values : { ...item.values, [ask.field]: value } }
}
