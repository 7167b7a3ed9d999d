import type { LabelSet, Segment } from './labels.ts'
import type { Span } from './span.ts'

/** How decisions begin behind their bare label: 议定 由民政局…, 议定1.…. */
const DECIDED = /^\s*(?:由|请|责成|[\d一(])|^\s+\S/

/**
 * Labels typed without a colon (户主王亦态 情况务农 诉求想学电焊): words that begin with one, when they are a form, that is when the first words do
 * and others after them, or three do. Decisions need no other label beside them. None otherwise: 情况稳定 says how things are.
 */
export function findLooseLabels(text: string, span: Span, { loose, keys, fields }: LabelSet): Segment[] {
  const part = text.slice(span.start, span.end)
  const found = [...part.matchAll(loose)].map((match) => {
    const [whole, label = ''] = match
    return { key: keys.get(label) ?? '', start: match.index, end: match.index + whole.length }
  })
  const glued = gluedLabels(part, { keys, fields })
  if (glued.length > found.length) return segmentsOf(glued, span, part.length)
  const decided = found.filter(({ key, end }) => fields[key]?.type === 'decisions' && DECIDED.test(part.slice(end)))
  const distinct = new Set(found.map(({ key }) => key)).size
  const isForm = distinct === found.length && (distinct > 2 || (distinct === 2 && part.slice(0, found[0]?.start).trim() === ''))
  const kept = isForm ? found : decided.slice(0, 1)
  return segmentsOf(kept, span, part.length)
}

interface Place {
  key: string
  start: number
  end: number
}

function segmentsOf(places: Place[], span: Span, length: number): Segment[] {
  return places.map(({ key, start, end }, at) => ({
    key,
    label: { start: span.start + start, end: span.start + end },
    value: { start: span.start + end, end: span.start + (places[at + 1]?.start ?? length) },
  }))
}

/** What is dictated in one breath is no longer. */
const LONGEST_GLUED = 400
/** A word of time, without which 日期 or 时间 is no label. */
const TIME = /^(?:是|为)?\s*(?:[\d一二三四五六七八九十今昨前本上这]|大前)/
/** What stands before a word that is no label of this report. */
const OTHERS = /(?:的|家里|身体|生活|基本|经济|存在|主要|没有?|无|有)$/
const OTHER_DAYS = /(?:的|出生|入院|出院|截止)$/

/** 户主王亦态情况务农诉求没有日期昨天, dictated without a pause: a form that begins with the household's label and holds three labels more. */
function gluedLabels(part: string, { keys, fields }: Pick<LabelSet, 'keys' | 'fields'>): Place[] {
  if (part.length > LONGEST_GLUED) return []
  const opening = part.length - part.trimStart().length
  const first = [...keys].find(([label, key]) => fields[key]?.type === 'household' && part.startsWith(label, opening))
  if (first === undefined) return []
  const places: Place[] = [{ key: first[1], start: opening, end: opening + first[0].length }]
  const words = [...keys.keys()].filter((label) => label.length > 1).sort((a, b) => b.length - a.length)
  for (let at = opening + first[0].length; at < part.length; at++) {
    const label = words.find((word) => part.startsWith(word, at))
    const key = keys.get(label ?? '')
    if (label === undefined || key === undefined) continue
    const isDate = fields[key]?.type === 'date'
    if ((isDate ? OTHER_DAYS : OTHERS).test(part.slice(0, at))) continue
    if (isDate && !TIME.test(part.slice(at + label.length, at + label.length + 8))) continue
    if (places.some((place) => place.key === key)) return []
    places.push({ key, start: at, end: at + label.length })
    at += label.length - 1
  }
  return places.length > 3 ? places : []
}
