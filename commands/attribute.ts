import { addAudit } from '../db/queries/audit.ts'
import { changeUnitAttributes } from '../db/queries/roster.ts'
import { text } from '../src/core/blocks.ts'
import type { Household, Unit } from '../src/core/nouns.ts'
import { answer, type Reply, refused } from '../src/core/reply.ts'
import { choiceQuestion } from '../src/domain/asking.ts'
import { defineWord } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { reclassify } from '../src/domain/household-class.ts'
import { householdsListed, householdToChange, isRosterName } from '../src/domain/household-named.ts'
import { askedAttributes, unknownAttributes } from '../src/domain/known-attributes.ts'
import { openQuestion } from '../src/domain/question.ts'
import { isAttribute } from '../src/domain/roster-schemas.ts'
import { manages, shownName } from '../src/domain/scope.ts'
import { type Done, inOneReply } from '../src/domain/several.ts'

const HOW =
  '请按“属性 单位或户主 属性”发送，例如：属性 铺仔村 有巩固任务；属性 王亦态 低保；取消的发：取消属性 王亦态 低保。属性每个 12 字以内，几个用“、”隔开。'
const MOST = 10
const CHOICES = [
  { id: 1, name: '确认登记', note: '' },
  { id: 2, name: '不登记', note: '' },
]

/** 属性: words of the county for units and households (有巩固任务, 低保, 特困 …), which rules may ask for. */
export default defineWord({
  name: 'attribute',
  title: '属性',
  aliases: ['取消属性'],
  summary: '给村或农户登记属性，例如：属性 铺仔村 有巩固任务；属性 王亦态 低保；取消的发：取消属性 王亦态 低保',
  order: 67,
  roles: ['manager', 'admin'],
  examples: [],
  async run(context, { word, rest }) {
    const { speaker } = context
    if (!speaker) return refused(HOW)
    return await settle({ ...context, speaker }, { rest, ends: word === '取消属性', isSure: false })
  },
  async answer(context, { rest }, chosen) {
    if (chosen !== 1) return answer([text('好的，没有登记。')])
    return await settle(context, { rest: String(rest), ends: false, isSure: true })
  },
})

interface Wish {
  rest: string
  ends: boolean
  /** Was it asked whether words that no rule knows are meant? */
  isSure: boolean
}

/** A unit or household whose attributes are meant. */
interface Target {
  name: string
  /** The unit, or the household's village. */
  unitId: number
  household?: Household
  attributes: string[]
}

async function settle(context: SpeakerContext, { rest, ends, isSure }: Wish): Promise<Reply> {
  const found = targetsOf(context, rest.split(/[\s，,、|｜;；：:]+/).filter(Boolean))
  if (typeof found === 'string') return refused(found)
  const { targets, words } = found
  if (targets.some(({ unitId }) => !manages(context.house.directory, context.speaker, unitId)))
    return refused('只能登记本单位范围内的，请联系上级管理员。')
  if (words.length === 0) return ends ? refused(HOW) : answer(targets.map((target) => text(shown(target))))
  if (!words.every(isAttribute)) return refused(HOW)
  const name = words.find((word) => isRosterName(context, word))
  if (name !== undefined)
    return refused(`“${name}”是名册里的人名，不能当属性。几户一起登记，请先写完户主再写属性，例如：属性 王亦态 李四 低保`)
  const unknown = ends || isSure || targets.every(({ household }) => !household) ? [] : unknownAttributes(context.house, words)
  if (unknown.length > 0) return await askFirst(context, rest, unknown)
  const outcomes: Done[] = []
  for (const target of targets) outcomes.push(await change(context, target, { words, ends }))
  return inOneReply(outcomes)
}

function shown({ name, attributes }: Target): string {
  return `${name}的属性：${attributes.join('、') || '没有登记'}。`
}

/** Units or households that the words begin with; what stands behind them are attributes. */
function targetsOf(context: SpeakerContext, typed: string[]): { targets: Target[]; words: string[] } | string {
  const [first] = typed
  if (first === undefined) return HOW
  const { households, rest } = householdsListed(context, typed)
  if (households.length > 0) return { targets: households.map((household) => ofHousehold(context, household)), words: rest }
  const units = unitsListed(context, typed)
  if (units.length > 0) return { targets: units.map(ofUnit), words: typed.slice(units.length) }
  const household = householdToChange(context, first)
  return typeof household === 'string' ? household : HOW
}

function unitsListed({ house, reading }: SpeakerContext, typed: string[]): Unit[] {
  const named = typed.map((word) => house.lexicon.unitByName(word, reading.speaker))
  const end = named.findIndex(({ id, corrected }) => id === undefined || corrected)
  return named.slice(0, end === -1 ? undefined : end).flatMap(({ id }) => (id === undefined ? [] : house.directory.unit(id)))
}

function ofUnit({ id, name, attributes }: Unit): Target {
  return { name, unitId: id, attributes }
}

function ofHousehold(context: SpeakerContext, household: Household): Target {
  const { villageId, head, attributes } = household
  const name = `${context.house.directory.unit(villageId).name} ${shownName(context, head)}`
  return { name, unitId: villageId, household, attributes }
}

async function askFirst(context: SpeakerContext, rest: string, unknown: string[]): Promise<Reply> {
  const prompt = `“${unknown.join('、')}”不是规定里用到的属性（有：${askedAttributes(context.house).join('、')}），登记了也不影响应报和遍访。还没有登记，请确认：`
  await openQuestion(context, { type: 'choice', command: 'attribute', prompt, candidates: CHOICES, data: { rest } })
  return choiceQuestion({ prompt, candidates: CHOICES })
}

async function change(context: SpeakerContext, target: Target, { words, ends }: { words: string[]; ends: boolean }): Promise<Done> {
  const { db, speaker, now } = context
  const { name, unitId, household, attributes } = target
  const wanted = ends ? attributes.filter((one) => !words.includes(one)) : [...new Set([...attributes, ...words])]
  if (wanted.length === attributes.length) {
    const how = ends ? '没有' : '已有'
    return { refusal: `${name}${how}属性“${words.join('、')}”，没有改动。现有：${attributes.join('、') || '无'}。` }
  }
  if (wanted.length > MOST) return { refusal: `一个单位或一户最多登记 ${MOST} 个属性，请先取消不用的。` }
  if (household) await reclassify(db, household, { to: { attributes: wanted }, by: speaker.id, now })
  else await changeUnitAttributes(db, unitId, wanted)
  const about = household ? `household:${household.id}` : `unit:${unitId}`
  const action = ends ? 'attribute-end' : 'attribute'
  await addAudit(db, { at: now, memberId: speaker.id, action, target: about, detail: words.join('、') })
  return { done: `${ends ? '已取消' : '已登记'}：${name} ${words.join('、')}。现有属性：${wanted.join('、') || '无'}。` }
}
