import { interpret } from '../language/interpret.ts'
import { type ListAnswer, readListAnswer } from '../language/list-answers.ts'
import { stripEnds } from '../language/mentions.ts'
import type { Interpretation, ItemReading } from '../language/types.ts'
import type { ReportCommand } from './command.ts'
import type { SpeakerContext } from './context.ts'
import type { OpenList } from './question.ts'

/** 7 没走, 3 还没去: said of a household to leave it out. */
const NOT_DONE = /^(?:还|都)?(?:没|未)有?(?:走|去|到|见)/

/** A question is answered as one: 1 3 怎么样. */
const ASKS = /[?？]|谁|哪|吗|呢|多少|怎么|咋|排名|进度|名次/

/** What an answer to a numbered list says: a report for each household, and numbers that are not on the list. */
export interface ListItems {
  items: ItemReading[]
  beyond: number[]
}

/**
 * The reports that an answer to a numbered list makes (`1 3 5 都正常，7 住院花了两万`; `除了2和6都走了`; `王一、李二都正常`), one for each household; null
 * when the message is none. What is said of a household is read as if it were typed behind the command word and its name.
 */
export function readListItems(
  context: SpeakerContext,
  command: ReportCommand,
  { open, interpretation }: { open: OpenList; interpretation: Interpretation },
): ListItems | null {
  if (interpretation.kind === 'action' || interpretation.kind === 'word') return null
  const { start, end } = stripEnds(context.message.text, context.reading.botNames)
  const raw = context.message.text.slice(start, end)
  const answers = readListAnswer(raw, open.shown)
  if (answers.length === 0) {
    const items = interpretation.kind === 'report' ? null : readNames(context, command, { open, raw })
    return items && { items, beyond: [] }
  }
  if (answers.length === 1 && ASKS.test(raw)) return null
  const items = answers.filter(({ text }) => !NOT_DONE.test(text)).flatMap((answer) => toItems(context, command, open, answer))
  const beyond = answers.flatMap((answer) => answer.beyond ?? []).filter((number) => number > 0)
  if (items.length > 0) return { items, beyond }
  const standsAlone = interpretation.kind === 'report' || interpretation.kind === 'query'
  return beyond.length > 0 && !standsAlone ? { items, beyond } : null
}

/** Numbers that are named when they are not on a list; of more the first. */
const MOST_NAMED = 10

/** 名单上没有 25、30 号: what was not recorded, and how to get further down the list. */
export function beyondWords({ shown, householdIds }: OpenList, beyond: number[]): string {
  const named = `${[...new Set(beyond)].slice(0, MOST_NAMED).join('、')}${beyond.length > MOST_NAMED ? ' 等' : ''}`
  const more = householdIds.length > shown ? '，往后的请先回复“更多”' : ''
  return `名单列到 ${shown} 号，没有 ${named} 号，没有记${more}；不在名单上的请写户主姓名。`
}

/** 王一、李二都正常: names of the list with words, without the command word. */
function readNames(context: SpeakerContext, command: ReportCommand, { open, raw }: { open: OpenList; raw: string }): ItemReading[] | null {
  const reading = interpret(`${command.title} ${raw}`, context.reading)
  if (reading.kind !== 'report' || reading.command !== command.name || ASKS.test(raw)) return null
  const isListed = ({ ids, asks }: ItemReading) => asks.length === 0 && open.householdIds.some((id) => id === ids.household)
  return reading.items.every(isListed) ? reading.items : null
}

function toItems(context: SpeakerContext, command: ReportCommand, open: OpenList, { numbers, text }: ListAnswer): ItemReading[] {
  return numbers.flatMap((number) => {
    const household = context.house.directory.household(open.householdIds[number - 1] ?? -1)
    const item = household && readWords(context, command, `${household.head} ${text}`)
    if (!household || !item) return []
    // The list says which household it is, also where several bear the name.
    return [
      {
        ...item,
        values: { ...item.values, household: household.head },
        ids: { ...item.ids, household: household.id },
        asks: item.asks.filter((ask) => ask.field !== 'household'),
        corrections: item.corrections.filter((correction) => correction.field !== 'household'),
      },
    ]
  })
}

function readWords(context: SpeakerContext, command: ReportCommand, words: string): ItemReading | undefined {
  const reading = interpret(`${command.title} ${words}`, context.reading)
  return reading.kind === 'report' && reading.command === command.name && reading.items.length === 1 ? reading.items[0] : undefined
}
