/** A word at a place in text, with what it stands for. */
export interface WordAt<T> {
  word: string
  start: number
  end: number
  value: T
}

/** Finds the words of a list in text, longest first. */
export interface WordFinder<T> {
  /** The words that stand at a place, longest first. */
  at(text: string, place: number): WordAt<T>[]
  get(word: string): T | undefined
}

/** Looks words up by their first two characters, so that a text is read in one pass however long the list is. */
export function createWordFinder<T>(words: Map<string, T>): WordFinder<T> {
  const byHead = new Map<string, string[]>()
  for (const word of words.keys()) {
    const head = word.slice(0, 2)
    const others = byHead.get(head)
    if (others === undefined) byHead.set(head, [word])
    else others.push(word)
  }
  for (const others of byHead.values()) others.sort((a, b) => b.length - a.length)
  return {
    at: (text, start) =>
      (byHead.get(text.slice(start, start + 2)) ?? []).flatMap((word) => {
        const value = words.get(word)
        return value !== undefined && text.startsWith(word, start) ? [{ word, start, end: start + word.length, value }] : []
      }),
    get: (word) => words.get(word),
  }
}
