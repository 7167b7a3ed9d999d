const DIGITS = '零一二三四五六七八九'

/** Source of a pattern for a small number of a list: 12, 十二, 两. */
export const ORDINAL = String.raw`(?:\d{1,3}|[零一二两三四五六七八九十]{1,3})`

/** Small Chinese or Arabic ordinals (12, 十二, 两); NaN when it is none. */
export function toOrdinal(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  const parts = /^([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)$/.exec(text.replace('两', '二'))
  if (parts === null || text === '') return Number.NaN
  const [, tens = '', ten = '', ones = ''] = parts
  if (ten === '') return tens === '' || ones === '' ? DIGITS.indexOf(tens + ones) : Number.NaN
  return (tens === '' ? 1 : DIGITS.indexOf(tens)) * 10 + Math.max(0, DIGITS.indexOf(ones || '零'))
}
