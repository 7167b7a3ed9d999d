import { addAudit } from '../db/queries/audit.ts'
import { type ContactRow, putContact } from '../db/queries/roster.ts'
import { text } from '../src/core/blocks.ts'
import { type ContactKind, contactKinds, type Unit } from '../src/core/nouns.ts'
import { accepted, answer, type Reply, refused } from '../src/core/reply.ts'
import { defineWord } from '../src/domain/command.ts'
import { contactFault, contactRules } from '../src/domain/contact-kinds.ts'
import { endContact } from '../src/domain/contacts.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { contactsDocument } from '../src/domain/documents/contacts.ts'
import { manages, mayHearOf } from '../src/domain/scope.ts'

const words = contactKinds.flatMap((kind) => contactRules[kind].words)
const CANCEL = '取消'

/** 包抓 and the other pairings (mechanisms, 'Pairings that the rules need'): set, ended with 取消, and listed when only one name follows. */
export default defineWord({
  name: 'contact',
  title: '包抓',
  aliases: [...words.filter((word) => word !== '包抓'), ...words.flatMap((word) => [`${CANCEL}${word}`, `${CANCEL} ${word}`])],
  summary:
    '登记联系点、联乡、帮扶单位、村企结对、督查组和分管，例如：包抓 王县长 马岭镇；取消发：取消包抓 王县长 马岭镇；查看发：包抓 马岭镇',
  order: 64,
  examples: [],
  async run(context, { word, rest }) {
    const { speaker } = context
    if (!speaker) return refused('请先发“我是 单位 姓名 职务”。')
    const known = { ...context, speaker }
    const bare = word.replace(CANCEL, '').trim()
    const kind = contactKinds.find((candidate) => contactRules[candidate].words.includes(bare)) ?? '包抓'
    const named = rest.split(/[\s，,、]+/).filter(Boolean)
    const [name, ...places] = named.filter((each) => each !== CANCEL)
    const ends = word.startsWith(CANCEL) || named.includes(CANCEL)
    if (name === undefined || (ends && places.length === 0)) return refused(howTo(kind))
    if (places.length === 0) return list(known, kind, name)
    if (!speaker.posts.some(({ role }) => role === 'manager' || role === 'admin'))
      return refused(`“${bare}”要由管理员来登记，请联系本级管理员。查看请发：${bare} ${name}`)
    return await pair(known, { kind, name, places, ends })
  },
})

function howTo(kind: ContactKind): string {
  const { example, matters } = contactRules[kind]
  const [word] = example.split(' ')
  const matter = matters ? `；分管事项的写：${word} 李副县长 资金` : ''
  return `请按“${example}”的样子发送${matter}；取消的发：${CANCEL}${example}；查看的发：${word} 单位或姓名。`
}

function list(context: SpeakerContext, kind: ContactKind, name: string): Reply {
  const { house, reading } = context
  const member = house.lexicon.memberByName(name, reading.speaker).id
  const unit = house.lexicon.unitByName(name, reading.speaker).id
  if (unit !== undefined) {
    if (!mayHearOf(context, unit)) return refused(`${house.directory.unit(unit).name}不在您的查看范围。`)
    return answer(contactsDocument(context, { unitIds: [unit], memberIds: [] }))
  }
  const home = member === undefined ? undefined : house.directory.member(member, context.today)?.posts[0]?.unitId
  if (member === undefined || home === undefined || !mayHearOf(context, home))
    return refused(`没有找到“${name}”，或不在您的查看范围。${howTo(kind)}`)
  return answer(contactsDocument(context, { unitIds: [], memberIds: [member] }))
}

interface Wish {
  kind: ContactKind
  name: string
  places: string[]
  ends: boolean
}

/** Who is to be paired: a person by his post, or a unit. */
interface Holder {
  memberId: number | null
  unitId: number
  name: string
}

/** What is looked after: a unit, or a matter. */
type Ground = { unit: Unit } | { matter: string }

