import { surnameAt } from './surnames.ts'

const ADDRESS = '大爷|大哥|大叔|大娘|大妈|大姐|大嫂|大伯|叔|婶|姨|嫂|奶奶|爷爷|老汉|师傅|氏'
const AFTER = new RegExp(`^(?:(?<home>家|户)|(?<address>${ADDRESS})|(?<that>的(?:那家|那户)?))`)
/** Words that only look like one: 老师, 小康, 全家. */
const NO_CALL = /^(?:老师|老路|老房|小康|小麦|小米|小雪|小花|小车|小路|小时|安家|成家|当家|管家|全家|万家|国家|公家|方家|商家|常家)/

/** How somebody is called by surname alone: 老王, 王家, 王大爷, 姓王的, or a text that is nothing but a surname; null when nobody is. */
export function surnameCalled(text: string, at: number): { surname: string; end: number; certain: boolean } | null {
  const words = text.slice(at, at + 10)
  const before = /^[老小姓]/.exec(words)?.[0] ?? ''
  const surname = surnameAt(words.slice(before.length))
  if (surname === '' || NO_CALL.test(words)) return null
  const { home, address, that } = AFTER.exec(words.slice(before.length + surname.length))?.groups ?? {}
  const end = at + before.length + surname.length + (address ?? (before === '姓' ? that : undefined) ?? '').length
  const called =
    before === '' ? home !== undefined || address !== undefined || text.slice(at).trim() === surname : before !== '姓' || that !== undefined
  return called ? { surname, end, certain: address !== undefined && address.length > 1 } : null
}
