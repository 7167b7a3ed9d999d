import type { FieldType } from '../core/fields.ts'
import { readBesides } from '../language/report.ts'
import { findAmounts } from '../language/values/amounts.ts'
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

/** 因病，男人透析自己掏了一万八: behind the option that was asked for stands the main text, where it is still missing. */
function takeRest({ fields }: ReportCommand, { item, ask }: OpenReport, raw: string): string | null {
  const [main] = Object.entries(fields).find(([, spec]) => spec.main) ?? []
  const { options = [] } = fields[ask.field] ?? {}
  const [, option = '', rest = ''] = /^\s*([^\s,，。;；:：]+)[\s,，。;；:：]+(\S.{2,})$/su.exec(raw) ?? []
  const isOption = options.some(({ name, aliases = [] }) => name === option || aliases.includes(option))
  if (main === undefined || main === ask.field || item.values[main] !== undefined || !isOption || !saysSomething(rest)) return null
  item.values[main] = rest.trim()
  return main
}

/** 损失8000元 alone is no account of what happened. */
function saysSomething(words: string): boolean {
  return words.split(/[,，。;；\s]+/).some((clause) => clause.length >= 4 && findAmounts(clause).length === 0)
}

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
  const filled = takeRest(command, open, raw)
  const asked = new Set(besides.asks.map(({ field }) => field))
  const isOpen = (field: string): boolean => !asked.has(field) && besides.values[field] === undefined && field !== filled
  item.asks = [...item.asks.filter(({ field }) => isOpen(field)), ...besides.asks]
}
