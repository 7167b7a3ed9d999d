import type { FieldType } from '../core/fields.ts'
import { readBesides } from '../language/report.ts'
import type { ReportCommand } from './command.ts'
import type { SpeakerContext } from './context.ts'
import type { OpenReport } from './question.ts'
import { isTwinAsk } from './twins.ts'

/** Types whose values are read alike: what answers one of them is no value of another. */
const ALIKE: FieldType[][] = [
  ['unit', 'units', 'owner'],
  ['person', 'people'],
  ['date', 'period'],
  ['text', 'list', 'decisions'],
]

/** What an answer says about other fields of the report (昨天去的，家里都好; 村级例会，15人): it counts as in one line, and the text stays as typed. */
export function takeBesides(context: SpeakerContext, command: ReportCommand, open: OpenReport, raw: string): void {
  const { item, ask } = open
  const words = context.reading.commands.find(({ name }) => name === command.name)
  const type = command.fields[ask.field]?.type
  if (open.of || isTwinAsk(ask) || !words || type === undefined) return
  const alike: FieldType[] = ALIKE.find((types) => types.includes(type)) ?? [type]
  const defaults = new Map(Object.entries(command.defaults?.(context, {}) ?? {}))
  const isKnown = (key: string): boolean => item.values[key] !== undefined && item.values[key] !== defaults.get(key)
  const known = Object.entries(command.fields).flatMap(([key, spec]) =>
    alike.includes(spec.type) || spec.type === 'household' || isKnown(key) ? [key] : [],
  )
  const besides = readBesides(raw, words, new Set(known), context.reading)
  Object.assign(item.values, besides.values)
  Object.assign(item.ids, besides.ids)
  item.corrections.push(...besides.corrections)
  const asked = new Set(besides.asks.map(({ field }) => field))
  item.asks = [...item.asks.filter(({ field }) => !asked.has(field) && besides.values[field] === undefined), ...besides.asks]
}
