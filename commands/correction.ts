import { findPublication } from '../db/queries/publications.ts'
import { text } from '../src/core/blocks.ts'
import { accepted, type Reply, refused } from '../src/core/reply.ts'
import { defineWord } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { draftCorrection } from '../src/domain/correcting.ts'
import { publish } from '../src/domain/publishing.ts'
import { manages } from '../src/domain/scope.ts'

/** 更正通报 12: a published ranking is corrected by a numbered one that names old and new figure and place (counting-rules 8). */
export default defineWord({
  name: 'correction',
  title: '更正通报',
  aliases: [],
  numbered: true,
  summary: '已发布的排名有误，更正或撤回记录以后发：更正通报 12（通报末尾有编号）',
  order: 68,
  roles: ['manager', 'admin'],
  examples: [],
  async run(context, { rest }) {
    const { speaker } = context
    if (!speaker) return refused('请先发“我是 单位 姓名 职务”。')
    return await correct({ ...context, speaker }, Number(/\d+/.exec(rest)?.[0] ?? 0))
  },
})

async function correct(context: SpeakerContext, no: number): Promise<Reply> {
  const { db, house, speaker, now, today } = context
  const { directory } = house
  if (!directory.root || !manages(directory, speaker, directory.root.id)) return refused('更正通报由县级管理员来发，请联系县级管理员。')
  const publication = await findPublication(db, no)
  if (!publication) return refused(`没有编号为 ${no} 的通报。编号在通报的末尾。`)
  if (publication.corrects !== null) return refused(`编号 ${no} 本身是更正通报，请发：更正通报 ${publication.corrects}`)
  if (publication.state !== 'sent') return refused(`编号 ${no} 的通报还没有发布，不用更正。`)
  const draft = await draftCorrection(context, publication, now)
  const published = draft && (await publish(context, draft, today))
  if (!published) return refused(`重新核算后，编号 ${no} 的数字和名次没有变化，不用更正。要改记录请先发“改 编号 …”或“撤 编号 原因”。`)
  const { title, state, releasedBy } = published.publication
  const where = state === 'sent' ? `已发到${directory.unit(publication.unitId).name}群` : `已送${releasedBy.join('、')}审定，同意后发布`
  return accepted([text(`${title}${where}。`), ...published.publication.content.blocks.slice(1)], {
    notices: published.notices,
    audit: [{ action: 'correction', target: `unit:${publication.unitId}`, detail: `${title}（编号 ${no}）` }],
  })
}