async function pair(context: SpeakerContext, wish: Wish): Promise<Reply> {
  const { db, house, speaker, now } = context
  const holder = holderNamed(context, wish)
  if (typeof holder === 'string') return refused(holder)
  const made: { row: ContactRow; name: string }[] = []
  for (const place of wish.places) {
    const ground = groundNamed(context, wish.kind, place)
    if (typeof ground === 'string') return refused(ground)
    const row = toRow(wish.kind, holder, ground)
    if (typeof row === 'string') return refused(row)
    made.push({ row, name: 'unit' in ground ? ground.unit.name : ground.matter })
  }
  const touched = [holder.unitId, ...made.flatMap(({ row }) => row.forUnitId ?? [])]
  if (!touched.every((unitId) => manages(house.directory, speaker, unitId))) return refused('只能登记本单位范围内的，请联系上级管理员。')
  const done: typeof made = []
  for (const { row, name } of made) {
    const had = await endContact(db, house, row)
    if (wish.ends && !had) continue
    done.push({ row, name })
    if (!wish.ends) await putContact(db, row)
    const target = row.memberId === null ? `unit:${row.unitId}` : `member:${row.memberId}`
    const detail = `${row.kind} ${row.forUnitId === null ? 'matter' : `unit:${row.forUnitId}`}`
    await addAudit(db, { at: now, memberId: speaker.id, action: wish.ends ? 'contact-end' : 'contact', target, detail })
  }
  const kinds = [...new Set(made.map(({ row }) => row.kind))].join('、')
  const unpaired = made.filter((one) => !done.some(({ name }) => name === one.name)).map(({ name }) => name)
  if (done.length === 0) return refused(`${holder.name}没有${kinds}${unpaired.join('、')}，不用取消。查看请发：${wish.kind} ${wish.name}`)
  const names = done.map(({ name }) => name).join('、')
  return accepted([text(wish.ends ? `已取消：${holder.name}不再${kinds}${names}。` : `已登记：${holder.name}${kinds}${names}。`)])
}

/** Departments under the word 包抓 help townships (联乡) or villages (帮扶). A Chinese sentence refuses. */
function toRow(wished: ContactKind, holder: Holder, ground: Ground): ContactRow | string {
  const byUnit = wished === '包抓' && holder.memberId === null
  const kind = byUnit ? ('unit' in ground && ground.unit.kind === 'village' ? '帮扶' : '联乡') : wished
  const common = { kind, memberId: holder.memberId, unitId: holder.unitId }
  if ('matter' in ground) return { ...common, forUnitId: null, matter: ground.matter }
  return contactFault(kind, 'ground', ground.unit) ?? { ...common, forUnitId: ground.unit.id, matter: null }
}

/** Words that end so are meant as units: they are no matters. */
const UNIT_LIKE = /[省市县区镇乡村局委办会社组班司厂]$/

function groundNamed({ house, reading }: SpeakerContext, kind: ContactKind, place: string): Ground | string {
  const { id } = house.lexicon.unitByName(place, reading.speaker)
  if (id !== undefined) return { unit: house.directory.unit(id) }
  const isMatter = contactRules[kind].matters && !UNIT_LIKE.test(place) && place.length <= 12
  return isMatter ? { matter: place } : `没有找到单位“${place}”，请写全名。`
}

/** Leaders by name or address; offices by name. Under the word 包抓 an office may stand as well. A Chinese sentence refuses. */
function holderNamed(context: SpeakerContext, { kind, name }: Wish): Holder | string {
  const { house, today, reading } = context
  const byPerson = contactRules[kind].holder === 'member'
  const found = house.lexicon.memberByName(name, reading.speaker)
  const member = found.id === undefined || !byPerson ? undefined : house.directory.member(found.id, today)
  const [post] = member?.posts ?? []
  // Of who serves on somebody else's ground not even the name is confirmed.
  if (member && post && mayHearOf(context, post.unitId))
    return { memberId: member.id, unitId: post.unitId, name: `${post.title}${member.name}` }
  const { id } = house.lexicon.unitByName(name, reading.speaker)
  const unit = id === undefined ? undefined : house.directory.unit(id)
  const unitKind = kind === '包抓' ? '联乡' : kind
  if (unit) return contactFault(unitKind, 'holder', unit) ?? { memberId: null, unitId: unit.id, name: unit.name }
  if (byPerson && found.candidates.length > 1) {
    const names = found.candidates.flatMap((candidate) => house.directory.member(candidate, today)?.name ?? [])
    return `“${name}”可能是${names.join('、')}，请写全名。`
  }
  return `名册里没有“${name}”。${howTo(kind)}`
}
