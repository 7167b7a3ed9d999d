/** The text as the source of a pattern that matches it literally. */
export function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}

/** A global pattern for any of the words, in the order given; one that never matches when there are none. */
export function anyOf(words: string[]): RegExp {
  return new RegExp(words.length === 0 ? '(?!)' : words.map(escapePattern).join('|'), 'g')
}
