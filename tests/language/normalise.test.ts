import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stripEnds } from '../../src/language/mentions.ts'
import { normalise } from '../../src/language/normalise.ts'

describe('normalise', () => {
  it.each([
    ['＃走访　户主：王亦态，情况＝好！', '#走访 户主:王亦态,情况=好!'],
    ['金额１２．５万元（％）', '金额12.5万元(%)'],
    ['走\u200b访\u2005王\ufeff', '走 访 王 '],
    ['走訪張耀宗家裡養豬', '走访张耀宗家里养猪'],
    ['会议\r\n主题\t好', '会议 \n主题\t好'],
    ['￥3000。、“”', '¥3000。、“”'],
    ['普通文字 abc 123', '普通文字 abc 123'],
    ['搞得么样了', '搞得咋样了'],
    ['还有几多户冇走，有么子问题', '还有多少户没走,有什么问题'],
    ['啷个报，冇得，冒走访', '怎么报,没有,没走访'],
    ['额们村将将走的，一共报了好多条', '我们村刚刚走的,一共报了多少条'],
    ['今天来了好多人，好多户都去了', '今天来了好多人,好多户都去了'],
    // Others that hold the same characters.
    ['什么样，这么个事，要么', '什么样,这么个事,要么'],
    ['没得到补贴，感冒走不动，冒烟，十几多户', '没得到补贴,感冒走不动,冒烟,十几多户'],
  ])('%s', (raw, text) => {
    expect(normalise(raw)).toBe(text)
  })

  it('keeps the length of any text, so that positions hold in the raw one', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (raw) => normalise(raw).length === raw.length))
  })

  it('does nothing a second time', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (raw) => normalise(normalise(raw)) === normalise(raw)))
  })
})

const names = ['乡报', '乡报助手', '乡报 助手']

describe('stripEnds', () => {
  it.each([
    ['@乡报助手 走访', '走访'],
    ['@乡报助手走访', '走访'],
    ['@乡报 助手\u2005走访 王亦态', '走访 王亦态'],
    ['走访 王亦态 @乡报助手', '走访 王亦态'],
    ['走访 王亦态 @乡报助手 @乡报助手\u2005', '走访 王亦态'],
    ['＠乡报助手　＃走访', '走访'],
    ['/ 走访', '走访'],
    ['👍👍🏽 走访🌼🙏', '走访'],
    ['[玫瑰][强]走访[抱拳]', '走访'],
    ['走访 王亦态 [附图]', '走访 王亦态 [附图]'],
    ['嗯那个走访', '走访'],
    ['呃，啊，走访', '走访'],
    ['嗯', '嗯'],
    ['@张三 @李四 走访', '走访'],
    ['任务 核对名单 @张三', '任务 核对名单 @张三'],
    ['👨‍👩‍👧 走访', '走访'],
    ['😀🎉', ''],
    ['@乡报助手', ''],
    ['  \n ', ''],
    ['情况很好。', '情况很好。'],
  ])('%s', (raw, left) => {
    const { start, end } = stripEnds(raw, names)
    expect(raw.slice(start, end)).toBe(left)
  })
})
