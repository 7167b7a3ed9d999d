import { type Block, facts, heading, text } from '../../core/blocks.ts'
import { type ContactKind, contactKinds } from '../../core/nouns.ts'
import { contactRules } from '../contact-kinds.ts'
import type { SpeakerContext } from '../context.ts'
import { isInsider } from '../secrecy.ts'

/** Whom a question about pairings is about: units, or persons. */
export interface ContactQuestion {
  unitIds: number[]
  memberIds: number[]
}

type Contact = SpeakerContext['house']['directory']['contacts'][number]

/** Who looks after a unit, and what a unit or person looks after, by kind. Which group inspects where is told to insiders only. */
export function contactsDocument(context: SpeakerContext, { unitIds, memberIds }: ContactQuestion): Block[] {
  const { directory } = context.house
  const told = directory.contacts.filter(({ kind }) => kind !== '督查' || isInsider(context))
  return [
    ...unitIds.flatMap((id) =>
      section(directory.unit(id).name, {
        of: told
          .filter(({ forUnitId }) => forUnitId === id)
          .map((contact) => ({ kind: contact.kind, words: holderWords(context, contact) })),
        own: told
          .filter(({ memberId, unitId }) => memberId === null && unitId === id)
          .map((contact) => ({ kind: contact.kind, words: groundWords(context, contact) })),
      }),
    ),
    ...memberIds.flatMap((id) =>
      section(directory.person(id) ?? '', {
        of: [],
        own: told
          .filter(({ memberId }) => memberId === id)
          .map((contact) => ({ kind: contact.kind, words: groundWords(context, contact) })),
      }),
    ),
  ]
}

interface Line {
  kind: ContactKind
  words: string
}

function section(name: string, { of, own }: { of: Line[]; own: Line[] }): Block[] {
  if (of.length + own.length === 0) return [text(`${name}还没有登记联系点、结对和分管。`)]
  return [heading(`${name} 联系和分管`), facts({ ...byKind(of, (kind) => contactRules[kind].owes), ...byKind(own, (kind) => kind) })]
}

function byKind(lines: Line[], title: (kind: ContactKind) => string): Record<string, string> {
  return Object.fromEntries(
    contactKinds.flatMap((kind) => {
      const names = lines.flatMap((line) => (line.kind === kind ? [line.words] : []))
      return names.length === 0 ? [] : [[title(kind), names.join('、')] as const]
    }),
  )
}

function holderWords({ house, today }: SpeakerContext, { memberId, unitId }: Contact): string {
  const { directory } = house
  if (memberId === null) return directory.unit(unitId).name
  const member = directory.member(memberId, today)
  const post = member?.posts.find((candidate) => candidate.unitId === unitId) ?? member?.posts[0]
  return `${post?.title ?? ''}${member?.name ?? ''}`
}

function groundWords({ house }: SpeakerContext, { forUnitId, matter }: Contact): string {
  return forUnitId === null ? (matter ?? '') : house.directory.unit(forUnitId).name
}
