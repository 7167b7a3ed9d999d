import { normalise } from './normalise.ts'

/** One thing that can be chosen from a numbered list. */
export interface Candidate {
  id: number
  name: string
  /** What tells equal names apart: 三组 脱贫户. */
  note?: string
}

const DIGITS = '零一二三四五六七八九'
const ENDS = /^[\s,.。、!?~()#]+|[\s,.。、!?~()]+$/g
const NONE = /^(?:都?不是|都不对|没有|一个都不是|都没有|以上都不是|不在里面|没有我要的)(?:的|他|她|这些|这几个)?$/
const YES =
  /^(?:是|是的|是啊|对|对的|对对+|嗯+|嗯嗯|好|好的|好吧|可以|行|行的|确认|确定|没错|要|ok|yes|y|1|同意|就是|就是他|就是她|是他|是她|正确)(?:了|啊|呀|吧|呢)?$/i
const NO = /^(?:不|不是|不是的|不对|不要|不用|不了|否|错|错了|没有|不行|不可以|别|no|n|2|不确定|不同意|不正确)(?:了|啊|呀|吧|的)?$/i
const CANCEL = /^(?:取消|算了|不报了|不用了|不要了|不弄了|先不报|放弃|退出|作废|停|cancel)(?:吧|了|掉|上报|填报|这条|啊)*$/i
const ORDINAL = /^(?:就|就是|是|选|我选)?第?\s*(\d{1,3}|[零一二三四五六七八九十]{1,3})\s*(?:个|号|条|位|户|项)?(?:吧|的|那个|那户)?$/

/** Small Chinese or Arabic ordinals (12, 十二); NaN when it is none. */
function toOrdinal(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  const parts = /^([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)$/.exec(text)
  if (parts === null || text === '') return Number.NaN
  const [, tens = '', ten = '', ones = ''] = parts
  if (ten === '') return tens === '' || ones === '' ? DIGITS.indexOf(tens + ones) : Number.NaN
  return (tens === '' ? 1 : DIGITS.indexOf(tens)) * 10 + Math.max(0, DIGITS.indexOf(ones || '零'))
}

function bare(raw: string): string {
  return normalise(raw).replace(ENDS, '')
}

/**
 * The answer to a numbered list: the id of the chosen candidate, `'none'` (都不是), or null when it is no answer to the list.
 * A number counts from 1; a name must fit exactly one candidate, its note (三组) may be added.
 */
export function readChoice(raw: string, candidates: readonly Candidate[]): number | 'none' | null {
  const text = bare(raw)
  if (NONE.test(text)) return 'none'
  const ordinal = ORDINAL.exec(text)
  if (ordinal !== null) {
    return candidates[toOrdinal(ordinal[1] ?? '') - 1]?.id ?? null
  }
  if (text === '最后一个' || text === '最后那个') return candidates.at(-1)?.id ?? null
  return byName(text.replace(/^(?:就?是|选|我说的是)/, ''), candidates)
}

function byName(text: string, candidates: readonly Candidate[]): number | null {
  const exact = candidates.filter((candidate) => candidate.name === text)
  const fitting = exact.length > 0 ? exact : candidates.filter((candidate) => isNamed(text, candidate))
  return fitting.length === 1 ? (fitting[0]?.id ?? null) : null
}

/** 王志刚三组, 三组的王志刚, 三组那个, 脱贫户那个. */
function isNamed(text: string, { name, note = '' }: Candidate): boolean {
  const rest = text.replace(name, '').replace(/[\s的那个户家()]+/g, '')
  if (rest === '') return text.includes(name)
  const plainNote = note.replace(/[\s户()]+/g, '')
  return plainNote.includes(rest)
}

/** 是 对 嗯 好 → true; 不是 不 否 → false; null when it is neither. */
export function readYesNo(raw: string): boolean | null {
  const text = bare(raw)
  if (YES.test(text)) return true
  return NO.test(text) ? false : null
}

/** Does it end the open question (取消, 算了, 不报了)? */
export function isCancel(raw: string): boolean {
  return CANCEL.test(bare(raw))
}

/** Numbers of a list, counted from 1, with the words said about them. */
export interface ListAnswer {
  numbers: number[]
  text: string
}

const NUMBER = String.raw`(?:第?\s*\d{1,3}(?!\d)(?:\s*(?:号|户|个|条))?(?!\s*(?:月|日|元|块|万|千|百|人|岁|头|亩|只|点|年|天|斤|袋|[.:]\d)))`
const JOIN = String.raw`\s*(?:[,、;.]|和|跟|及|与|\s)\s*`
const RANGE = String.raw`(?:${NUMBER}\s*(?:-|~|到|至)\s*${NUMBER}|${NUMBER})`
const NUMBERS = `${RANGE}(?:${JOIN}${RANGE})*`
const GROUP = new RegExp(`(?:^|[\\s,;。、])(${NUMBERS})[\\s,:、.]*`, 'g')
const EXCEPT = new RegExp(`^\\s*(?:除了?|除去|除开)\\s*(${NUMBERS})\\s*(?:以外|之外|外)?\\s*[,、]?\\s*`)
const ALL = /^\s*(?:全部|所有|全都|都|剩下的?都?|其他的?都?|其余的?都?)/

/**
 * Words said about numbers of a list of `count` things: `1 3 5 都正常，7 住院花了两万` → two answers; `除了2和6都走了` → all the others;
 * `全部正常` → all. Numbers outside the list make the whole no answer (empty), as does text without numbers.
 */
export function readListAnswer(raw: string, count: number): ListAnswer[] {
  const text = normalise(raw)
  const except = EXCEPT.exec(text)
  if (except !== null) {
    const left = new Set(toNumbers(except[1] ?? ''))
    if ([...left].some((number) => number > count)) return []
    return [{ numbers: range(1, count).filter((number) => !left.has(number)), text: tidy(raw.slice(except[0].length)) }]
  }
  if (!/^[\s#第]*\d/.test(text)) return ALL.test(text) ? [{ numbers: range(1, count), text: tidy(raw) }] : []
  const answers = readGroups(raw, text)
  return answers.every(({ numbers }) => numbers.every((number) => number >= 1 && number <= count)) ? answers : []
}

function readGroups(raw: string, text: string): ListAnswer[] {
  const groups = [...text.matchAll(GROUP)]
  return groups.map((group, index) => {
    const from = group.index + group[0].length
    return { numbers: toNumbers(group[1] ?? ''), text: tidy(raw.slice(from, groups[index + 1]?.index ?? raw.length)) }
  })
}

function toNumbers(text: string): number[] {
  const parts = text.match(new RegExp(RANGE, 'g')) ?? []
  const numbers = parts.flatMap((part) => {
    const [from = 0, to = from] = (part.match(/\d+/g) ?? []).map(Number)
    return range(from, Math.min(to, from + 999))
  })
  return [...new Set(numbers)]
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
}

function tidy(text: string): string {
  return text.replace(/^[\s,，、;；:：。.]+|[\s,，、;；。]+$/g, '')
}
