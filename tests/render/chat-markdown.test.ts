import { describe, expect, it } from 'vitest'
import { type Content, facts, heading, list, note, numbered, text } from '../../src/core/blocks.ts'
import { renderChatMarkdown } from '../../src/render/chat-markdown.ts'

const show = (blocks: Content['blocks'], more: Partial<Content> = {}) => renderChatMarkdown({ blocks, ...more }, { tables: true })

describe('a content as chat Markdown', () => {
  it('puts the mark first, then mentions, then the words', () => {
    const content: Content = { mark: '✅', blocks: [text('走访 #1027 已记')] }
    const mentions = [{ name: '张三', userId: 'zhangsan' }]

    expect(renderChatMarkdown(content, { tables: true, mentions, mention: (id) => `<@${id}>` })).toBe('✅ <@zhangsan> 走访 #1027 已记')
    expect(renderChatMarkdown(content, { tables: true, mentions })).toBe('✅ @张三 走访 #1027 已记')
  })

  it('makes a heading behind a mark bold, and elsewhere a heading', () => {
    expect(show([heading('走访')], { mark: '✅' })).toBe('✅ **走访**')
    expect(show([heading('走访进度'), text('马岭镇')])).toBe('### 走访进度\n\n马岭镇')
  })

  it('shows facts, lists and notes', () => {
    expect(show([facts({ 户主: '王亦态', 情况: '在合作社\n收入稳定' })])).toBe('**户主**：王亦态  \n**情况**：在合作社  \n　收入稳定')
    expect(show([list(['甲', '乙'])])).toBe('- 甲\n- 乙')
    expect(show([numbered(['甲', '乙'])], { mark: '❓' })).toBe('❓\n\n1. 甲\n2. 乙')
    expect(show([note('口径 3')])).toBe('> 口径 3')
  })

  it('shows a table as a table, or as lines where the chat has none', () => {
    const table: Content['blocks'][number] = {
      kind: 'table',
      columns: [{ title: '名次' }, { title: '单位' }, { title: '完成率', align: 'right' }],
      rows: [['1', '马岭|镇', '61.2%']],
    }

    expect(show([table])).toBe('| 名次 | 单位 | 完成率 |\n| :-- | :-- | --: |\n| 1 | 马岭｜镇 | 61.2% |')
    expect(renderChatMarkdown({ blocks: [table] }, { tables: false })).toBe('名次 单位 完成率  \n1. 马岭|镇 61.2%')
  })

  it('keeps what people typed as text', () => {
    expect(show([text('王*态和李*明')])).toBe('王＊态和李＊明')
    expect(show([text('[点我](http://x.cn)')])).toBe('［点我］(http://x.cn)')
    expect(show([text('# 大字\n> 引用\n---\n#1027 在')])).toBe('＃ 大字  \n＞ 引用  \n－－－  \n#1027 在')
    expect(show([text('~~删~~ `码` a_b_c \\*')])).toBe('～～删～～ ｀码｀ a＿b＿c ＼＊')
  })

  it('lets nobody mention by typing', () => {
    const shown = show([text('<@zhangsan> @all &lt;@x&gt; <font color="warning">急</font>'), facts({ 情况: '<@lisi>' })])

    expect(shown).not.toMatch(/<|&lt;|@all/)
    expect(shown).toContain('＜@lisi>')
  })

  it('keeps links whole', () => {
    expect(show([text('看板：https://x.gov.cn/b/a_b-c?t=1_2*3')])).toBe('看板：https://x.gov.cn/b/a_b-c?t=1_2＊3')
  })
})
