import type { FieldSpec } from '../core/fields.ts'
import { claim, type Draft, isAlone, settle, wordsOfPiece } from './draft.ts'
import { missing } from './field-reading.ts'
import type { Found } from './found.ts'
import { readIndicators } from './indicators.ts'
import { labelPatterns } from './labels.ts'
import { findAmounts } from './values/amounts.ts'
import { findCounts } from './values/counts.ts'
import { findNumbers } from './values/numbers.ts'
import { findPeriods } from './values/periods.ts'

/** Words before which an amount is what the household itself bears. */
const OWN_SHARE =
  /(?:自付|自费|自掏|(?:自己|自家|本人|个人|家里(?:又|还|再))(?:又|也|都|还|再|仍)?(?:要|得|需要?)?(?:自?掏|出|付|花|承担|负担|贴|垫|自付)|损失|亏|缺口|还差)[^,;。\d一二三四五六七八九十两]{0,8}$/
/** Words before which it is owed: what a sum is that was not spent besides. */
const OWED = /(?:欠|借)[^,;。\d一二三四五六七八九十两]{0,8}$/
/** What was earned less: a loss, though it names income (比去年少收入两万, 收入减少了三万). */
const EARNED_LESS = /(?:少(?:收入|收|挣|赚|卖|得)|减收|减少|下降|降低)了?(?:大概|大约|差不多|将近|近|约|有)?\s*$/
/** Words before which it is income or help, no cost. */
const NO_COST =
  /(?:对方|肇事|保险|公司|老板|厂里?|工地)[^,;。]{0,4}赔[^,;。\d一二三四五六七八九十两]{0,6}$|(?:收入|工资|挣|赚|低保|补助|补贴|存款|养老金|分红|寄)[^,;。\d一二三四五六七八九十两]{0,6}$|(?:减少|下降|降低|降|跌|涨|增加|提高|升)(?:到|至|为|成)[^,;。\d一二三四五六七八九十两]{0,3}$/

/** Money paid back: what was borne is then for the reporter to say. */
const PAID_BACK = /(?:报销|报了)[^,;。\d一二三四五六七八九十两]{0,6}$/

/** What is paid each time, or for each head, is no sum: 透析一次400元, 400元/次, 每人每年学费8000元. */
const EACH_BEFORE =
  /(?:每(?:人|户|个(?!月)|亩|头|只|斤|口)|各|(?:每|一)(?:天|日|次|回|趟|周|个?星期|晚|顿))[^,;。\d一二三四五六七八九十两]{0,8}$/
const EACH_AFTER = /^\s*(?:\/|每|一)(?:天|日|次|回|趟|周|晚|人|户|亩|斤)/
/** What is paid each month or year (每月药费800元, 一个月自付三千, 2000元/月) is the sum as it was said where no other sum is; the words keep the 每月. */
const REGULAR_BEFORE = /(?:每年|(?:每|一)个?月)[^,;。\d一二三四五六七八九十两]{0,8}$/
const REGULAR_AFTER = /^\s*(?:\/|每|一)(?:个?月|年)/

/** An amount inside the text, which keeps it. Of several, only one that is plainly the household's own share. */
export function claimAmount(draft: Draft, key: string): boolean {
  const { text } = draft.message
  const amounts = draft.pool.flatMap(({ start, end }) => {
    const part = text.slice(start, end)
    const sums = findAmounts(part).filter(
      ({ start: from, end: to }) => !EACH_BEFORE.test(part.slice(0, from)) && !EACH_AFTER.test(part.slice(to)),
    )
    return [...sums, ...bareSums(part, sums)].map((found) => ({
      ...found,
      before: part.slice(0, found.start),
      isRegular: REGULAR_BEFORE.test(part.slice(0, found.start)) || REGULAR_AFTER.test(part.slice(found.end)),
      words: part.slice(found.start, found.end),
    }))
  })
  const isOwn = ({ before }: { before: string }) => OWN_SHARE.test(before) || EARNED_LESS.test(before)
  if (!amounts.some(isOwn) && amounts.some((amount) => PAID_BACK.test(amount.before))) return false
  const all = amounts.filter((amount) => isOwn(amount) || !NO_COST.test(amount.before))
  const once = all.filter(({ isRegular }) => !isRegular)
  const costs = once.length > 0 ? once : all
  const own = costs.filter(isOwn)
  const spent = costs.filter(({ before }) => !OWED.test(before))
  const [only, ...others] = own.length > 0 ? own : spent.length > 0 ? spent : costs
  if (only === undefined || others.length > 0) return false
  return settle(draft, key, { value: only.value, rule: only.rule, words: only.words })
}

