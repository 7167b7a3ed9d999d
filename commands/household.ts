import { numbered, text } from '../src/core/blocks.ts'
import type { Household } from '../src/core/nouns.ts'
import { answer, type Reply, refused } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { householdDocument } from '../src/domain/documents/household.ts'
import { householdLine, namesGoDirect } from '../src/domain/inquiry.ts'
import { mayRead, shownName } from '../src/domain/scope.ts'

/** 王桂芳家最近谁走访过, 符兰家走访了几次: who went there, and how often. */
const visited = [
  '{who}走访',
  '{who}去过',
  '走访过几',
  '几时走访',
  '什么时候走访',
  '哪天走访',
  '是什么户',
  '是啥户',
  '谁走访',
  '谁走访过',
  '谁去过',
  '谁去的',
  '谁走过',
  '谁走访的',
  '走访过几次',
  '走访几次',
  '去过几',
  '去了几',
  '有人去',
  '有人走访',
  '去过没',
  '走访了几次',
  '走访过没有',
  '谁入户',
  '谁入户过',
].map((ask) => `{household}${ask}`)

/** 户: one household's data and history, inside the readable scope only. */
export default defineQuery({
  name: 'household',
  title: '户情',
  aliases: ['查户', '农户情况'],
  summary: '看一户的基本情况和走访、风险记录',
  order: 60,
  asks: ['{household}', '{household}情况', '{household}记录', '{household}怎么样', '{household}咋样', '{household}信息', ...visited],
  examples: [{ say: '{户主} 情况', mark: '' }],
  async run(context, query) {
    if (isTale(query.rest)) return didYouMeanVisit(context)
    const households = [...new Set(query.householdIds)].flatMap((id) => context.house.directory.household(id) ?? [])
    const readable = households.filter((household) => mayRead(context, household.villageId))
    const [first, ...others] = readable
    // The same words whether a household lies elsewhere or does not exist.
    if (!first) return refused('在您的查看范围内没有找到这一户。请写户主全名，例如：王亦态 情况；名册里没有的请联系乡镇管理员。')
    if (others.length === 0) return await show(context, first)
    const [clear, ...more] = inNamedGroup(context, readable)
    return clear && more.length === 0 ? await show(context, clear) : whichOne(context, readable)
  },
})

/** 何梅家今天去了，情况都好: a name in a sentence that tells something is no question. */
function isTale(rest: string): boolean {
  return rest.replace(/[\s，。、,.!?？！]|怎么样|咋样|如何|情况|家里?|的|最近|现在/g, '').length > TALE_LENGTH
}

const TALE_LENGTH = 3

function didYouMeanVisit({ message }: SpeakerContext): Reply {
  const says = `走访 ${message.text.trim()}`
  return answer([text('要报走访，请在前面加上“走访”；只想看这一户的情况，请发“户主姓名 情况”。')], { buttons: [{ text: '报走访', says }] })
}

/** Of several of one name those whose 村组 was typed as well: 三组王亦态. */
function inNamedGroup(context: SpeakerContext, households: Household[]): Household[] {
  return households.filter(({ groupName }) => groupName !== '' && context.message.text.includes(groupName))
}

function whichOne(context: SpeakerContext, households: Household[]): Reply {
  const lines = households.map((household) => `${context.house.directory.unit(household.villageId).name} ${shownLine(context, household)}`)
  const [example] = households
  return answer([
    text('有几户同名，请带上村组再问：'),
    numbered(lines),
    text(`例如：${example?.groupName ?? ''}${shownName(context, example?.head ?? '')} 情况`),
  ])
}

function shownLine(context: SpeakerContext, household: Household): string {
  return householdLine({ ...household, head: shownName(context, household.head) })
}

/** Above village level the group learns only that the answer went to the direct chat (interface §2). */
async function show(context: SpeakerContext, household: Household): Promise<Reply> {
  const audit = [{ action: 'look', target: `household:${household.id}`, detail: '' }]
  if (!namesGoDirect(context))
    return answer(await householdDocument(context, household, { group: context.chat.kind === 'group' }), { audit })
  const blocks = await householdDocument(context, household, { group: false })
  return answer([text(`${shownName(context, household.head)}的情况已私信您，不在群里显示。`)], { audit, direct: { blocks } })
}
