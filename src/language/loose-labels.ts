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
  const decided = found.filter(({ key, end }) => fields[key]?.type === 'decisions' && DECIDED.test(part.slice(end)))
  const distinct = new Set(found.map(({ key }) => key)).size
  const isForm = distinct === found.length && (distinct > 2 || (distinct === 2 && part.slice(0, found[0]?.start).trim() === ''))
  const kept = isForm ? found : decided.slice(0, 1)
  return kept.map(({ key, start, end }, at) => ({
    key,
    label: { start: span.start + start, end: span.start + end },
    value: { start: span.start + end, end: span.start + (kept[at + 1]?.start ?? part.length) },
  }))
}
