import { surnameOf } from './names/surnames.ts'
import { normalise } from './normalise.ts'
import { ORDINAL, toOrdinal } from './ordinals.ts'

/** One thing that can be chosen from a numbered list. */
export interface Candidate {
  id: number
  name: string
  /** What tells equal names apart: 三组 脱贫户. */
  note?: string
  /** Other words that plainly mean it: 都是干部. */
  means?: readonly string[]
}

const ENDS = /^(?:[\s,.。、!?~()#]|嗯+[\s,]+|那个[\s,]+|呃)+|[\s,.。、!?~()]+$/g
const NONE =
  /^(?:(?:这|上面|以上|里面)?(?:几个|几户|些)?都?(?:不是|不对|没有)|一个都不是|一个也不是|以上都不是|不在(?:里面|上面|名单上?)|没有我要的|没有这[个户]人?)(?:的|他家?|她家?|这些|这几[个户]|这[个户]|啊|吧|呢)*$/
const YES =
  /^(?:是|是的|是啊|对|对的|对对+|嗯+|嗯嗯|好|好的|好吧|可以|行|行的|确认|确定|没错|要|ok|yes|y|1|同意|就是|就是他|就是她|是他|是她|正确)(?:家|户|了|啊|呀|吧|呢)*$/i
const NO = /^(?:不|不是|不是的|不对|不要|不用|不了|否|错|错了|没有|不行|不可以|别|no|n|2|不确定|不同意|不正确)(?:了|啊|呀|吧|的)?$/i
/** 报, 填, 记 …: what one does with a report. */
const DO = '(?:报|填|记|弄|写|录|发|搞|登)'
/** One way of ending it: 取消, 算了, 不报了, 先不弄, 别记了, 回头再报, 报错了. */
const GIVE_UP = new RegExp(
  `^(?:取消|算了|拉倒|放弃|退出|作废|停|停下|撤了|撤回|cancel|不(?:用|要|必)${DO}?了|不(?:想)?${DO}了?|别(?:${DO})|(?:不用|不要|别)管了?|不搞了|先(?:不${DO}?|放|搁|停)(?:着|一放|一下)?|(?:回头|改天|晚点|等[会下]儿?|一会儿?|[过待]会儿?|下次|以后|之后|明天|有空)再?(?:${DO}|说)|(?:报|发|打|填|弄|搞|写|说|点)错了?|(?:报|发|记)重了?|(?:当|就当)我?没(?:${DO}|说)过?)$`,
  'i',
)
const CANCEL_LEAD = /^(?:那|我|就|这个|这条|这户|这次|它|还是|先|哎呀?|唉|嗯+|哦|喔|呃|额|[好行]吧?|都|麻烦|请|帮我|给我|把它|把这条)+/
const CANCEL_TAIL = /(?:吧|掉|啊|呢|哈|呀|哦|嘛|上报|填报|这个|这条|这户|这次|谢谢|先)+$/
/** Longer ones tell something. */
const LONGEST_CANCEL = 24

/** 不对，是王亦泰 · 不是第一个，是第二个: what was said is wrong, and what is right instead. */
const DENIAL = /^(?:都?不是|不对|错了?|搞错了|弄错了)[^,;。、\s]{0,12}?[,;。、\s]+(?:应该是|应该|而是|就是|是|我说的是)?\s*(?=\S)/
const MEANT = /^(?:应该是|应该|就是|就要?|那就|是|选|我选|我说的是|要)\s*/
const TAIL = /(?:就是|吧|的|那个|那一?户|这个|家|哈|了)+$/

const NUMBERED = new RegExp(`^第?\\s*(${ORDINAL})\\s*(?:个|号|条|位|户|项)?$`)
const FROM_END = new RegExp(`^倒数第?(${ORDINAL})(?:个|位|户|条)?$`)
const FIRST = /^(?:(?:最)?(?:前|上)(?:面|边)?(?:的|那)?(?:一?[个户条位])?|头一?[个户])$/
const LAST = /^(?:(?:最)?(?:后|下|末)(?:面|边|尾)?(?:的|那)?(?:一?[个户条位])?)$/
const MIDDLE = /^(?:正?(?:中间|当中)(?:的|那)?(?:一?[个户])?)$/

function bare(raw: string): string {
  return normalise(raw).replace(ENDS, '')
}

/**
 * The answer to a numbered list: the id of the chosen candidate, `'none'` (都不是), or null when it is no answer to the list.
 * A number counts from 1; a place (后面那个) counts in the order shown; a name must fit exactly one candidate, its note (三组) may be added. Where one is offered
 * alone, or two that deny each other, 是 and 不是 answer too.
 */
export function readChoice(raw: string, candidates: readonly Candidate[]): number | 'none' | null {
  const text = bare(raw)
  const plain = candidates.find(({ means }) => means?.includes(text))?.id ?? byYesOrNo(text, candidates)
  if (plain !== null) return plain
  if (NONE.test(text)) return 'none'
  const right = text.replace(DENIAL, '')
  const meant = right.replace(MEANT, '').replace(/[吗么]$/, '')
  return (
    byPlace(undoubled(meant), candidates) ??
    byName(meant, candidates) ??
    (candidates.length === 1 && right === text ? bySole(text, candidates) : null)
  )
}

/** 不合并, 没有外部人员: the choice that denies the other. */
const DENYING = /^(?:不|没|否|别)/
/** 有, 有村民; 没有, 没外人: what is there, or is not, said shortly. */
const THERE_IS = /^有(?!没有).{0,5}$/
const THERE_IS_NOT = /^(?:没|没有|无).{0,5}$/

/** Of two choices that deny each other (确认合并, 不合并) the one that a plain 确认, 是, 对 or 不 means. */
function byYesOrNo(text: string, candidates: readonly Candidate[]): number | null {
  const [denying, ...others] = candidates.filter(({ name }) => DENYING.test(name))
  const [affirming] = candidates.filter(({ name }) => !DENYING.test(name))
  if (candidates.length !== 2 || !denying || !affirming || others.length > 0 || /^\d$/.test(text)) return null
  const asksWhether = affirming.name.startsWith('有')
  if (YES.test(text) || (asksWhether && THERE_IS.test(text))) return affirming.id
  return NO.test(text) || (asksWhether && THERE_IS_NOT.test(text)) ? denying.id : null
}

/** 2 2, 第二个第二个 said twice means it once. */
function undoubled(text: string): string {
  return /^(.{1,6}?)\s*\1$/.exec(text)?.[1] ?? text
}

function byPlace(text: string, candidates: readonly Candidate[]): number | null {
  for (const words of new Set([text, text.replace(TAIL, '').trim()])) {
    const place = placeOf(words, candidates.length)
    if (place !== null) return candidates[place - 1]?.id ?? null
  }
  return null
}

/** The place that words name, counted from 1, whether or not the list is as long. */
function placeOf(words: string, count: number): number | null {
  const numbered = NUMBERED.exec(words)
  if (numbered !== null) return toOrdinal(numbered[1] ?? '')
  const fromEnd = FROM_END.exec(words)
  if (fromEnd !== null) return count + 1 - toOrdinal(fromEnd[1] ?? '')
  if (words === '') return null
  if (FIRST.test(words)) return 1
  if (LAST.test(words)) return count
  return MIDDLE.test(words) && count % 2 === 1 ? (count + 1) / 2 : null
}

function bySole(text: string, [only]: readonly Candidate[]): number | 'none' | null {
  if (YES.test(text)) return only?.id ?? null
  return NO.test(text) ? 'none' : null
}

function byName(text: string, candidates: readonly Candidate[]): number | null {
  const exact = candidates.filter((candidate) => candidate.name === text)
  const named = exact.length > 0 ? exact : candidates.filter((candidate) => isNamed(text, candidate))
  const fitting = named.length > 0 ? named : candidates.filter((candidate) => isCalled(text, candidate))
  return fitting.length === 1 ? (fitting[0]?.id ?? null) : null
}

/** Whose it is, said behind a name: 他家, 家的那个. */
const HIS_HOME = /(?:[他她]们?|人)?(?:家里?|那?一?[户家])?(?:的|那个|那一?户)*$/

/** 正明他家 (霍正明), 明明他家的 (正明 or 明 doubled): called by the given name. */
function isCalled(text: string, { name }: Candidate): boolean {
  const called = text.replace(HIS_HOME, '')
  const given = name.slice(surnameOf(name).length)
  const doubled = /^(.)\1$/.exec(called)?.[1]
  return called !== '' && (called === name || (called.length > 1 && called === given) || (doubled !== undefined && given.includes(doubled)))
}

/** 王志刚三组, 三组的王志刚, 三组那个, 脱贫户那个. */
function isNamed(text: string, { name, note = '' }: Candidate): boolean {
  const rest = text.replace(name, '').replace(/[\s的那个户家住就是吧()]+/g, '')
  if (rest === '') return text.includes(name)
  const plainNote = note.replace(/[\s户()]+/g, '')
  return plainNote.includes(rest)
}

/** 不对，是王亦泰 → 王亦泰: what stands after a denial; the words themselves where nothing is denied. */
export function withoutDenial(raw: string): string {
  const text = normalise(raw)
  const denial = DENIAL.exec(text)
  return denial === null ? raw : raw.slice(denial[0].length)
}

/** 是 对 嗯 好 → true; 不是 不 否 → false; null when it is neither. */
export function readYesNo(raw: string): boolean | null {
  const text = bare(raw)
  if (YES.test(text)) return true
  return NO.test(text) ? false : null
}

/** Does it end the open question (取消, 算了, 不报了)? */
export function isCancel(raw: string): boolean {
  const text = bare(raw)
  if (text === '' || text.length > LONGEST_CANCEL) return false
  return (
    text.split(/[\s,.。;!、~]+/).every((part) => /^(?:谢谢|谢了|辛苦)?$/.test(part) || endsIt(part)) && !/^(?:谢谢|谢了|辛苦)/.test(text)
  )
}

/** 算了不报了, 那取消吧: one way of ending it, or two said in one breath. */
function endsIt(part: string): boolean {
  if (isGivingUp(part)) return true
  for (let at = 2; at < part.length - 1; at += 1) if (isGivingUp(part.slice(0, at)) && isGivingUp(part.slice(at))) return true
  return false
}

function isGivingUp(words: string): boolean {
  const rest = words.replace(CANCEL_LEAD, '')
  const short = rest.replace(CANCEL_TAIL, '')
  return [words, rest, short, short.replace(/掉?了$/, ''), words.replace(CANCEL_TAIL, '')].some((each) => GIVE_UP.test(each))
}
