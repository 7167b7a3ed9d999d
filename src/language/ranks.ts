import type { Found } from './found.ts'
import { parseNumber } from './values/numbers.ts'

/** A part of a ranking: so many from the top or the bottom, or the place of one unit (第几). */
export type RankReading = { kind: 'top' | 'bottom'; count: number } | { kind: 'place' }

interface RankRule {
  name: string
  kind: RankReading['kind']
  pattern: RegExp
}

const NUMBER = String.raw`(?<n>[\d一二两三四五六七八九十]{1,3})`
const COUNTED = '(?:名|位|个|家|的(?![天日月年]))'
/** 前三天, 前6月, 前3季度 are times, 前两组 are none of the ranking. */
const NO_TIME = String.raw`(?!\s*(?:天|日|月|年|周|季|个(?:月|季|星期|礼拜|小时)|点|组|排|次|届|批))`
const BEST = '(?:最好|最快|最多|最高|最优|领先|最积极|最主动|最勤|排名?靠前|做得好)'
const WORST = '(?:垫底|最慢|最差|最低|最少|最被动|落后|滞后|排名?靠后|拖后腿|吊车?尾[子巴]?)'

/** Tried in this order; what one has taken is closed to the later ones. */
const rules: RankRule[] = [
  {
    name: 'last so many',
    kind: 'bottom',
    pattern: new RegExp(`(?:最后|倒数前?|末|排?后)\\s*${NUMBER}${NO_TIME}${COUNTED}?${NO_TIME}`, 'g'),
  },
  {
    name: 'first so many',
    kind: 'top',
    pattern: new RegExp(`(?<!以|之|目|月|年|日|号|天)前\\s*${NUMBER}${NO_TIME}${COUNTED}?${NO_TIME}`, 'g'),
  },
  { name: 'first so many', kind: 'top', pattern: new RegExp(`(?<![年月]|开|带|码)头\\s*${NUMBER}(?:名|位)`, 'g') },
  { name: 'worst so many', kind: 'bottom', pattern: new RegExp(`${WORST}的?\\s*${NUMBER}(?:名|位|个|家)${NO_TIME}`, 'g') },
  { name: 'best so many', kind: 'top', pattern: new RegExp(`${BEST}的?\\s*${NUMBER}(?:名|位|个|家)${NO_TIME}`, 'g') },
  { name: 'the last', kind: 'bottom', pattern: /倒数第一名?|最后一?名?(?!一?次|一?天|期限)|排(?:在)?最后|垫底|倒数(?!第)/g },
  { name: 'the worst', kind: 'bottom', pattern: new RegExp(WORST, 'g') },
  { name: 'which place', kind: 'place', pattern: /排?(?:在)?(?:第几名?|老几|多少名|(?<![前后])几名|什么名次|哪个名次)/g },
  {
    name: 'the first',
    kind: 'top',
    pattern: /第一名?(?!书记|时间|批|次|季|期|责任|督查|检查|巡察|巡视|工作组|小组|组)|头一?名|榜首|排头/g,
  },
  { name: 'the best', kind: 'top', pattern: new RegExp(BEST, 'g') },
]

/** All parts of a ranking that a text names: 前三, 倒数五名, 最差的五个, 垫底的, 第几. One of each kind, in the order of the rules. */
export function findRanks(text: string): Found<RankReading>[] {
  const found: Found<RankReading>[] = []
  for (const rule of rules) {
    for (const match of text.matchAll(rule.pattern)) {
      const [start, end] = [match.index, match.index + match[0].length]
      const count = parseNumber(match.groups?.n ?? '一')
      if (found.some((other) => other.value.kind === rule.kind || (start < other.end && other.start < end)) || !(count >= 1)) continue
      found.push({ value: rule.kind === 'place' ? { kind: 'place' } : { kind: rule.kind, count }, start, end, rule: rule.name })
    }
  }
  return found
}
