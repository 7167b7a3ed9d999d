import { addAudit } from '../db/queries/audit.ts'
import { dropContact, putContact } from '../db/queries/roster.ts'
import { text } from '../src/core/blocks.ts'
import type { Unit } from '../src/core/nouns.ts'
import { accepted, type Reply, refused } from '../src/core/reply.ts'
import { defineWord } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import type { ContactKind } from '../src/domain/pack.ts'
import { manages } from '../src/domain/scope.ts'

const HOW = '请按“包抓 领导姓名 单位”发送，例如：包抓 王县长 马岭镇；部门联乡的写：包抓 住建局 马岭镇；取消的在后面加“取消”。'

/** 包抓 (A1, A3): which leader looks after which unit, and which department helps which township. */
export default defineWord({
  name: 'contact',
  title: '包抓',
  aliases: ['包联', '联系', '挂点', '包保'],
  summary: '登记联系点，例如：包抓 王县长 马岭镇；部门联乡：包抓 住建局 马岭镇；取消的在后面加“取消”',
  order: 64,
  roles: ['manager', 'admin'],
  examples: [],
  async run(context, { rest }) {
    const { speaker } = context
    if (!speaker) return refused('请先发“我是 单位 姓名 职务”。')
    const words = rest.split(/[\s，,、]+/).filter(Boolean)
    const [name, ...places] = words.filter((word) => word !== '取消')
    if (name === undefined || places.length === 0) return refused(HOW)
    return await pair({ ...context, speaker }, { name, places, ends: words.includes('取消') })
  },
})

/** Who is to be paired: a person by his post, or a department. */
interface Holder {
  kind: ContactKind
  memberId: number | null
  unitId: number
  name: string
}

async function pair(context: SpeakerContext, wish: { name: string; places: string[]; ends: boolean }): Promise<Reply> {
  const { db, house, speaker, now } = context
  const holder = holderNamed(context, wish.name)
  if (typeof holder === 'string') return refused(holder)
  const units: Unit[] = []
  for (const place of wish.places) {
    const { id } = house.lexicon.unitByName(place, context.reading.speaker)
    if (id === undefined) return refused(`没有找到单位“${place}”，请写全名。`)
    units.push(house.directory.unit(id))
  }
  const foreign = [holder.unitId, ...units.map((unit) => unit.id)].find((unitId) => !manages(house.directory, speaker, unitId))
  if (foreign !== undefined) return refused('只能登记本单位范围内的联系点，请联系上级管理员。')
  for (const unit of units) {
    const contact = { kind: holder.kind, memberId: holder.memberId, unitId: holder.unitId, forUnitId: unit.id }
    await (wish.ends ? dropContact(db, contact) : putContact(db, contact))
    const target = holder.memberId === null ? `unit:${holder.unitId}` : `member:${holder.memberId}`
    await addAudit(db, { at: now, memberId: speaker.id, action: wish.ends ? 'contact-end' : 'contact', target, detail: `unit:${unit.id}` })
  }
  const places = units.map((unit) => unit.name).join('、')
  return accepted([
    text(wish.ends ? `已取消：${holder.name}不再${holder.kind}${places}。` : `已登记：${holder.name}${holder.kind}${places}。`),
  ])
}

/** A person's name or address first; a unit beside the line otherwise. A Chinese sentence refuses. */
function holderNamed({ house, today, reading }: SpeakerContext, name: string): Holder | string {
  const found = house.lexicon.memberByName(name, reading.speaker)
  const member = found.id === undefined ? undefined : house.directory.member(found.id, today)
  const [post] = member?.posts ?? []
  if (member && post) return { kind: '包抓', memberId: member.id, unitId: post.unitId, name: `${post.title}${member.name}` }
  const { id } = house.lexicon.unitByName(name, reading.speaker)
  const unit = id === undefined ? undefined : house.directory.unit(id)
  if (unit?.kind === 'department' || unit?.kind === 'enterprise') return { kind: '联乡', memberId: null, unitId: unit.id, name: unit.name }
  if (found.candidates.length > 1) {
    const names = found.candidates.flatMap((candidate) => house.directory.member(candidate, today)?.name ?? [])
    return `“${name}”可能是${names.join('、')}，请写全名。`
  }
  return `名册里没有“${name}”。${HOW}`
}
