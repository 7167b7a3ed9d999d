import type { Message } from './message.ts'
import type { Span } from './span.ts'
import type { QueryTrace } from './types.ts'

/** A question while it is being taken apart: which characters belong to a part already, and what gave which part. */
export interface Sheet {
  message: Message
  span: Span
  text: string
  /** 1 where a character belongs to a part. */
  covered: Uint8Array
  trace: QueryTrace
  /** Where question words are looked for: the text without what compares (对比上月 is no 对比 of units). */
  asked: string
}

/** A sheet over a stretch of a message, nothing taken yet. */
export function openSheet(message: Message, span: Span): Sheet {
  const text = message.text.slice(span.start, span.end)
  return { message, span, text, covered: new Uint8Array(text.length), trace: [], asked: text }
}

/** Marks words as belonging to a part. */
export function cover(sheet: Sheet, part: string, { start, end, rule }: { start: number; end: number; rule: string }): void {
  sheet.covered.fill(1, start, end)
  sheet.trace.push({ part, words: rawOf(sheet, start, end), rule })
}

/** Does none of these characters belong to a part yet? */
export function isFree({ covered }: Sheet, start: number, end: number): boolean {
  return covered.subarray(start, end).every((mark) => mark === 0)
}

/** Takes what does not overlap what is taken already. */
export function take<F extends { start: number; end: number; rule: string }>(sheet: Sheet, part: string, findings: F[]): F[] {
  return findings.filter((found) => {
    if (!isFree(sheet, found.start, found.end)) return false
    cover(sheet, part, found)
    return true
  })
}

/** 看看, 讲一下, 查一哈, 报一遍: what the bot is asked to do. */
const LOOKED = '([看查问说讲报发数列摆理算])(?:一?\\1|一?(?:[下哈](?:子|儿)?|遍|眼|声))'
const POLITE_WORDS = [
  LOOKED,
  '我想|我要|想要?|麻烦|劳烦|请[问教]?|帮忙|(?:帮|给|跟|替)(?:我们?|咱们?|俺们?|领导)?|查询|查看|了解|汇报|发给?我?|看(?=$|[,。?!\\s])|(?:一[下哈]|哈)子?',
  '现在|目前|最近|近期|近来|截至|截止|到底|究竟|情况|那边|这边|那里|这里|里面|我们?|咱们?|俺们?|大家|小乡|小?助手|机器人|领导要?|各位|今年以来|汇总|数据|的事(?:情)?(?=$|[,。?!\\s])|(?:老师|同志)(?=[,\\s])',
  '家里头?|屋里头?|屋头|以及|和|跟|与|及|把|的|了|吗|呢|啊|呀|吧|嘛|咯|下|有|是|都|也|还|各|个|几[条次户家件位]?|哪些|哪个|哪几|什么|啥|谁|到|在|该',
  '[搞做弄走干整抓][得成]|造成的?|引起的?|导致的?|没有?(?=[\\s?!。啊呀]*$)|出来|出|一份|份|嗯+|那个|呃|[\\s,;:、。.!?~"\'“”()-]+',
]
/** Words that say nothing more in a question. */
const POLITE = new RegExp(POLITE_WORDS.join('|'), 'g')

/** Words that belong to no part, without those that say nothing. */
export function leftOver({ text, covered }: Sheet): string {
  const words = [...covered].map((mark, at) => (mark === 0 ? text.charAt(at) : ' ')).join('')
  return words.replace(POLITE, '').replace(/\s+/g, '')
}

/** Words that belong to no part, as typed. */
export function restOf(sheet: Sheet): string {
  const runs = [...sheet.covered].map((mark, at) => (mark === 0 ? sheet.text.charAt(at) : ' ')).join('')
  const kept = [...runs.matchAll(/\S+/g)].filter((run) => run[0].replace(POLITE, '') !== '')
  return kept.map((run) => rawOf(sheet, run.index, run.index + run[0].length)).join(' ')
}

function rawOf({ message, span }: Sheet, start: number, end: number): string {
  return message.raw.slice(span.start + start, span.start + end)
}
