/** `@all` and its Chinese forms, also with blanks or invisible characters between. */
const MENTION_OF_ALL = /@(?=[\s\u200b-\u200f\u2060\ufeff]*(?:all|everyone|所有人|全体成员|全员))/giu
/** WeCom reads `<@userid>` as a mention and `<a href>` as a link, in plain text too. */
const TAG = /<(?=[@/!a-z])/giu
/** Control characters except line end and tab, and marks that turn the reading direction. */
const INVISIBLE = /(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu

/**
 * Text as it may be shown in a chat: what people typed cannot mention everybody or become a link.
 * The signs are replaced by their full-width forms, so the text still reads as it was typed.
 */
export function safeText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(INVISIBLE, '').replace(MENTION_OF_ALL, '＠').replace(TAG, '＜')
}

/** The same in one line: a line break typed by somebody must not look like a line of ours. */
export function safeLine(text: string): string {
  return safeText(text)
    .replace(/\s*\n\s*/g, ' ')
    .trim()
}