/** 花了35000, 自付 8000: a bare number right behind the word for paying. */
const PAID =
  /(?:花了?|自付|自费|损失了?|支出了?|掏了?|亏了?|(?:学|药|医药|住院|医疗|手术|治疗|护理|生活|丧葬)费|费用|欠了?|欠债)(?:一?共|总共|合计|要|是)?(?:大概|大约|差不多|将近|近|约)?\s*$/

function bareSums(part: string, sums: Found<number>[]): Found<number>[] {
  if (sums.length > 0) return []
  return findNumbers(part).filter(
    ({ start, end, value }) => value >= 100 && PAID.test(part.slice(0, start)) && /^(?:$|[\s,;。])/.test(part.slice(end)),
  )
}

const PERSONS = /^(?:人|名|位|人次)$/
const TOTAL_BEFORE =
  /(?:应到[^,;。]{1,6}[人名][,、]?\s*)?(?:共计?|参会|参加|实到|[到来]了|到会|参训|受训|出席|人数|培训了?)\s*(?:人员|人数)?[:约]?\s*$/
/** 来了二十三个: persons too. */
const CAME = /[来到]了$/
/** How far before a number what it counts may stand. */
const TOTAL_REACH = 24
const ATTENDING_AFTER = /^\s*(?:参加|参会|到会|参训|参与|出席|受训)[^\s,;。]{0,4}/

/** How many persons: the number with 参加 or 共, or the only one. */
export function claimCount(draft: Draft, key: string, spec: FieldSpec): boolean {
  const { message } = draft
  const counts = draft.pool.flatMap((piece) => {
    const part = message.text.slice(piece.start, piece.end)
    const persons = findCounts(part).filter(
      (found) =>
        PERSONS.test(found.value.unit) ||
        (found.value.unit === '个' && CAME.test(part.slice(0, found.start)) && /^(?:$|[\s,;。])/.test(part.slice(found.end))),
    )
    return persons.map((found) => {
      const before = TOTAL_BEFORE.exec(part.slice(Math.max(0, found.start - TOTAL_REACH), found.start))?.[0].length ?? 0
      const after = ATTENDING_AFTER.exec(part.slice(found.end))?.[0].length ?? 0
      const span = { start: piece.start + found.start - before, end: piece.start + found.end + after }
      return { value: found.value.count, marked: before + after > 0, span, piece }
    })
  })
  const labelled = countBehindLabel(draft, spec)
  if (labelled !== null) return settle(draft, key, labelled)
  const marked = counts.filter((count) => count.marked)
  const [only, ...others] = marked.length > 0 ? marked : counts
  if (only === undefined || others.length > 0) return false
  if (isAlone(draft, only.span, only.piece)) claim(draft, only.span)
  return settle(draft, key, { value: only.value, rule: 'count', words: message.raw.slice(only.span.start, only.span.end) })
}

/** 人数 45: a bare number right behind the field's label. */
function countBehindLabel(draft: Draft, spec: FieldSpec): { value: number; rule: string; words: string } | null {
  const { text, raw } = draft.message
  const { before } = labelPatterns(spec)
  for (const piece of draft.pool) {
    for (const match of text.slice(piece.start, piece.end).matchAll(/(?<=\D|^)\d{1,5}(?=$|[\s,;。])/g)) {
      const at = piece.start + match.index
      const from = Math.max(piece.start, at - TOTAL_REACH)
      const label = before.exec(text.slice(from, at))
      if (label === null) continue
      const span = { start: from + label.index, end: at + match[0].length }
      if (!isAlone(draft, span, piece)) continue
      claim(draft, span)
      return { value: Number(match[0]), rule: 'count', words: raw.slice(span.start, span.end) }
    }
  }
  return null
}

/** Indicators with their numbers. */
export function claimValues(draft: Draft, key: string, spec: FieldSpec): boolean {
  for (const piece of draft.pool) {
    const reading = readIndicators(draft.message, { key, spec }, piece)
    if (reading.ask?.reason !== 'missing') return settle(draft, key, { ...reading, words: wordsOfPiece(draft, piece) })
  }
  return settle(draft, key, { ...missing({ key, spec }), words: '' })
}

/** 比上月, 较去年: what the figures are compared with. */
const COMPARED = /(?:比|较|同比|环比|对比)\s*$/

/** A period in the words. */
export function claimPeriod(draft: Draft, key: string): boolean {
  const { message } = draft
  for (const piece of draft.pool) {
    const part = message.text.slice(piece.start, piece.end)
    const found = findPeriods(part, message.nowMs).find(({ value, start }) => value.key !== null && !COMPARED.test(part.slice(0, start)))
    if (found === undefined || found.value.key === null) continue
    const span = { start: piece.start + found.start, end: piece.start + found.end }
    if (isAlone(draft, span, piece)) claim(draft, span)
    return settle(draft, key, { value: found.value.key, rule: 'period', words: message.raw.slice(span.start, span.end) })
  }
  return false
}
