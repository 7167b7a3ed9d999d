// Phone and identity numbers that people type. Identity numbers stand nowhere (design §8); phone numbers in no group (interface §2).

const DIGIT = '[0-9０-９]'
const SPOKEN = '[〇○零一二三四五六七八九幺]'

/** 18 characters, also set in groups as they stand on the card, or dictated; the older 15 only without blanks. */
const IDENTITY = new RegExp(
  [
    `(?<!${DIGIT})(?:${DIGIT}{6}[ -]?${DIGIT}{8}[ -]?${DIGIT}{3}[${DIGIT.slice(1, -1)}XxＸｘ]`,
    `${DIGIT}{6}[ -]${DIGIT}{4}[ -]${DIGIT}{4}[ -]${DIGIT}{3}[${DIGIT.slice(1, -1)}XxＸｘ]`,
    `${DIGIT}{15})(?!${DIGIT})`,
    `(?<!${SPOKEN})(?:${SPOKEN}{17}(?:${SPOKEN}|[XxＸｘ])|${SPOKEN}{15})(?!${SPOKEN})`,
  ].join('|'),
  'g',
)

/** What stands for an identity number: nothing of it is left. */
const HIDDEN = '*'.repeat(18)

/** Area code of a province, birthday, and what tells those born on one day apart (GB 11643-1999; 15 digits before 1999). */
const IDENTITY_FORM =
  /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])\d{4}(?:(?:18|19|20)\d{2}|\d{2}(?=\d{7}$))(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]?$/

/** The text with identity numbers taken out of it, so that neither entry nor inbox nor chat holds one. */
export function withoutIdentity(text: string): string {
  return text.replace(IDENTITY, (found) => (IDENTITY_FORM.test(plain(found)) ? HIDDEN : found))
}

/** Was an identity number taken out of this text? */
export function lacksIdentity(text: string): boolean {
  return text.includes(HIDDEN)
}

/** Spoken and full-width digits as plain ones, without what stands between. */
function plain(found: string): string {
  return found
    .normalize('NFKC')
    .replace(/[ -]/g, '')
    .replace(/[○零幺]/g, (sign) => (sign === '幺' ? '1' : '0'))
    .replace(/[〇一二三四五六七八九]/g, (sign) => String('〇一二三四五六七八九'.indexOf(sign)))
    .toUpperCase()
}

/** A link is left whole: its signature may hold eleven digits. */
const LINK = 'https?://[\\x21-\\x7e]+'
/** Eleven digits from 13 on, with or without the country's code and blanks. */
const MOBILE = `(?<![0-9０-９.])(?:\\+?86[- ]?)?([1１][3-9３-９]${DIGIT})[- ]?${DIGIT}{4}[- ]?(${DIGIT}{4})(?![0-9０-９]|\\s*[元万亿])`
const HEARD = `(?<!${SPOKEN})([幺一][三四五六七八九]${SPOKEN})${SPOKEN}{4}(${SPOKEN}{4})(?!${SPOKEN})`
/** A fixed line counts with its area code only: seven digits alone may be anything. */
const FIXED = `(?<![0-9０-９.])([(（]?[0０]${DIGIT}{2,3}[)）]?[- ]?)${DIGIT}{4,5}(${DIGIT}{3})(?![0-9０-９])`
/** A list that shows the beginning of a text may have cut a number short. */
const CUT = `(?<![0-9０-９.])([1１][3-9３-９]${DIGIT})${DIGIT}{4,7}(?=(…))`
const PHONE = new RegExp([LINK, MOBILE, HEARD, FIXED, CUT].join('|'), 'g')

/** The text with the middle of each phone number hidden: 138****5678, 0934-****456. */
export function withoutPhones(text: string): string {
  return text.replace(PHONE, (found: string, ...groups: (string | undefined)[]) => {
    const [first, last] = groups.slice(0, 8).filter((part) => part !== undefined)
    return first === undefined || last === undefined ? found : `${first}****${last.replace('…', '')}`
  })
}
