import type { Block } from '../src/core/blocks.ts'
import { text } from '../src/core/blocks.ts'
import { answer, refused } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import { contactGrounds, overviewDocument } from '../src/domain/documents/overview.ts'
import { mayRead } from '../src/domain/scope.ts'

/** 我联系的镇: how the units stand that a leader looks after (A1), a few lines each. */
export default defineQuery({
  name: 'overview',
  title: '联系点情况',
  aliases: ['我的联系点', '我联系的镇', '我包抓的村', '我联系的村', '我包抓的镇'],
  summary: '看您包抓、联系的镇村怎么样了：走访、风险、问题、会议，您本月去了几次',
  order: 42,
  figures: true,
  alone: true,
  asks: [
    ...['我联系的', '我包抓的', '我包联的', '我挂点的', '我包保的'].flatMap((mine) => [
      mine,
      ...['镇', '乡镇', '村', '点', '单位'].map((unit) => `${mine}${unit}`),
      ...['怎么样', '咋样', '情况', '如何'].map((how) => `${mine}…${how}`),
    ]),
    ...['怎么样', '咋样', '情况'].map((how) => `联系点${how}`),
  ],
  examples: [{ say: '联系点情况', mark: '' }],
  async run(context) {
    const grounds = contactGrounds(context)
    if (grounds.length === 0) return answer([text('还没有登记您的联系点。请管理员发：包抓 您的姓名 单位，例如：包抓 王县长 马岭镇')])
    const units = grounds.filter((unit) => mayRead(context, unit.id))
    if (units.length === 0) return refused('您的联系点不在本群的单位范围内，请私聊问。')
    const blocks: Block[] = await overviewDocument(context, units)
    return answer(blocks, { buttons: units.slice(0, 3).map(({ name }) => ({ text: `${name}谁没走`, says: `${name} 走访 谁没走` })) })
  },
})
