import { addAudit } from '../db/queries/audit.ts'
import { changeChat } from '../db/queries/roster.ts'
import { text } from '../src/core/blocks.ts'
import { accepted, type Reply, refused } from '../src/core/reply.ts'
import { choiceQuestion } from '../src/domain/asking.ts'
import { defineWord } from '../src/domain/command.ts'
import type { Context, SpeakerContext } from '../src/domain/context.ts'
import { openQuestion } from '../src/domain/question.ts'
import { manages } from '../src/domain/scope.ts'

const OUTSIDERS = [
  { id: 1, name: '没有，都是干部', note: '', means: ['都是干部', '全是干部', '只有干部', '都是自己人'] },
  { id: 2, name: '有村民或企业人员', note: '' },
]
const PROMPT = '请问群里有没有村民、企业人员等外部人员？有的话，我在群里会少显示内容。'

/** 绑定: a group belongs to a unit from now on; by an admin, or a manager within his subtree. */
export default defineWord({
  name: 'bind',
  title: '绑定',
  aliases: [],
  summary: '把本群绑定到一个单位（管理员在群里发）',
  order: 20,
  roles: ['manager', 'admin'],
  examples: [],
  run: bind,
  async answer(context, data, chosen) {
    const unit = context.house.directory.unit(Number(data.unitId))
    await changeChat(context.db, context.chat.id, { outsiders: chosen === 2 })
    return accepted([text(`已记下：本群（${unit.name}）${chosen === 2 ? '有外部人员，群里只显示概况' : '没有外部人员'}。`)])
  },
})

async function bind(context: Context, { rest }: { rest: string }): Promise<Reply> {
  const { house, chat, speaker, reading } = context
  if (chat.kind !== 'group') return refused('请在要绑定的工作群里发：绑定 单位名称。')
  if (!speaker) return refused('请先发“我是 单位 姓名 职务”。')
  if (!rest) return refused('请写上单位名称，例如：绑定 马岭镇')
  const found = house.lexicon.unitByName(rest, reading.speaker)
  if (found.id === undefined) return refused(unclear(context, rest, found.candidates))
  // A group that belongs to a unit already is not taken away from it by somebody else's manager.
  const mayTake = chat.unitId === null || manages(house.directory, speaker, chat.unitId)
  if (!mayTake || !manages(house.directory, speaker, found.id)) return refused('只能由系统管理员，或本单位及上级的管理员来绑定。')
  return await bindTo({ ...context, speaker }, found.id)
}

async function bindTo(context: SpeakerContext, unitId: number): Promise<Reply> {
  const { house, chat, speaker, now } = context
  const unit = house.directory.unit(unitId)
  await changeChat(context.db, chat.id, { unitId })
  await addAudit(context.db, { at: now, memberId: speaker.id, action: 'bind', target: `chat:${chat.id}`, detail: unit.code })
  await openQuestion(context, { type: 'choice', command: 'bind', prompt: PROMPT, candidates: OUTSIDERS, data: { unitId } })
  const { blocks, buttons } = choiceQuestion({ prompt: PROMPT, candidates: OUTSIDERS })
  return accepted([text(`本群已绑定到${unit.name}，提醒和排名会发到这里。`), ...blocks], buttons ? { buttons } : {})
}

function unclear(context: Context, typed: string, candidates: number[]): string {
  if (candidates.length === 0) return `没有找到单位“${typed}”。请写全称，例如：绑定 马岭镇`
  const names = candidates.map((id) => {
    const unit = context.house.directory.unit(id)
    const parent = unit.parentId === null ? '' : context.house.directory.unit(unit.parentId).name
    return `${parent}${unit.name}`
  })
  return `“${typed}”可能是：${names.join('、')}。请写清楚是哪一个。`
}
