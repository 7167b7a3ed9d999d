import { describe, expect, it } from 'vitest'
import { type Block, facts, heading, list, note, numbered, text } from '../../src/core/blocks.ts'
import { renderChatText } from '../../src/render/chat-text.ts'

const ranking: Block = {
  kind: 'table',
  columns: [{ title: '名次' }, { title: '单位' }, { title: '完成率', align: 'right' }, { title: '已走/应走', align: 'right' }],
  rows: [
    ['1', '马岭镇', '61.2%', '214/350户'],
    ['2', '铺仔镇', '', '100/350户'],
  ],
}

describe('renderChatText', () => {
  it('puts the mark first, then the mention, then the sentence', () => {
    expect(renderChatText([text('已登记 #1027')], { mark: '✅', mentions: ['王明'] })).toBe('✅ @王明 已登记 #1027')
  })

  it('puts facts and lists under the mark', () => {
    expect(renderChatText([facts({ 户主: '王亦态' })], { mark: '❓' })).toBe('❓\n户主：王亦态')
  })

  it('writes each kind of block in its own way', () => {
    const blocks = [
      heading('走访进度'),
      text('截至今天。'),
      facts({ 应走: '350户', 已走: '214户' }),
      heading('还差'),
      list(['马岭村', '铺仔村']),
      numbered(['李四', '王五']),
      note('按 2023 年 6 月口径，09:00'),
    ]

    expect(renderChatText(blocks)).toBe(
      '【走访进度】\n截至今天。\n应走：350户\n已走：214户\n\n【还差】\n· 马岭村\n· 铺仔村\n1. 李四\n2. 王五\n— 按 2023 年 6 月口径，09:00',
    )
  })

  it('shows a narrow table as one line a row under its titles', () => {
    expect(renderChatText([ranking])).toBe('名次 单位 完成率 已走/应走\n1. 马岭镇 61.2% 214/350户\n2. 铺仔镇 — 100/350户')
  })

  it('gives each value its title where a row is wider than a phone', () => {
    const wide: Block = {
      kind: 'table',
      columns: [{ title: '单位' }, { title: '应走访户数' }, { title: '已走访户数' }, { title: '完成率' }, { title: '备注' }],
      rows: [
        ['马岭镇大坪社区居民委员会', '350', '214', '61.2%', ''],
        ['铺仔村', '12', '12', '100%', '提前完成'],
      ],
    }

    expect(renderChatText([wide])).toBe(
      [
        '马岭镇大坪社区居民委员会',
        '　应走访户数 350，已走访户数 214',
        '　完成率 61.2%',
        '铺仔村',
        '　应走访户数 12，已走访户数 12',
        '　完成率 100%，备注 提前完成',
      ].join('\n'),
    )
  })

  it.each(['@所有人', '@all', '@ALL ', '@ 所有人', '@\u200b所有人', '@全体成员'])('takes the power out of %s', (mention) => {
    const shown = renderChatText([text(mention), facts({ 情况: mention }), list([mention]), heading(mention), note(mention)])

    expect(shown).not.toContain('@')
    expect(shown.match(/＠/g)).toHaveLength(5)
  })

  it('takes the power out of mentions and links in angle brackets', () => {
    expect(renderChatText([text('<@zhangsan> <a href="https://x">领补贴</a> 3<5 收入<5000')])).toBe(
      '＜@zhangsan> ＜a href="https://x">领补贴＜/a> 3<5 收入<5000',
    )
  })

  it('leaves other mentions as they are', () => {
    expect(renderChatText([note('回答时请再@我')])).toBe('— 回答时请再@我')
  })

  it('keeps typed line breaks from looking like lines of its own', () => {
    const shown = renderChatText([
      facts({ 情况: '务工\n状态：已销号' }),
      list(['甲\r\n2. 乙']),
      heading('标题\n✅'),
      { ...ranking, rows: [['1', '马岭\n镇', '', '']] },
    ])

    expect(shown).toBe('情况：务工\n　状态：已销号\n· 甲\n　2. 乙\n\n【标题 ✅】\n名次 单位 完成率 已走/应走\n1. 马岭 镇 — —')
  })

  it('drops control characters and marks that turn the reading direction', () => {
    expect(renderChatText([text('甲\u0000\u202e乙\u0007')])).toBe('甲乙')
  })

  it('shows nothing for a table without rows but its titles', () => {
    expect(renderChatText([{ ...ranking, rows: [] }])).toBe('名次 单位 完成率 已走/应走')
  })
})
