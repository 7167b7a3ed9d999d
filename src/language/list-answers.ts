import { normalise } from './normalise.ts'
import { ORDINAL, toOrdinal } from './ordinals.ts'

/** Numbers of a list, counted from 1, with the words said about them; `beyond`: those that the list does not have. */
export interface ListAnswer {
  numbers: number[]
  beyond?: number[]
  text: string
}

/** 3月, 2万, 4个人 and 5楼 count something else than the list. */
const NO_MEASURE = String.raw`(?!\s*(?:[月日元块万千百人岁头亩只点年天斤袋个户条口次楼层分秒组队班届度米平公辆包张份本件台间桌时]|[.:]\d|号(?:[上下早晚中开前之]|$)))`
const PLAIN = String.raw`(?:\d{1,3}(?!\d)${NO_MEASURE}(?:\s*号)?)`
const PLACED = String.raw`(?:第\s*${ORDINAL}(?:\s*(?:号|户|个|条|家|位))?(?!\s*[次季批期年天月书轮]))`
const NUMBER = `(?:${PLACED}|${PLAIN})`
const JOIN = String.raw`\s*(?:[,、;.]|和|跟|及|与|\s|(?<=号))\s*`
const RANGE = String.raw`(?:${NUMBER}\s*(?:-|~|到|至)\s*${NUMBER}|${NUMBER})`
const NUMBERS = `${RANGE}(?:${JOIN}${RANGE})*`
/** 一、三、五: bare Chinese numbers count only at the very start and in a row. */
const CHINESE = String.raw`[一二三四五六七八九十]{1,3}(?:\s*(?:[、,]|和|到|至)\s*[一二三四五六七八九十]{1,3})+`
const CHINESE_GROUP = new RegExp(`(?<numbers>${CHINESE})[\\s,:、.]*`, 'y')
const FIRST = `前(?<first>${ORDINAL})(?:个|户|家|条|位)(?![月年星])`
const LAST = `(?:最后|后)(?<last>${ORDINAL})(?:个|户|家|条|位)(?![月年星])`
const OTHERS = '(?<others>(?:其他|其它|其余|剩下|余下)(?:的|几户|几个|人家|户)*)'
const GROUP = new RegExp(`(?:^|(?<=[\\s,;。、]))(?:(?<numbers>${NUMBERS})|${FIRST}|${LAST}|${OTHERS})[\\s,:、.]*`, 'g')
const EXCEPT = new RegExp(`^\\s*(?:除了?|除去|除开)\\s*(${NUMBERS})\\s*(?:以外|之外|外)?\\s*[,、]?\\s*`)
/** 都正常 says something about all of them, 都来开会 does not. */
const ALL =
  /^\s*(?:全部|所有|全都?|都)(?:的|户|人家|农户)*\s*(?:已经?|都|已|很|挺)*(?:走|访|去过|到过|看过|见|正常|在家|稳定|没(?:有|啥|什么)?(?:问题|变化|情况|风险|事)|好|平安|安全|外出|务工|不错|达标)/
/** 走了 1 3 5; 昨天去了 2、4. */
const LEAD =
  /^\s*(?:(?<date>昨天|前天|大前天|\d{1,2}月\d{1,2}[日号])|今天|刚才?|上午|下午|早上|我们?|已经?)*(?:走访|走|去|看|访|跑|到)(?:了|过|完)\s*(?=第?\s*[\d一二三四五六七八九十])/

/**
 * Words said about numbers of a list of `count` things: `1 3 5 都正常，7 住院花了两万` → two answers; `除了2和6都走了`, `其他都正常` → all the others;
 * `前五个都正常`, `1到5正常` → these; `全部正常` → all. Empty: text without numbers.
 */
