import { normalise } from './normalise.ts'
import { escapePattern } from './patterns.ts'
import type { CommandWords } from './types.ts'

/** Things that a question may have to name before an ask fits. */
export type AskNeed = 'household' | 'member' | 'unit' | 'matter' | 'indicator' | 'period' | 'comparison'

/**
 * A question word made ready. In an ask, `…` stands for up to 8 characters (谁…没), `{N}` for a number (前{N}), `{who}` for 谁, 哪些 or 哪几, `{show}` for 情况给我, 情况讲一下, and `{household}`, `{unit}`,
 * `{matter}`, `{indicator}`, `{member}`, `{period}`, `{comparison}` demand that such a thing is named somewhere. An ask of demands alone fits a question of which nothing else is left.
 */
export interface AskPattern {
  command: CommandWords
  pattern: RegExp
  /** Its longest plain words: a text without them need not be searched. */
  literal: string
  /** Source of a pattern that any text with this question word fits. */
  sign: string
  needs: AskNeed[]
  /** Literal characters: the longest ask that fits decides. */
  weight: number
  /** Is it demands alone? */
  bare: boolean
}

/** What one of these stands for, and how much it says for the ask that holds it. */
const WILD: Record<string, { source: string; weight: number }> = {
  '…': { source: '[^\\n]{0,8}?', weight: 0 },
  '{N}': { source: '[\\d一二两三四五六七八九十]{1,3}', weight: 1 },
  '{who}': { source: '(?:谁|哪[些几个家户镇村乡])', weight: 2 },
  '{show}': { source: '情况(?:给我|发我|[列讲说看]一)', weight: 0 },
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
  const parts = words.split(/(…|\{(?:N|who|show)\})/)
  const [literal = ''] = parts.filter((part) => WILD[part] === undefined).sort((a, b) => b.length - a.length)
  const sourceOf = (some: string[]): string => some.map((part) => WILD[part]?.source ?? escapePattern(part)).join('')
  // What may stand before the words is not looked for in every text.
  const sign = sourceOf(words.startsWith('…') ? parts.slice(2) : parts)
  const weight = parts.reduce((sum, part) => sum + (WILD[part]?.weight ?? part.length), 0)
  return { command, pattern: new RegExp(sourceOf(parts), 'g'), literal, sign, needs, weight: weight + needs.length, bare: words === '' }
}
