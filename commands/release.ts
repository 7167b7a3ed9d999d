import { text } from '../src/core/blocks.ts'
import { accepted, refused } from '../src/core/reply.ts'
import { defineWord } from '../src/domain/command.ts'
import { findReleasable, release } from '../src/domain/publishing.ts'

/** 同意发布 12: the responsible leader lets out what he was shown (counting-rules 20); a bare 同意 is chatter. */
export default defineWord({
  name: 'release',
  title: '同意发布',
  aliases: ['同意'],
  numbered: true,
  summary: '审定后同意发布通报，例如：同意发布 12',
  order: 66,
  roles: ['manager', 'leader', 'admin'],
  examples: [],
  async run(context, { rest }) {
    const { speaker, house } = context
    if (!speaker) return refused('请先发“我是 单位 姓名 职务”。')
    const found = await findReleasable({ ...context, speaker }, rest)
    if (typeof found === 'string') return refused(found)
    const notice = await release({ ...context, speaker }, found)
    return accepted([text(`已同意，“${found.title}”（编号 ${found.no}）发到${house.directory.unit(found.unitId).name}群。`)], {
      notices: [notice],
      audit: [{ action: 'release', target: `unit:${found.unitId}`, detail: `编号 ${found.no}` }],
    })
  },
})
