import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitText } from '../../src/render/split-text.ts'

const bytes = (text: string) => Buffer.byteLength(text)

describe('splitText', () => {
  it('leaves a text that fits as it is', () => {
    expect(splitText('马岭镇\n', 10)).toEqual(['马岭镇\n'])
  })

  it('cuts at line ends and fills each part', () => {
    expect(splitText('马岭\n铺仔\n大坪\n', 13)).toEqual(['马岭\n铺仔', '大坪'])
  })

  it('cuts a long line at the ends of its sentences', () => {
    expect(splitText('今天走访。“情况稳定。”明天再去', 36)).toEqual(['今天走访。“情况稳定。”', '明天再去'])
  })

  it('cuts a single long line between characters', () => {
    expect(splitText('走访王亦态', 7)).toEqual(['走访', '王亦', '态'])
  })

  it('keeps an emoji of several code points whole', () => {
    const family = '👨‍👩‍👧'

    expect(splitText(`甲${family}${family}`, bytes(family) + 2)).toEqual(['甲', family, family])
  })

  it('falls back to code points where one character alone is over the limit', () => {
    const stacked = `a${'\u0301'.repeat(20)}`

    expect(splitText(stacked, 10).every((part) => bytes(part) <= 10)).toBe(true)
    expect(splitText(stacked, 10).join('')).toBe(stacked)
  })

  it('drops empty lines at a cut', () => {
    expect(splitText('马岭\n\n\n\n铺仔', 8)).toEqual(['马岭', '铺仔'])
  })

  it('loses nothing, keeps to the limit and never halves a character', () => {
    const texts = fc.array(fc.oneof(fc.constant('\n'), fc.constant('👍🏽'), fc.constant('户'), fc.string({ unit: 'grapheme' })), {
      maxLength: 60,
    })
    fc.assert(
      fc.property(texts, fc.integer({ min: 8, max: 60 }), (pieces, maxBytes) => {
        const text = pieces.join('').replace(/[^\S\n]/g, '')
        const parts = splitText(text, maxBytes)

        expect(parts.every((part) => bytes(part) <= maxBytes && Buffer.from(part).toString() === part)).toBe(true)
        expect(parts.join('').replaceAll('\n', '')).toBe(text.replaceAll('\n', ''))
      }),
    )
  })
})
