import { normalise } from './normalise.ts'
import { escapePattern } from './patterns.ts'
import type { CommandWords } from './types.ts'

/** Things that a question may have to name before an ask fits. */
export type AskNeed = 'household' | 'member' | 'unit' | 'matter' | 'indicator' | 'period' | 'comparison'

/**
 * A question word made ready. In an ask, `…` stands for up to 8 characters (谁…没), `{N}` for a number (前{N}), and `{household}`, `{unit}`,
 * `{matter}`, `{indicator}`, `{member}`, `{period}`, `{comparison}` demand that such a thing is named somewhere. An ask of demands alone fits a question of which nothing else is left.
 */
export interface AskPattern {
  command: CommandWords
  pattern: RegExp
  /** Its longest plain words: a text without them need not be searched. */
  literal: string
  needs: AskNeed[]
  /** Literal characters: the longest ask that fits decides. */
  weight: number
  /** Is it demands alone? */
  bare: boolean
}

const NEEDS = ['household', 'member', 'unit', 'matter', 'indicator', 'period', 'comparison'] as const satisfies AskNeed[]
const NEED = new RegExp(`\\{(${NEEDS.join('|')})\\}`, 'g')

function isNeed(text: string): text is AskNeed {
  return NEEDS.some((need) => need === text)
}

/** Makes one ask of a query ready. */
export function compileAsk(ask: string, command: CommandWords): AskPattern {
  const needs = [...ask.matchAll(NEED)].flatMap(([, need = '']) => (isNeed(need) ? [need] : []))
  const words = normalise(ask.replace(NEED, '')).trim()
  const parts = words.split(/(…|\{N\})/)
  const [literal = ''] = parts.filter((part) => !/^(?:…|\{N\})$/.test(part)).sort((a, b) => b.length - a.length)
  const source = parts
    .map((part) => (part === '…' ? '[^\\n]{0,8}?' : part === '{N}' ? '[\\d一二两三四五六七八九十]{1,3}' : escapePattern(part)))
    .join('')
  const weight = words.replace(/…/g, '').replace(/\{N\}/g, 'N').length
  return { command, pattern: new RegExp(source, 'g'), literal, needs, weight: weight + needs.length, bare: words === '' }
}
