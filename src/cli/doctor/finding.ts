/** What one check came to. */
export interface Finding {
  state: 'fine' | 'wrong' | 'skipped'
  /** What was looked at: 数据库, 时钟 … */
  what: string
  words: string
  /** How it is put right; of what is wrong. */
  cure?: string
}

/** It is as it should be. */
export const fine = (what: string, words: string): Finding => ({ state: 'fine', what, words })
/** It is not, and this is how it is put right. */
export const wrong = (what: string, words: string, cure: string): Finding => ({ state: 'wrong', what, words, cure })
/** It was not looked at, and why. */
export const skipped = (what: string, words: string): Finding => ({ state: 'skipped', what, words })

const SIGNS = { fine: '✔', wrong: '✘', skipped: '－' } as const

/** A finding in one line. */
export function toLine({ state, what, words, cure }: Finding): string {
  return `${SIGNS[state]} ${what}：${words}${cure === undefined ? '' : ` 办法：${cure}`}`
}
