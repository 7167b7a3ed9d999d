import { answerCheck, type Check } from '../db/queries/publications.ts'
import { text } from '../src/core/blocks.ts'
import type { Entry, Member } from '../src/core/nouns.ts'
import { accepted, type Notice, refused } from '../src/core/reply.ts'
import { checksToAnswer } from '../src/domain/check-answers.ts'
import { defineAction } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import type { Directory } from '../src/domain/directory.ts'
import { applyStep } from '../src/domain/entries.ts'
import { kindsOf } from '../src/domain/pack.ts'
import { rankingOf } from '../src/domain/ranked.ts'
import { whyUncounted } from '../src/domain/uncounted.ts'

/** 异议 1027 理由: a unit objects to its line before it is published, by the entry that is wrong or left out (counting-rules 19). */
export default defineAction({
  name: 'objection',
  title: '异议',
  aliases: ['有异议'],
  summary: '对核数单里的某一条有异议，例如：异议 1027 不是本单位的',
  order: 65,
  examples: [],
  async run(context, { entry, rest }) {
    const { db, house, speaker, now } = context
    const checks = await checksToAnswer(context)
    if (checks.length === 0) return refused('现在没有等您单位核对的核数单。数字有误请联系乡镇管理员更正。')
    const concerned = checks.filter((check) => concerns(context, check, entry))
    if (concerned.length === 0) return refused(`#${entry.no} 不在您单位的核数单里，请核对编号。`)
    if (rest === '') return refused(`请写明理由，例如：异议 ${entry.no} 不是本单位的`)
    await applyStep(db, entry, { action: 'objected', memberId: speaker.id, at: now, text: rest })
    for (const check of concerned) await answerCheck(db, check, 'objected')
    const told = concerned.flatMap((check) => managerNotices(context, check, { entry, reason: rest }))
    const why = concerned.map((check) => whyUncounted(house, check, entry))
    // Counted in one of them, it is no entry that was left out.
    const [reason] = why.includes(null) ? [] : why
    const uncounted = reason ? [text(`这条没有计入核数单：${reason}`)] : []
    const names = [...new Set(concerned.map((check) => rankingOf(house, check.rankingId)?.ranking.title ?? ''))]
    return accepted(
      [text(`#${entry.no} 已记下异议（${names.join('、')}）：${rest}。已告知上级管理员，排名里注明“有异议”。`), ...uncounted],
      {
        entries: [entry.no],
        notices: told,
      },
    )
  },
})

/** Is the entry one of those counted, or one of a kind that should have been? */
function concerns({ house }: SpeakerContext, check: Check, entry: Entry): boolean {
  if (check.entries.includes(entry.no)) return true
  const ranked = rankingOf(house, check.rankingId)
  return ranked !== undefined && kindsOf(ranked.duty).includes(entry.kind)
}

/** Who manages the unit whose ranking it is, or the nearest above that has managers, can correct the entry. */
function managerNotices(context: SpeakerContext, check: Check, about: { entry: Entry; reason: string }): Notice[] {
  const { house, speaker, today, now } = context
  const { entry, reason } = about
  const unit = house.directory.unit(check.unitId).name
  const uncounted = whyUncounted(house, check, entry)
  const which = uncounted === null ? `核数单里的 ${entry.no}` : `核数单没有计入的 ${entry.no}`
  const why = uncounted === null ? '' : `没有计入是因为：${uncounted}`
  const words = `${unit}（${speaker.name}）对${which} 有异议：${reason}。${why}请核对；确需更正请发“改 ${entry.no} …”或“撤 ${entry.no} 原因”。`
  return nearestManagers(house.directory, check.rootId, today).map(({ id }) => ({
    to: { memberId: id },
    key: `objection/${entry.no}/${check.rankingId}/${check.unitId}/${now}/${id}`,
    content: { blocks: [text(words)] },
  }))
}

function nearestManagers(directory: Directory, rootId: number, today: string): Member[] {
  const members = directory.members(today)
  for (let unitId: number | null = rootId; unitId !== null; unitId = directory.unit(unitId).parentId) {
    const here = members.filter(({ posts }) =>
      posts.some(({ role, unitId: of }) => (role === 'manager' || role === 'admin') && of === unitId),
    )
    if (here.length > 0) return here
  }
  return []
}