export function readListAnswer(raw: string, count: number): ListAnswer[] {
  const text = normalise(raw)
  const except = EXCEPT.exec(text)
  if (except !== null) {
    const left = new Set(toNumbers(except[1] ?? ''))
    const numbers = range(1, count).filter((number) => !left.has(number))
    return [{ numbers, ...beyondOf([...left], count), text: tidy(raw.slice(except[0].length)) }]
  }
  const lead = LEAD.exec(text)
  const from = lead?.[0].length ?? 0
  const answers = readGroups(raw.slice(from), text.slice(from), count)
  if (answers.length === 0) return ALL.test(text) ? [{ numbers: range(1, count), text: tidy(raw) }] : []
  if (!answers.every(({ numbers }) => numbers.length > 0)) return []
  const known = answers.map(({ numbers, text: words }): ListAnswer => {
    return { numbers: numbers.filter((number) => isOn(number, count)), ...beyondOf(numbers, count), text: words }
  })
  return lead === null ? known : known.map((answer) => withLead(answer, { date: lead.groups?.date ?? '', words: tidy(lead[0]) }))
}

const isOn = (number: number, count: number): boolean => number >= 1 && number <= count

function beyondOf(numbers: number[], count: number): { beyond?: number[] } {
  const beyond = numbers.filter((number) => !isOn(number, count))
  return beyond.length > 0 ? { beyond } : {}
}

/** 昨天走了1、3，都正常: the date holds for them all; without words of their own they were walked to. */
function withLead(answer: ListAnswer, lead: { date: string; words: string }): ListAnswer {
  const { text } = answer
  if (text === '') return { ...answer, text: lead.words }
  return { ...answer, text: lead.date === '' ? text : `${lead.date} ${text}` }
}

/** The groups of numbers, each with the words up to the next; none when the text does not begin with one. */
function readGroups(raw: string, text: string, count: number): ListAnswer[] {
  const opening = /^[\s#]*/.exec(text)?.[0].length ?? 0
  const groups = [...chineseGroup(text, opening), ...text.matchAll(GROUP)].sort((a, b) => a.index - b.index)
  const [first] = groups
  if (first === undefined || first.index > opening) return []
  const usesPlaces = text.startsWith('第', opening)
  const kept = groups.filter(({ 0: words }, at) => at === 0 || usesPlaces || !words.startsWith('第'))
  const answers: ListAnswer[] = []
  for (const [at, group] of kept.entries()) {
    const words = tidy(raw.slice(group.index + group[0].length, kept[at + 1]?.index ?? raw.length))
    answers.push({ numbers: numbersOf(group, count, answers), text: words })
  }
  return answers
}

function chineseGroup(text: string, at: number): RegExpExecArray[] {
  CHINESE_GROUP.lastIndex = at
  const match = CHINESE_GROUP.exec(text)
  return match === null ? [] : [match]
}

function numbersOf({ groups = {} }: RegExpExecArray, count: number, before: ListAnswer[]): number[] {
  const { numbers, first, last, others } = groups
  if (others !== undefined) return unsaid(before, count)
  if (first !== undefined) return range(1, toOrdinal(first))
  if (last !== undefined) return range(count + 1 - toOrdinal(last), count)
  return toNumbers(numbers ?? '')
}

/** 其他, 其余: what nothing was said about so far. */
function unsaid(before: ListAnswer[], count: number): number[] {
  const said = new Set(before.flatMap(({ numbers }) => numbers))
  return range(1, count).filter((number) => !said.has(number))
}

const ANY_NUMBER = new RegExp(ORDINAL, 'g')
const ANY_RANGE = new RegExp(`第?\\s*${ORDINAL}[号户个条家位]?\\s*(?:-|~|到|至)\\s*第?\\s*${ORDINAL}|${ORDINAL}`, 'g')

function toNumbers(text: string): number[] {
  const numbers = (text.match(ANY_RANGE) ?? []).flatMap((part) => {
    const [from = 0, to = from] = (part.match(ANY_NUMBER) ?? []).map(toOrdinal)
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
