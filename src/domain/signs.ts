import { caseRulesOf } from './cases.ts'
import type { House } from './house.ts'

/** A sign of risk in a text, and the cause that it points to (D10). */
export interface Sign {
  word: string
  cause: string
}

/** What stands right before a sign that is not there: 没有住院, 不存在失业. */
const DENIED = /(?:没有?|无|未|不存在|不|非|防止|预防|避免)[^，。,；;\s]{0,2}$/

/** The first of the pack's signs that a text says; null where there is none. */
export function findSign(house: House, text: string): Sign | null {
  for (const [cause, words] of Object.entries(caseRulesOf(house).signs)) {
    for (const word of words) {
      for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1))
        if (!DENIED.test(text.slice(0, at))) return { word, cause }
    }
  }
  return null
}
