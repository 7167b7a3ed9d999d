/** A half-open range of positions (UTF-16) in a message. */
export interface Span {
  start: number
  end: number
}

/** Words without the parts that were read, in one line. */
export function withoutSpans(words: string, spans: readonly Span[]): string {
  let kept = words
  for (const { start, end } of spans) kept = kept.slice(0, start) + ' '.repeat(end - start) + kept.slice(end)
  return kept.replace(/[\s，,、：:。]+/g, ' ').trim()
}
