import type { FieldSpec } from '../core/fields.ts'
import { interpret } from './interpret.ts'
import { stripEnds } from './mentions.ts'
import { inheritedWords, kindRules, partWords, ruleWords } from './rule-words.ts'
import { withoutSpans } from './span.ts'
import type { CommandWords, Interpretation, ItemReading, World } from './types.ts'

/** What a message was understood as and why, in Chinese lines, for `cli read`: kind, rule, which words gave which field, what was left over. */
export function explain(raw: string, world: World, reading: Interpretation = interpret(raw, world)): string[] {
  const { start, end } = stripEnds(raw, world.botNames)
  const command = 'command' in reading ? world.commands.find(({ name }) => name === reading.command) : undefined
  return [
    `读的是：${raw.slice(start, end)}`,
    `${kindWords(reading, command)}（${kindRules[reading.rule]}）`,
    ...details(reading, command, world),
  ]
}

function kindWords(reading: Interpretation, command: CommandWords | undefined): string {
  const title = `“${command?.words[0] ?? ''}”`
  switch (reading.kind) {
    case 'report':
      return `当作：上报${title}${reading.items.length > 1 ? `，${reading.items.length} 条` : ''}`
    case 'query':
      return `当作：提问${title}`
    case 'action':
      return `当作：办理 #${reading.no}，${title}`
    case 'word':
      return `当作：命令${title}`
    case 'nearest':
      return `没有听懂，最像：${title}`
    case 'chatter':
      return '当作：聊天'
    case 'empty':
      return '没有内容'
  }
}

function details(reading: Interpretation, command: CommandWords | undefined, world: World): string[] {
  switch (reading.kind) {
    case 'report':
      return reading.items.flatMap((item, at) => [
        ...(reading.items.length > 1 ? [`第 ${at + 1} 条：${item.source}`] : []),
        ...itemLines(item, command?.fields ?? {}, reading.word),
      ])
    case 'query':
      return queryLines(reading, world)
    case 'action':
    case 'word':
      return reading.rest === '' ? [] : [`其余的话：${reading.rest}`]
    case 'nearest':
      return reading.says === undefined ? [] : [`可能要说：${reading.says}`]
    case 'chatter':
    case 'empty':
      return []
  }
}

function itemLines(item: ItemReading, fields: Record<string, FieldSpec>, word: string): string[] {
  const label = (field: string) => fields[field]?.label ?? field
  const given = item.trace.map(({ field, words, rule }) => {
    const value = item.values[field]
    return `· ${label(field)}${value === undefined ? '' : ` = ${shown(value)}`} ← “${words}”（${ruleWords(rule)}）`
  })
  const changed = item.corrections.map(({ field, typed, taken }) => `· ${label(field)}写的是“${typed}”，记为“${taken}”`)
  const open = item.asks.map((ask) => `· 要问：${label(ask.field)}（${ruleWords(ask.reason)}${offered(ask.candidates)}）`)
  const left = leftWords(item, word)
  return [...given, ...changed, ...open, ...(left === '' ? [] : [`没有用到的话：${left}`])]
}

function offered(candidates: { name: string; note: string }[] = []): string {
  return candidates.length === 0 ? '' : `：${candidates.map(({ name, note }) => `${name}${note === '' ? '' : ` ${note}`}`).join('、')}`
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Words of an item that gave no field. */
function leftWords({ source, trace }: ItemReading, word: string): string {
  const used = [...trace.map(({ words }) => words), word].flatMap((words) => {
    const start = words === '' ? -1 : source.indexOf(words)
    return start === -1 ? [] : [{ start, end: start + words.length }]
  })
  return withoutSpans(source, used)
}

function queryLines({ query, trace, inherited = [] }: Extract<Interpretation, { kind: 'query' }>, { lexicon }: World): string[] {
  const lines = trace.map(({ part, words, rule }) => `· ${partWords[part] ?? part} ← “${words}”（${ruleWords(rule)}）`)
  const units = query.unitIds.map((id) => lexicon.unit(id)?.name ?? '')
  const meant = [
    ...(units.length > 0 ? [`单位 ${units.join('、')}`] : []),
    ...(query.period === undefined ? [] : [`时间 ${query.period.label}（${query.period.from} 起，${query.period.to} 前）`]),
    ...(query.indicator === undefined ? [] : [`指标 ${query.indicator}`]),
    ...(query.compare === undefined ? [] : [query.compare === 'previous' ? '与上一期比' : '与去年同期比']),
    ...(query.top === undefined ? [] : [`前 ${query.top} 名`]),
    ...(query.bottom === undefined ? [] : [`后 ${query.bottom} 名`]),
    ...(query.place ? ['第几名'] : []),
  ]
  return [
    ...lines,
    ...(meant.length > 0 ? [`问的是：${meant.join('，')}`] : []),
    ...(inherited.length > 0 ? [`沿用刚才的：${inherited.map((part) => inheritedWords[part]).join('、')}`] : []),
    ...(query.rest === '' ? [] : [`没有用到的话：${query.rest}`]),
  ]
}
