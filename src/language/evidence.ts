import { endsDictated } from './dictated-labels.ts'
import { labelsOf, markedLabels } from './labels.ts'
import { isBoundary, type Message, trimSpan } from './message.ts'
import { type Candidate, isReportOpening, namedAt, namedBefore, startsWithName, TOLD_REACH } from './opening.ts'
import { findPoints } from './points.ts'
import { readQuestion } from './query.ts'
import type { Span } from './span.ts'
import type { Talk } from './talk.ts'
import { findCounts } from './values/counts.ts'
import { findDates } from './values/dates.ts'
import { findNumbers } from './values/numbers.ts'

/** `sure`: labels or a name with words after it; `likely`: typed like a command; `none`: plain talk. */
export type Evidence = 'sure' | 'likely' | 'none'

/** How surely the message is this report. */
export function weigh(talk: Talk, candidate: Candidate): Evidence {
  if (!isReportOpening(talk.message, candidate)) return 'none'
  if (hasLabel(talk.message, candidate)) return 'sure'
  const fields = Object.values(candidate.labels.fields)
  if (fields.some((spec) => spec.type === 'values') && holdsFigure(talk.message, candidate.rest)) return 'sure'
  if (fields.some((spec) => spec.type === 'household')) return weighHousehold(talk, candidate)
  if (talk.message.text.startsWith('的', candidate.rest.start)) return 'none'
  return startsLikeCommand(talk, candidate) ? 'likely' : 'none'
}

/** Does it hold 资金支出率 53: an indicator with its figure right behind it. */
export function holdsFigure({ text, lexicon }: Message, { start, end }: Span): boolean {
  const part = text.slice(start, end)
  return lexicon.findIndicators(part).some((indicator) => {
    const after = part.slice(indicator.end, indicator.end + FIGURE_REACH)
    const [number] = findNumbers(after)
    return number !== undefined && !/[几多第前后名]/.test(after.slice(0, number.end + 1)) && !/^个?[月名位]/.test(after.slice(number.end))
  })
}

const FIGURE_REACH = 12

function hasLabel({ text }: Message, { labels, rest }: Candidate): boolean {
  return markedLabels(text, rest, labels).some(({ value }) => text.slice(value.start, value.end).trim() !== '')
}

/** Where the first of several items stands: after 1. or on the second line. */
function firstItem({ text }: Message, rest: Span): Span {
  const line = text.indexOf('\n', rest.start)
  return findPoints(text, rest)[0]?.words ?? { start: line === -1 ? rest.end : Math.min(line, rest.end), end: rest.end }
}

function weighHousehold({ message, vocabulary, span }: Talk, { before, rest, head }: Candidate): Evidence {
  const behind = namedAt(message, rest) ?? namedAt(message, firstItem(message, rest))
  const ahead = behind === null && before !== null ? namedBefore(message, before) : null
  const named = behind ?? ahead
  if (named === null) {
    const parted = isBoundary(message.text, rest.start, rest) || head.word.length > 3
    return (before === null && parted) || saysVisited(message, { before, rest }) ? 'likely' : 'none'
  }
  if (behind === null && WHETHER.test(message.text.slice(rest.start, rest.end))) return 'none'
  const after = trimSpan(message.text, behind === null ? rest : { start: behind.span.end, end: rest.end })
  if (after.end <= after.start) return 'likely'
  if (after.end - after.start <= 9 && ASKED.test(message.text.slice(after.start, after.end))) return 'none'
  if (!vocabulary.askPattern.test(message.text.slice(after.start, after.end))) return 'sure'
  const question = readQuestion(message, vocabulary, named.outside ? span : after)
  return question !== null && question.left === 0 ? 'likely' : 'sure'
}

/** 昨天走访, 走访了一户，…, 今天走访户主不在家: somebody was visited, who is not said. */
function saysVisited({ text, nowMs }: Message, { before, rest }: { before: Span | null; rest: Span }): boolean {
  const after = text.slice(rest.start, rest.end)
  const days = before === null ? [] : findDates(text.slice(before.start, before.end), nowMs, 'past')
  if (/^[\s,。!了过]*$/.test(after)) return days.some(({ value }) => value !== null)
  return /^[了过]?(?:[一二两三四五六七八九十]|\d{1,2})(?:户|家)[^几]*[,。]\s*\S|^[\s,了过]*户主(?!:)|^[\s了过]*(?:(?:[一二两三四五六七八九十]|\d{1,2})(?:户|家)(?:人家)?)?[\s:,]*[第头]一户/.test(
    after,
  )
}

/** A question about a household (过几次, 了没有), whatever its words. */
const ASKED =
  /(?:几[次回户个]|多少[次回户个家条]?|好多[户次]|什么时候|哪天|吗|呢|了没有?|怎么样|咋样|如何|谁|[什么啥]{1,2}(?:程度|情况|样))[了的?!。]*$/

/** 王亦态家走访了没有，谁去的. */
const WHETHER = /^[了过]?(?:没有?|吗|么)(?:[\s,。?!]|$)/

/** 问题一:路灯不亮;问题二:…: the first of several. */
const NUMBERED = /^(?:一|1)\s*[:、.]\s*\p{Script=Han}/u

const HESITATION = /(?:那个|这个|嗯|呃)$/

/** Is the word parted from what follows, or followed by a unit, an indicator or an option? */
function startsLikeCommand({ message, span }: Talk, { head, labels, rest, before }: Candidate): boolean {
  if (before !== null || isBoundary(message.text, rest.start, span) || head.word.length > 3) return true
  if (HESITATION.test(message.text.slice(span.start, rest.start))) return true
  if (NUMBERED.test(message.text.slice(rest.start, rest.end)) || endsDictated(message, labels, rest)) return true
  const part = message.text.slice(rest.start, Math.min(rest.end, rest.start + 20))
  const fields = Object.values(labels.fields)
  if (/^了[\s,。!~]*$/.test(part) && fields.every((spec) => spec.required !== true)) return true
  if (/^了[\s,。!]/.test(part) && fields.some((spec) => spec.type === 'flag' && labelsOf(spec).includes(head.word))) return true
  if (fields.some((spec) => spec.type === 'unit' && spec.required === true) && startsWithName(message, rest)) return true
  if (fields.some((spec) => spec.type === 'count') && (findCounts(part)[0]?.start === 0 || tellsOfDay(message, rest))) return true
  if (fields.some((spec) => spec.type === 'values') && message.lexicon.findIndicators(part)[0]?.start === 0) return true
  return fields.some(
    (spec) =>
      spec.type === 'choice' &&
      spec.options?.some(({ name, aliases = [] }) =>
        [name, ...aliases].some((word) => word === part || (word.length > 1 && part.startsWith(word))),
      ),
  )
}

/** 会议前天下午开的…来了三十六个人: dictated, with the day behind the word and how many were there. */
function tellsOfDay({ text, nowMs }: Message, { start, end }: Span): boolean {
  const part = text.slice(start, Math.min(end, start + TOLD_REACH))
  const day = findDates(part, nowMs, 'past').find((date) => date.start === 0)
  if (day === undefined || day.value === null) return false
  return findCounts(part).some(({ value, start: at }) => /^(?:人|名|位)$/.test(value.unit) || /[来到]了$/.test(part.slice(0, at)))
}
