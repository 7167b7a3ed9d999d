import { addAudit } from '../db/queries/audit.ts'
import { changeCarer } from '../db/queries/roster.ts'
import { text } from '../src/core/blocks.ts'
import { accepted, type Reply, refused } from '../src/core/reply.ts'
import { defineWord } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { householdsListed, householdToChange } from '../src/domain/household-named.ts'
import { manages, shownName } from '../src/domain/scope.ts'

const HOW = '请按“帮扶人 姓名 户主”发送，例如：帮扶人 李四 王亦态；几户用空格或“、”隔开。'

/** 帮扶人: who answers for which households. */
export default defineWord({
  name: 'carer',
  title: '帮扶人',
  aliases: ['帮扶责任人', '结对', '联户'],
  summary: '登记一户的帮扶责任人，例如：帮扶人 李四 王亦态',
  order: 66,
  roles: ['manager', 'admin'],
  examples: [],
  async run(context, { rest }) {
    const { speaker } = context
    const [name, ...heads] = rest.split(/[\s、，,;；：:]+/).filter(Boolean)
    if (!speaker || name === undefined || heads.length === 0) return refused(HOW)
    return await settle({ ...context, speaker }, name, heads)
  },
})

async function settle(context: SpeakerContext, name: string, heads: string[]): Promise<Reply> {
  const { db, house, speaker, now, today, reading } = context
  const { id, candidates } = house.lexicon.memberByName(name, reading.speaker)
  const carer = id === undefined ? undefined : house.directory.member(id, today)
  if (!carer) return refused(candidates.length > 1 ? `“${name}”不止一位，请写全名。` : `名册里没有“${name}”。${HOW}`)
  if (carer.posts.length === 0) return refused(`${carer.name}现在没有职务，不能当帮扶责任人。请先授权或确认身份。`)
  const { households, rest } = householdsListed(context, heads)
  const [unclear] = rest
  if (unclear !== undefined) {
    const reason = householdToChange(context, unclear)
    return refused(`${typeof reason === 'string' ? reason : HOW}${households.length > 0 ? '一户都没有登记。' : ''}`)
  }
  if (households.some(({ villageId }) => !manages(house.directory, speaker, villageId)))
    return refused('只能登记本单位范围内的农户，请联系上级管理员。')
  for (const { id: householdId } of households) {
    await changeCarer(db, householdId, carer.id)
    await addAudit(db, { at: now, memberId: speaker.id, action: 'carer', target: `household:${householdId}`, detail: `member:${carer.id}` })
  }
  const lines = households.map((household) => `${house.directory.unit(household.villageId).name} ${shownName(context, household.head)}`)
  return accepted([text(`已登记：${carer.name}是${lines.join('、')}的帮扶责任人。`)])
}
