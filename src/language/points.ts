import { type Message, trimSpan } from './message.ts'
import { toOrdinal } from './ordinals.ts'
import type { Span } from './span.ts'

/** A numbered point: where its number starts, and its words. */
export interface Point {
  number: number
  start: number
  words: Span
}

const CHINESE = '一二三四五六七八九十'
const CIRCLED = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳'
const MARK =
  /(?:^|(?<=[\n\s;。:,、!?])|(?<=\p{Script=Han})(?=[①-⑳]|\d{1,2}[.、)]\p{Script=Han}|[第头][\d一二三四五六七八九十]{1,3}户))(?:问题|事项|议题|任务|风险|隐患)?(?:第(?=[\d一二三四五六七八九十]{1,3}[:]))?(?:(\d{1,2})(?:\ufe0f?\u20e3|[.、)](?!\d)|\s*:(?!\d)|(?=[ ][\p{Script=Han}]))|\((\d{1,2})\)|第?([一二三四五六七八九十]{1,3})[、.是:](?!\d)|\(([一二三四五六七八九十]{1,3})\)|([①-⑳])|[第头]([\d一二三四五六七八九十]{1,3})户(?:人家)?(?:就?是|呢)?[:,]?)[ ]*/gu

function toNumber(arabic: string | undefined, chinese: string | undefined, circled: string | undefined): number {
  if (arabic !== undefined) return Number(arabic)
  if (circled !== undefined) return CIRCLED.indexOf(circled) + 1
  const [tens = '', ones = ''] = (chinese ?? '').includes('十') ? (chinese ?? '').split('十') : ['0', chinese ?? '']
  const ten = tens === '0' ? 0 : tens === '' ? 1 : CHINESE.indexOf(tens) + 1
  return ten * 10 + (ones === '' ? 0 : CHINESE.indexOf(ones) + 1)
}

/**
 * Numbered points (1. 2、 3） （1） 一、 ① 第一户) in the order 1, 2, 3 …; a bare number counts at the start of a line only.
 * The first must be 1; a number out of order belongs to the words, and one right behind other words counts after the first only.
 */
export function findPoints(text: string, { start, end }: Span): Point[] {
  const part = text.slice(start, end)
  const points: Point[] = []
  for (const match of part.matchAll(MARK)) {
    const [whole, arabic, inBrackets, chinese, chineseInBrackets, circled, household] = match
    const number = household === undefined ? toNumber(arabic ?? inBrackets, chinese ?? chineseInBrackets, circled) : toOrdinal(household)
    const atLineStart = /(?:^|\n)\s*$/.test(part.slice(Math.max(0, match.index - 8), match.index))
    const isBare = /^\d+[ ]*$/.test(whole) || (chinese !== undefined && !/[、:]/.test(whole))
    const isGlued = match.index > 0 && /\p{Script=Han}/u.test(part.charAt(match.index - 1))
    if (number !== points.length + 1 || (isBare && !atLineStart) || (isGlued && points.length === 0 && household === undefined)) continue
    const from = start + match.index
    const previous = points.at(-1)
    if (previous !== undefined) previous.words.end = from
    points.push({ number, start: from, words: { start: from + whole.length, end } })
  }
  return points
}

/** The lines of a span that hold words. */
export function splitLines(text: string, { start, end }: Span): Span[] {
  const lines: Span[] = []
  for (let from = start; from < end; ) {
    const stop = text.indexOf('\n', from)
    const to = stop === -1 || stop > end ? end : stop
    if (text.slice(from, to).trim() !== '') lines.push({ start: from, end: to })
    from = to + 1
  }
  return lines
}

/** 发现3个问题:, 以下两条:, how many points there are. */
const HOW_MANY =
  /^(?:共|发现了?|存在|有|以下|如下|反馈了?)*[\d一二两三四五六七八九十]*(?:个|项|处|条|方面)(?:的?(?:问题|情况|事项|隐患|不足))?(?:如下)?\s*:?$/

/** The points of a list: numbered, else one a line, else parted by ；. */
export function splitPoints({ text }: Message, span: Span): Span[] {
  const points = findPoints(text, span)
  const [first] = points
  if (first !== undefined) {
    const before = trimSpan(text, { start: span.start, end: first.start })
    const isCount = HOW_MANY.test(text.slice(before.start, before.end))
    return [...(before.end > before.start && !isCount ? [before] : []), ...points.map((point) => point.words)]
  }
  const glued = gluedPoints(text, span)
  if (glued.length > 1) return glued
  const lines = splitLines(text, span)
  return lines.length > 1 ? lines : splitAt(text, span)
}

/** What a number counts, that is none of a point. */
const GLUED =
  /(?:^|(?<=[\s,;、\p{Script=Han}]))(\d{1,2})(?=\p{Script=Han})(?![个户人名月日号年万元亩次点时条项天岁组队村口处台件块套座栋公分百千亿%])/gu

/** 1选点 2资金: numbers without a dot, from the beginning, in order. */
function gluedPoints(text: string, span: Span): Span[] {
  const { start, end } = trimSpan(text, span)
  const points: Span[] = []
  for (const match of text.slice(start, end).matchAll(GLUED)) {
    if (Number(match[1]) !== points.length + 1 || (points.length === 0 && match.index > 0)) continue
    const from = start + match.index
    const previous = points.at(-1)
    if (previous !== undefined) previous.end = from
    points.push({ start: from + match[0].length, end })
  }
  return points
}

function splitAt(text: string, { start, end }: Span): Span[] {
  const parts: Span[] = []
  let from = start
  for (let at = start; at <= end; at++) {
    if (at < end && text.charAt(at) !== ';') continue
    if (text.slice(from, at).trim() !== '') parts.push({ start: from, end: at })
    from = at + 1
  }
  return parts
}
