import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { interpret } from '../../src/language/interpret.ts'
import { places, worldOf } from './fixture.ts'

const village = worldOf(places.zhifang)
const township = worldOf(places.maling)

describe('what a message is', () => {
  it.each([
    ['收到', 'chatter'],
    ['收到，谢谢', 'chatter'],
    ['好的辛苦', 'chatter'],
    ['辛苦了[玫瑰]', 'chatter'],
    ['会议改到三点', 'chatter'],
    ['会议通知：明天下午三点开会', 'chatter'],
    ['问题不大,明天再说', 'chatter'],
    ['走访的时候记得把明白卡带上', 'chatter'],
    ['走访累死了，今天跑了一天😭', 'chatter'],
    ['大家下午两点到村部开个短会', 'chatter'],
    ['昨天走访了一天累死了', 'chatter'],
    ['大家今天走访辛苦了', 'chatter'],
    ['明天走访张耀宗', 'chatter'],
    ['请大家抓紧走访', 'chatter'],
    ['各位，走访进度要抓紧，月底前必须完成', 'chatter'],
    ['通知：请各村今天下午六点前上报走访情况', 'chatter'],
    ['今天天气怎么样', 'chatter'],
    ['这个事情怎么样了', 'chatter'],
    ['核实一下这个情况', 'chatter'],
    ['恢复正常了', 'chatter'],
    ['我是说明天再报', 'chatter'],
    ['下午开会', 'chatter'],
    ['你好', 'chatter'],
    ['12', 'chatter'],
    ['在家看孙子', 'chatter'],
    ['。。。', 'empty'],
    ['@乡报助手', 'empty'],
    ['😀', 'empty'],
    ['', 'empty'],
    ['走防 张耀宗 在家', 'nearest'],
    ['访走 张耀宗 在家', 'nearest'],
    ['整改 已修好', 'nearest'],
    ['户主:张耀宗 情况:在家', 'nearest'],
    ['走访', 'report'],
    ['走访 张耀宗', 'report'],
    ['问题 不大', 'report'],
    ['走访 张耀宗 家里没人,不知道几点回来', 'report'],
    ['走访 张耀宗 说谁没来过,问题不少', 'report'],
    ['问题 贺旗村有几户没通水', 'report'],
    ['绑定 马岭镇', 'word'],
    ['绑定马岭镇', 'word'],
    ['授权 麻小燕 镇管理员', 'word'],
    ['静默', 'word'],
    ['通报批评 马岭镇 迟报', 'word'],
    ['铺仔村走访进度怎么样', 'chatter'],
  ])('%s → %s', (text, kind) => {
    expect(interpret(text, village).kind).toBe(kind)
  })
})

describe('actions', () => {
  it.each([
    ['改 1027 情况:在家', '改', 1027, '情况:在家'],
    ['改1027情况:在家', '改', 1027, '情况:在家'],
    ['改 1027 日期:1月1日', '改', 1027, '日期:1月1日'],
    ['更正 #1027 金额 4.6万', '更正', 1027, '金额 4.6万'],
    ['撤 #1027 跟昨天报重了', '撤', 1027, '跟昨天报重了'],
    ['#撤 1027', '撤', 1027, ''],
    ['查1027', '查', 1027, ''],
    ['收到 1027', '收到', 1027, ''],
    ['核实 ＃１０２７　属实 住院单据已看', '核实', 1027, '属实 住院单据已看'],
    ['纳入 1027 突发严重困难户', '纳入', 1027, '突发严重困难户'],
    ['回访 1027', '回访', 1027, ''],
    ['回访 1027 病好了', '回访', 1027, '病好了'],
    ['#1027 撤 写错了', '撤', 1027, '写错了'],
    ['1027 销号', '销号', 1027, ''],
    ['交办 1027 马岭镇 住建局 时限:6月30日', '交办', 1027, '马岭镇 住建局 时限:6月30日'],
    ['救助 1027 5000元', '救助', 1027, '5000元'],
    ['@乡报助手 改 1027 情况:“好”', '改', 1027, '情况:“好”'],
  ])('%s', (text, word, no, rest) => {
    expect(interpret(text, village)).toMatchObject({ kind: 'action', word, no, rest })
  })

  it.each(['纳入 2户', '交办 6月30日前', '查 6月 走访', '补 3万元', '撤', '回访 张耀宗 病好了'])('%s works on no entry', (text) => {
    expect(interpret(text, village).kind).not.toBe('action')
  })
})

describe('noise around a message', () => {
  const bare = interpret('走访 张耀宗 在家务农', village)
  const noise = fc.constantFrom('👍', '🌼 ', ' ', '\u3000', '\u2005', '\n', '@乡报助手 ', '@乡报 助手\u2005', '[玫瑰]', '[强] ')
  const opening = fc.oneof(noise, fc.constantFrom('#', '＃', '/', '嗯', '那个', '嗯，'))

  it('changes nothing', () => {
    const property = fc.property(fc.array(opening, { maxLength: 5 }), fc.array(noise, { maxLength: 5 }), (before, after) => {
      expect(interpret(`${before.join('')}走访 张耀宗 在家务农 ${after.join('')}`, village)).toEqual(bare)
    })
    fc.assert(property, { numRuns: 200 })
  })
})

describe('hostile text', () => {
  const words = fc.constantFrom(
    '走访',
    '户主:',
    '情况:',
    '会议',
    '议定:',
    '1.',
    '（1）',
    '一、',
    '张耀宗',
    '纸房村',
    '6月2日',
    '三万元',
    '谁没',
    '\n',
    ' ',
    '，',
    '@',
    '#',
    '1027',
    '改',
    '督查',
    '53%',
    '因病',
    '<script>',
    '\u0000',
    '😀',
  )

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (raw) => interpret(raw, township).kind !== undefined),
      { numRuns: 300 },
    )
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), (parts) => interpret(parts.join(''), township).kind !== undefined),
      { numRuns: 500 },
    )
  })

  it('is read quickly at 4,000 characters', () => {
    interpret('走访 张耀宗 在家', township)
    const property = fc.property(
      fc.array(words, { minLength: 1, maxLength: 12 }),
      fc.constantFrom('走访 ', '会议 ', '督查 ', '风险 ', '月报 ', ''),
      (parts, head) => {
        const unit = parts.join('')
        const text = head + unit.repeat(Math.ceil(4000 / unit.length)).slice(0, 4000)
        const from = performance.now()
        interpret(text, township)
        expect(performance.now() - from).toBeLessThan(2000)
      },
    )
    fc.assert(property, { numRuns: 150 })
  })
})
