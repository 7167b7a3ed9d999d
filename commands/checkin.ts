import { defineReport, everyRole } from '../src/domain/command.ts'
import { doubleReport } from '../src/domain/double-report.ts'
import { speakingPost } from '../src/domain/scope.ts'

/** 签到: at the post, or away from it and back (counting-rules 11 and 23): who is away until a day is not chased meanwhile. */
export default defineReport({
  name: 'checkin',
  title: '签到',
  aliases: ['打卡', '到岗', '离岗', '返岗'],
  unsummed: true,
  summary: '到岗签到；离岗写明事由和到哪天，返岗再报一次',
  order: 50,
  roles: everyRole.filter((role) => role !== 'inspector'),
  matters: ['签到', '到岗'],
  defaults(context, values) {
    const post = speakingPost(context)
    const kind = post && context.house.directory.unit(post.unitId).kind
    if (values.leaving || values.returning || (kind !== 'village' && kind !== 'township')) return {}
    return { place: kind === 'village' ? '村' : '镇' }
  },
  tells: doubleReport,
  needs: (values) => (values.leaving ? ['reason', 'until'] : []),
  check: (_context, values) =>
    values.leaving && values.returning ? '离岗和返岗请分开报，例如：签到 离岗 事由：回家看病 至：6月28日' : null,
  fields: {
    place: {
      type: 'choice',
      label: '地点',
      options: [
        { name: '村', aliases: ['到村', '在村', '村里', '村部', '村上'] },
        { name: '镇', aliases: ['到镇', '在镇', '镇上', '镇里', '乡', '乡上', '乡里', '乡镇'] },
      ],
    },
    leaving: { type: 'flag', label: '离岗', aliases: ['外出', '离村', '出差'] },
    returning: { type: 'flag', label: '返岗', aliases: ['回岗'] },
    reason: {
      type: 'text',
      label: '事由',
      aliases: ['原因'],
      main: true,
      hint: '回单位开会',
      ask: '请问离岗的事由是什么？例如：回单位开会',
    },
    until: {
      type: 'date',
      label: '至',
      aliases: ['到', '截止'],
      direction: 'ahead',
      hint: '6月28日',
      ask: '请问离岗到哪天？例如：6月28日',
    },
  },
  examples: [
    { say: '签到 到村了', mark: '✅' },
    { say: '签到 离岗 事由：回单位开会 至：明天', mark: '✅' },
    { say: '签到 返岗', mark: '✅' },
  ],
})
