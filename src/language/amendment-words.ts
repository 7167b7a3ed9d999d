import type { FieldType } from '../core/fields.ts'
import type { Message } from './message.ts'
import type { Span } from './span.ts'

/** A slip of the pen: 写错, 打反了. */
export const SLIP = '(?:写|打|填|报|录|记|搞|弄|输|说|发|选|登|算)(?:的)?(?:错|反|串|漏|岔|少|多)(?:了|啦)?'
/** What says that something is wrong: 写错了, 不对, 有误. */
export const WRONG = `(?:好像|可能|都|是|给)?(?:${SLIP}|不对|有误|不准确?|错(?:了|啦)|有问题)(?:了|啊|呀|哈)?`
/** What comes before the right words: 应该是, 改成, 实际是. */
export const RIGHT =
  '(?:应该|应当|应)?(?:要)?(?:改成|改为|改到|改|换成|更正为|更正成|调整为)|(?:应该|应当)(?:就?是|为|写|填)?|应(?:是|为)|(?:实际上?|其实|正确的|准确的)(?:应该)?是?|而?是|为'
/** What may part those from the right words. */
export const SIGN = '[\\s,。;:!、]*'
const TAIL = /(?:才对|才是|来着|的吧|[吧哈啊呀哦])?[\s。!~]*$/

/** How long the closing words are that say nothing (吧, 才对); a text keeps them. */
export function tailOf(words: string, type: FieldType): number {
  return type === 'text' ? 0 : (TAIL.exec(words)?.[0].length ?? 0)
}

/** 不是三万二，是三万六: what is meant; 是三万六不是三万二: the same. */
export const NOT_THIS = new RegExp(`^不是(?<was>[^,;。]{1,30}?)${SIGN}(?:而?是|应该是|要?改成)\\s*(?=\\S)`)
const THIS_NOT = new RegExp(`^(?<is>[^,;。]{1,60}?)${SIGN}(?:,|而)?不是[^,;。]{1,30}$`)

/** What is meant, without what it is not. */
export function afterDenial({ text }: Message, { start, end }: Span): Span {
  const words = text.slice(start, end)
  const denied = NOT_THIS.exec(words)
  if (denied !== null) return { start: start + denied[0].length, end }
  const meant = THIS_NOT.exec(words)?.groups?.is
  return meant === undefined ? { start, end } : { start, end: start + meant.length }
}
