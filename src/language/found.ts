/** Something found in text. Positions are UTF-16 indices into the normalised text, `end` is the first one after it. */
export interface Found<T> {
  value: T
  start: number
  end: number
  /** Which rule found it, for `cli read`. */
  rule: string
}

/** Leaves what does not overlap, left to right: the earlier one wins, of two that start together the longer. */
export function withoutOverlaps<F extends { start: number; end: number }>(findings: F[]): F[] {
  const sorted = [...findings].sort((a, b) => a.start - b.start || b.end - a.end)
  const kept: F[] = []
  let from = 0
  for (const finding of sorted) {
    if (finding.start < from) continue
    kept.push(finding)
    from = finding.end
  }
  return kept
}
