import { text } from '../src/core/blocks.ts'
import { accepted, asking, refused } from '../src/core/reply.ts'
import { defineWord } from '../src/domain/command.ts'
import { auditLine, findReleasable, heldByOthers, release } from '../src/domain/publishing.ts'

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
    const known = { ...context, speaker }
    const found = await findReleasable(known, rest)
    if (typeof found === 'string') return refused(found)
    const { holders, wasAsked } = await heldByOthers(known, found)
    const says = `同意发布 ${found.no}`
    if (holders.length > 0 && !wasAsked) {
      const names = holders.map(({ name }) => name).join('、')
      return asking([text(`${names}同志已缓发“${found.title}”（编号 ${found.no}），还没有发出。确认要发布，请再发一次：${says}`)], {
        buttons: [{ text: says, says }],
        audit: [auditLine(found, 'release-asked')],
      })
    }
    const heldBy = holders.map(({ id }) => id)
    const told = holders.length > 0 ? `缓发的${holders.map(({ name }) => name).join('、')}同志也会知道。` : ''
    return accepted([text(`已同意，“${found.title}”（编号 ${found.no}）发到${house.directory.unit(found.unitId).name}群。${told}`)], {
      notices: await release(known, found, heldBy),
      audit: [auditLine(found, 'release')],
    })
  },
})
