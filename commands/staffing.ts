import { listPosts } from '../db/queries/posts.ts'
import type { Block } from '../src/core/blocks.ts'
import { answer } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import { outsideLines } from '../src/domain/documents/outside.ts'
import { staffingDocument } from '../src/domain/documents/staffing.ts'
import { askedUnits, isReply } from '../src/domain/inquiry.ts'

/** 队伍情况 (B13): posts that are vacant, held by somebody else than the document says, or changed within the term. */
export default defineQuery({
  name: 'staffing',
  title: '队伍情况',
  aliases: ['机构队伍', '站长情况', '岗位空缺'],
  summary: '看哪些乡镇的站长不是党委副书记兼任、哪些岗位空缺、任期内换了几次人',
  order: 66,
  alone: true,
  asks: [],
  examples: [{ say: '队伍情况', mark: '' }],
  async run(context, query) {
    const asked = askedUnits(context, query)
    if (isReply(asked)) return asked
    const posts = await listPosts(context.db)
    const blocks: Block[] = []
    for (const unit of asked.units) blocks.push(...staffingDocument(context, unit, posts))
    return answer([...blocks, ...outsideLines(asked.outside)])
  },
})
