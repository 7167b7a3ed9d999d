import { text } from '../src/core/blocks.ts'
import { accepted, refused } from '../src/core/reply.ts'
import { defineWord } from '../src/domain/command.ts'
import { auditLine, findReleasable, hold } from '../src/domain/publishing.ts'

/** 缓发 12: the responsible leader holds what he was shown; it can be released later (counting-rules 20). */
export default defineWord({
  name: 'hold',
  title: '缓发',
  aliases: ['暂缓'],
  numbered: true,
  summary: '通报先不发，例如：缓发 12；以后可以再发“同意发布 12”',
  order: 67,
  roles: ['manager', 'leader', 'admin'],
  examples: [],
  async run(context, { rest }) {
    const { speaker } = context
    if (!speaker) return refused('请先发“我是 单位 姓名 职务”。')
    const known = { ...context, speaker }
    const found = await findReleasable(known, rest)
    if (typeof found === 'string') return refused(found)
    const notices = await hold(known, found)
    return accepted([text(`已缓发“${found.title}”（编号 ${found.no}），不会发出。要发时请回复：同意发布 ${found.no}`)], {
      notices,
      audit: [auditLine(found, 'hold')],
    })
  },
})
