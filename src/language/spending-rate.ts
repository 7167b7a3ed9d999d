import { findAmounts } from './values/amounts.ts'
import { NUMBER_RUN, parseNumber } from './values/numbers.ts'

const FIGURE = `[\\s:=为是约]*(?<figure>[¥￥]?${NUMBER_RUN}[十百千万亿]*(?:元|块)?)(?!\\s*%)`
/** What was allocated and what was spent of it, each with its figure. */
const SIDES = {
  下达额: new RegExp(`(?:已|累计|共)*下达(?:额|资金|金额|数)?${FIGURE}`),
  支出额: new RegExp(`(?:已|累计|共|实际)*支出(?:额|资金|金额|数)?${FIGURE}`),
} as const

/** The two sums of money behind a 支出率 as a report gives them, and the text without their words (of the same length). */
export interface Spending {
  /** Per cent, two decimals; null where a side is missing or cannot be. */
  rate: number | null
  /** In yuan, where they were given with their measure. */
  sums: Record<string, number>
  /** Which side is missing or unclear. */
  missing: string | null
  others: string
}

/** 下达额 200万 支出额 106万: the rate is the quotient of the two (counting-rules 15). Null where neither stands there. */
export function readSpending(part: string): Spending | null {
  let others = part
  const found = Object.entries(SIDES).flatMap(([side, pattern]) => {
    const match = pattern.exec(part)
    const figure = match?.groups?.figure
    if (match === null || figure === undefined) return []
    others = others.slice(0, match.index) + ' '.repeat(match[0].length) + others.slice(match.index + match[0].length)
    const money = findAmounts(figure)[0]?.value
    return [{ side, value: money ?? parseNumber(figure), isMoney: money !== undefined }]
  })
  const [granted, spent] = [found.find(({ side }) => side === '下达额'), found.find(({ side }) => side === '支出额')]
  if (granted === undefined && !/支出额/.test(part)) return null
  const isAlike = granted !== undefined && spent !== undefined && granted.isMoney === spent.isMoney
  const sums = Object.fromEntries(found.filter(({ isMoney }) => isMoney).map(({ side, value }) => [side, value]))
  if (!isAlike || !(granted.value > 0)) return { rate: null, sums, missing: granted && granted.value > 0 ? '支出额' : '下达额', others }
  return { rate: Math.round((spent.value / granted.value) * 10_000) / 100, sums, missing: null, others }
}
