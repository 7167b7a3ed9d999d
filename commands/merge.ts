import { addAudit } from '../db/queries/audit.ts'
import { changeMerger } from '../db/queries/roster.ts'
import { addDays } from '../src/clock.ts'
import { note, text } from '../src/core/blocks.ts'
import type { Unit } from '../src/core/nouns.ts'
import { accepted, answer, type Notice, type Reply, refused } from '../src/core/reply.ts'
import { choiceQuestion } from '../src/domain/asking.ts'
import { defineWord } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { villagesOf } from '../src/domain/denominator.ts'
import { showDate } from '../src/domain/echo.ts'
import { periodOf } from '../src/domain/periods.ts'
import { openQuestion } from '../src/domain/question.ts'
import { isAdmin } from '../src/domain/scope.ts'

const HOW = '请按“合并 甲村 并入 乙村”发送；还没到期的可以取消：取消合并 甲村。'
const CHOICES = [
  { id: 1, name: '确认合并', note: '' },
  { id: 2, name: '不合并', note: '' },
]

/** 合并: one unit goes into another at the month's end (counting-rules 6). An administrator, asked once more with what will happen. */
export default defineWord({
  name: 'merge',
  title: '合并',
  aliases: ['取消合并', '撤并'],
  summary: '单位合并，月底生效，例如：合并 甲村 并入 乙村；没到期的可取消：取消合并 甲村（系统管理员）',
  order: 68,
  roles: ['admin'],
  examples: [],
  async run(context, { word, rest }) {
    const { speaker } = context
    if (!speaker || !isAdmin(speaker)) return refused('单位合并要由系统管理员来办。')
    const known = { ...context, speaker }
    if (word === '取消合并') return await takeBack(known, rest)
    const [from = '', into = '', ...more] = rest.split(/[\s，,、]*(?:并入|合并到|合并入|并到)[\s，,、]*|[\s，,、]+/).filter(Boolean)
    if (into === '' || more.length > 0) return refused(HOW)
    return await ask(known, from, into)
  },
  async answer(context, data, chosen) {
    if (chosen !== 1) return answer([text('好的，没有合并。')])
    const { directory } = context.house
    return await merge(context, directory.unit(Number(data.fromId)), directory.unit(Number(data.intoId)))
  },
})

function unitNamed({ house, reading }: SpeakerContext, name: string): Unit | string {
  const { id, corrected } = house.lexicon.unitByName(name.trim(), reading.speaker)
  return id === undefined || corrected ? `没有找到单位“${name.trim()}”，请写全名。${HOW}` : house.directory.unit(id)
}

async function ask(context: SpeakerContext, fromName: string, intoName: string): Promise<Reply> {
  const from = unitNamed(context, fromName)
  const into = unitNamed(context, intoName)
  if (typeof from === 'string') return refused(from)
  if (typeof into === 'string') return refused(into)
  const fault = whyNot(context, from, into)
  if (fault) return refused(fault)
  const prompt = `${effectWords(context, from, into)}请确认：`
  await openQuestion(context, {
    type: 'choice',
    command: 'merge',
    prompt,
    candidates: CHOICES,
    data: { fromId: from.id, intoId: into.id },
  })
  return choiceQuestion({ prompt, candidates: CHOICES })
}

function whyNot({ house }: SpeakerContext, from: Unit, into: Unit): string | null {
  const { directory } = house
  if (from.id === into.id) return `两个名称是同一个单位：${from.name}。`
  if (from.kind !== into.kind) return `${from.name}和${into.name}不是同一类单位，不能合并。`
  if (directory.isWithin(into.id, from.id) || directory.isWithin(from.id, into.id)) return '上下级单位之间不能合并。'
  const going = [from, into].find((unit) => unit.until !== null)
  return going ? `${going.name}已定于${showDate(going.until ?? '')}后撤并，不能再合并。要取消请发：取消合并 ${going.name}` : null
}

/** The last day of the month: from the 1st of the next the successor is the sum (counting-rules 6). */
function lastDay({ today }: SpeakerContext): string {
  return addDays(periodOf('month', today).to, -1)
}

function effectWords(context: SpeakerContext, from: Unit, into: Unit): string {
  const { directory } = context.house
  const households = villagesOf(context.house, from.id)
    .flatMap((id) => directory.households(id))
    .filter(({ until }) => until === null).length
  const people = directory.members(context.today).filter(({ posts }) => posts.some(({ unitId }) => unitId === from.id)).length
  const parts = [`${people} 名人员`, ...(households > 0 ? [`${households} 户`] : []), `${directory.groupsOf(from.id).length} 个群`]
  const first = showDate(addDays(lastDay(context), 1))
  return `${from.name}从${first}起并入${into.name}：${parts.join('、')}转到${into.name}，任务和数字合起来算，原名作为别名；以前的记录和已关账的数字仍用原名。`
}

async function merge(context: SpeakerContext, from: Unit, into: Unit): Promise<Reply> {
  const { db, speaker, now } = context
  const fault = isAdmin(speaker) ? whyNot(context, from, into) : '单位合并要由系统管理员来办。'
  if (fault) return refused(fault)
  await changeMerger(db, from.id, { until: lastDay(context), mergedIntoId: into.id })
  await addAudit(db, { at: now, memberId: speaker.id, action: 'merge', target: `unit:${from.id}`, detail: `unit:${into.id}` })
  return accepted([text(`已登记合并。${effectWords(context, from, into)}`), note(`生效前可以取消：取消合并 ${from.name}`)], {
    notices: [from, into].map((unit) => toldNotice(context, unit, effectWords(context, from, into))),
  })
}

function toldNotice({ now }: SpeakerContext, unit: Unit, words: string): Notice {
  return { to: { unitId: unit.id }, key: `merge/${unit.id}/${now}`, content: { blocks: [text(words)] } }
}

/** Until its last day is over a merger can be taken back. */
async function takeBack(context: SpeakerContext, name: string): Promise<Reply> {
  const { db, house, speaker, now } = context
  const unit = unitNamed(context, name)
  if (typeof unit === 'string') return refused(unit)
  if (unit.until === null) return refused(`${unit.name}没有待生效的合并。${HOW}`)
  const into = unit.mergedIntoId === null ? '' : house.directory.unit(unit.mergedIntoId).name
  await changeMerger(db, unit.id, { until: null, mergedIntoId: null })
  await addAudit(db, { at: now, memberId: speaker.id, action: 'merge-end', target: `unit:${unit.id}`, detail: '' })
  return accepted([text(`已取消：${unit.name}不并入${into}。`)], {
    notices: [toldNotice(context, unit, `${unit.name}不再并入${into}，照常办理。`)],
  })
}
