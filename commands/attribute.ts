import { addAudit } from '../db/queries/audit.ts'
import { changeUnitAttributes } from '../db/queries/roster.ts'
import { changeHousehold } from '../db/queries/roster-changes.ts'
import { text } from '../src/core/blocks.ts'
import type { Household, Unit } from '../src/core/nouns.ts'
import { accepted, answer, type Reply, refused } from '../src/core/reply.ts'
import { defineWord } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { householdNamed } from '../src/domain/household-named.ts'
import { isAttribute } from '../src/domain/roster-schemas.ts'
import { manages, shownName } from '../src/domain/scope.ts'

const HOW =
  '请按“属性 单位或户主 属性”发送，例如：属性 铺仔村 有巩固任务；属性 王亦态 低保；取消的发：取消属性 王亦态 低保。属性每个 12 字以内，几个用“、”隔开。'
const MOST = 10

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
    const known = { ...context, speaker }
    const typed = rest.split(/[\s，,、|｜;；]+/).filter(Boolean)
    const found = targetOf(known, typed)
    if (typeof found === 'string') return refused(found)
    if (!manages(known.house.directory, speaker, found.unitId)) return refused('只能登记本单位范围内的，请联系上级管理员。')
    if (found.words.length === 0)
      return word === '属性' ? answer([text(`${found.name}的属性：${found.attributes.join('、') || '没有登记'}。`)]) : refused(HOW)
    if (!found.words.every(isAttribute)) return refused(HOW)
    return await change(known, found, word === '取消属性')
  },
})

/** A unit or household with the words that were typed behind its name. */
interface Target {
  name: string
  /** The unit, or the household's village. */
  unitId: number
  household?: Household
  attributes: string[]
  words: string[]
}

function targetOf(context: SpeakerContext, [first = '', ...words]: string[]): Target | string {
  if (first === '') return HOW
  const { house, reading } = context
  const { id, corrected } = house.lexicon.unitByName(first, reading.speaker)
  if (id === undefined || corrected) {
    const household = householdNamed(context, first)
    return typeof household === 'string' ? household : ofHousehold(context, household, words)
  }
  const [head = '', ...behind] = words
  const household = behind.length > 0 ? householdNamed(context, `${first}${head}`) : ''
  // 属性 铺仔村 王亦态 低保; what only sounds like a head is a word for the village.
  if (typeof household !== 'string' && household.head === head) return ofHousehold(context, household, behind)
  return ofUnit(house.directory.unit(id), words)
}

function ofUnit({ id, name, attributes }: Unit, words: string[]): Target {
  return { name, unitId: id, attributes, words }
}

function ofHousehold(context: SpeakerContext, household: Household, words: string[]): Target {
  const { villageId, head, attributes } = household
  const name = `${context.house.directory.unit(villageId).name} ${shownName(context, head)}`
  return { name, unitId: villageId, household, attributes, words }
}

async function change(context: SpeakerContext, target: Target, ends: boolean): Promise<Reply> {
  const { db, speaker, now } = context
  const { name, unitId, household, attributes, words } = target
  const wanted = ends ? attributes.filter((one) => !words.includes(one)) : [...new Set([...attributes, ...words])]
  if (wanted.length === attributes.length)
    return refused(`${name}${ends ? '没有' : '已有'}属性“${words.join('、')}”，没有改动。现有：${attributes.join('、') || '无'}。`)
  if (wanted.length > MOST) return refused(`一个单位或一户最多登记 ${MOST} 个属性，请先取消不用的。`)
  if (household) await changeHousehold(db, household.id, { attributes: wanted })
  else await changeUnitAttributes(db, unitId, wanted)
  const about = household ? `household:${household.id}` : `unit:${unitId}`
  await addAudit(db, {
    at: now,
    memberId: speaker.id,
    action: ends ? 'attribute-end' : 'attribute',
    target: about,
    detail: words.join('、'),
  })
  return accepted([text(`${ends ? '已取消' : '已登记'}：${name} ${words.join('、')}。现有属性：${wanted.join('、') || '无'}。`)])
}
