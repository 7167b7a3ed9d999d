import type { Found } from '../found.ts'
import { normalise } from '../normalise.ts'
import { escapePattern } from '../patterns.ts'

/** A title under which packs print a duty or its ranking, and what it stands for. */
export interface TitledDuty {
  /** 四保障集中排查; for a ranking its own title (本月主题排查). */
  title: string
  /** The duty's own title. */
  duty: string
  /** Kinds of report that it counts. */
  kinds: string[]
}

/** The duties that words name. */
export type DutiesFound = Found<TitledDuty[]>

/** Finds duties by their titles as they are printed, and by what people leave of them. */
export interface TitleFinder {
  /** Whole titles, the longest first; the sign between two may be left out. */
  exact(text: string): DutiesFound[]
  /** The longest stretch that is a title with its end, its beginning or its middle left out (四保障, 明察暗访, 专班调度会); null when there is none. */
  shortened(text: string): DutiesFound | null
}

/** So much of a title must stand there: of its beginning (四保障), of its end (明察暗访: 困难户 is no duty), of each side of what is left out. */
const LEAST = { beginning: 3, end: 4, side: 2 }

/** Makes titles ready. */
export function createTitleFinder(titles: TitledDuty[]): TitleFinder {
  const words = titles.map((titled) => ({ titled, word: normalise(titled.title) }))
  const patterns = words
    .map(({ titled, word }) => ({ titled, pattern: new RegExp(word.split('、').map(escapePattern).join('[、,和及与 ]?'), 'g') }))
    .sort((a, b) => b.titled.title.length - a.titled.title.length)
  return {
    exact: (text) =>
      patterns.flatMap(({ titled, pattern }) =>
        [...text.matchAll(pattern)].map(({ index, 0: found }) => ({
          value: [titled],
          start: index,
          end: index + found.length,
          rule: 'duty',
        })),
      ),
    shortened(text) {
      let best: DutiesFound | null = null
      for (const { titled, word } of words) {
        for (let start = 0; start < text.length; start += 1) {
          const length = lengthLeft(word, text, start)
          if (length === 0) continue
          const longest: number = best === null ? 0 : best.end - best.start
          if (best !== null && length === longest && best.start === start) best.value.push(titled)
          else if (length > longest) best = { value: [titled], start, end: start + length, rule: 'part of a duty' }
        }
      }
      return best
    },
  }
}

/** How much of a title stands at a place, with one stretch of it left out; 0 when too little. */
function lengthLeft(title: string, text: string, at: number): number {
  let beginning = 0
  while (beginning < title.length && title[beginning] === text[at + beginning]) beginning += 1
  let longest = beginning >= LEAST.beginning ? beginning : 0
  for (let end = title.length - LEAST.side; end > beginning; end -= 1) {
    const rest = title.slice(end)
    if (beginning >= LEAST.side && text.startsWith(rest, at + beginning)) longest = Math.max(longest, beginning + rest.length)
    if (rest.length >= LEAST.end && text.startsWith(rest, at)) longest = Math.max(longest, rest.length)
  }
  return longest
}
