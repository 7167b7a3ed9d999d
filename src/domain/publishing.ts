import { auditOf } from '../../db/queries/audit.ts'
import { addPublication, findPublication, type Publication, setPublicationState } from '../../db/queries/publications.ts'
import { type Content, note, text } from '../core/blocks.ts'
import type { Member } from '../core/nouns.ts'
import type { Notice } from '../core/reply.ts'
import type { SpeakerContext } from './context.ts'
import type { House } from './house.ts'
import type { Source } from './progress.ts'

/** What is published: everything but the number and the state, which it gets. */
export type PublicationDraft = Omit<Publication, 'no' | 'state'>

/**
 * Publishes at once, or, where posts are named that release it, shows it to their holders first: nothing goes out without their word
 * (counting-rules 20). Null when the same was published before.
 */
export async function publish(
  { db, house }: Source,
  draft: PublicationDraft,
  today: string,
): Promise<{ publication: Publication; notices: Notice[] } | null> {
  const publication = await addPublication(db, { ...draft, state: draft.releasedBy.length > 0 ? 'waiting' : 'sent' })
  if (!publication) return null
  return { publication, notices: publication.state === 'sent' ? [publicNotice(publication)] : previews(house, publication, today) }
}

/** The publication as its groups get it. */
export function publicNotice({ no, key, unitId, content }: Publication): Notice {
  return { to: { unitId }, key, content: { ...content, blocks: [...content.blocks, note(`数据来源：各单位上报记录；通报编号 ${no}`)] } }
}

function previews(house: House, publication: Publication, today: string): Notice[] {
  const { no, unitId, key, releasedBy } = publication
  const holders = releasers(house, publication, today)
  const admins = house.directory.members(today).filter((member) => member.posts.some((post) => post.role === 'admin'))
  const group = house.directory.unit(unitId).name
  const opening =
    holders.length > 0
      ? `请审定下面的通报（编号 ${no}），您同意后才发到${group}群：`
      : `下面的通报（编号 ${no}）要由“${releasedBy.join('、')}”审定，现在没有人任此职，暂不发布。请先授权，再由其发：同意发布 ${no}`
  const content: Content = {
    blocks: [text(opening), ...publicNotice(publication).content.blocks],
    ...(holders.length > 0 ? { buttons: [`同意发布 ${no}`, `缓发 ${no}`].map((says) => ({ text: says, says })) } : {}),
  }
  return (holders.length > 0 ? holders : admins).map(({ id }) => ({ to: { memberId: id }, key: `${key}/preview/${id}`, content }))
}

/** Who releases it: holders of the posts in the unit or above it. */
function releasers(house: House, { releasedBy, unitId }: Publication, today: string): Member[] {
  const releases = (member: Member): boolean =>
    member.posts.some((post) => releasedBy.includes(post.title) && house.directory.isWithin(unitId, post.unitId))
  return house.directory.members(today).filter(releases)
}

/** Is it his word that lets this publication out? */
export function mayRelease({ house, speaker, today }: SpeakerContext, publication: Publication): boolean {
  return releasers(house, publication, today).some(({ id }) => id === speaker.id)
}

/** A publication that the speaker may release or hold and that has not gone out; else why not. */
export async function findReleasable(context: SpeakerContext, words: string): Promise<Publication | string> {
  const no = Number(/\d+/.exec(words)?.[0] ?? 0)
  const publication = await findPublication(context.db, no)
  const mine = publication && mayRelease(context, publication)
  // The same words whether there is none or it is another's.
  if (!publication || !mine) return `没有找到要您审定的编号为 ${no} 的通报，请核对编号。`
  return publication.state === 'sent' ? `编号 ${no} 的通报已经发布了。数字有误的，请县级管理员发：更正通报 ${no}` : publication
}

/** How the word about a publication stands in the audit book. */
export function auditLine({ no, unitId }: Publication, action: 'hold' | 'release' | 'release-asked') {
  return { action, target: `unit:${unitId}`, detail: `编号 ${no}` }
}

/** Who else is holding it, by name; and has the speaker been asked since whether he means to release it all the same? */
export async function heldByOthers(
  { db, house, speaker }: SpeakerContext,
  publication: Publication,
): Promise<{ holders: { id: number; name: string }[]; wasAsked: boolean }> {
  if (publication.state !== 'held') return { holders: [], wasAsked: false }
  const { target, detail } = auditLine(publication, 'hold')
  const lines = await auditOf(db, { actions: ['hold', 'release-asked'], target, detail })
  const holds = lines.filter(({ action, memberId }) => action === 'hold' && memberId !== speaker.id)
  const last = holds.at(-1)
  const holders = [...new Set(holds.flatMap(({ memberId }) => memberId ?? []))].map((id) => ({
    id,
    name: house.directory.person(id) ?? '',
  }))
  const wasAsked = lines.some(({ id, action, memberId }) => action === 'release-asked' && memberId === speaker.id && id > (last?.id ?? 0))
  return { holders, wasAsked }
}

/** What the others who release it hear of the speaker's word. */
function toOthers(context: SpeakerContext, publication: Publication, about: { ids: number[]; words: string }): Notice[] {
  return about.ids
    .filter((id) => id !== context.speaker.id)
    .map((id) => ({
      to: { memberId: id },
      key: `${publication.key}/word/${context.now}/${id}`,
      content: { blocks: [text(`${context.speaker.name}同志${about.words}`)] },
    }))
}

/** Holds it; the others who release it are told. */
export async function hold(context: SpeakerContext, publication: Publication): Promise<Notice[]> {
  const { db, house, today } = context
  await setPublicationState(db, publication.no, 'held')
  const ids = releasers(house, publication, today).map(({ id }) => id)
  return toOthers(context, publication, { ids, words: `已缓发“${publication.title}”（编号 ${publication.no}），暂不发布。` })
}

/** Sends it to its groups on the leader's word; whoever held it is told. */
export async function release(context: SpeakerContext, publication: Publication, heldBy: number[]): Promise<Notice[]> {
  await setPublicationState(context.db, publication.no, 'sent')
  const words = `已同意发布您缓发的“${publication.title}”（编号 ${publication.no}），已发出。`
  return [publicNotice(publication), ...toOthers(context, publication, { ids: heldBy, words })]
}
