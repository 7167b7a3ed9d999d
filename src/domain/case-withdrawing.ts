import { listEntries } from '../../db/queries/entry-lists.ts'
import type { Entry } from '../core/nouns.ts'
import type { Notice } from '../core/reply.ts'
import { type Fresh, withdrawalNotices } from './case-notices.ts'
import { expectedOf, refreshCase } from './cases.ts'
import type { SpeakerContext } from './context.ts'
import { withdraw } from './entries.ts'
import { settledStatuses } from './status-words.ts'
import { workflows } from './workflows/all.ts'

/** More than one entry ever brought forth. */
const MOST_ENTRIES = 50_000

/** Entries that an answer names; of more it gives the number. */
const MOST_NAMED = 20

/** What was taken back with an entry, as a sentence ('' for nothing), and who is told. */
export interface Withdrawn {
  words: string
  notices: Notice[]
}

/** Takes an entry back, and what stands and falls with it; whoever was to do something about any of them is told. */
export async function withdrawCase(context: SpeakerContext, entry: Entry, reason: string): Promise<Withdrawn> {
  const carried = await carriedBy(context, entry)
  const along = `随${context.commands.byName.get(entry.kind)?.title ?? ''} ${entry.no} 撤回${reason && `：${reason}`}`
  const gone = [await takeBack(context, entry, reason)]
  for (const one of carried) gone.push(await takeBack(context, one, along))
  const workflow = workflows.get(entry.kind)
  const followed = (await workflow?.follows?.(context, gone[0]?.entry ?? entry)) ?? []
  const { words = '' } = workflow?.carries ?? {}
  return {
    words: carried.length === 0 ? '' : `${words} ${namesOf(carried)} 一并撤回。`,
    notices: [...withdrawalNotices(context, gone, reason), ...followed],
  }
}

/** The entries that came of it and are still open: what is done stays. */
async function carriedBy({ db }: SpeakerContext, { kind, no }: Entry): Promise<Entry[]> {
  const carries = workflows.get(kind)?.carries
  if (!carries) return []
  const notStatuses = settledStatuses(carries.kind)
  const later = await listEntries(db, { kind: carries.kind, afterNo: no, notStatuses }, MOST_ENTRIES)
  const open = later.filter(({ fields }) => fields[carries.field] === no)
  return (await carries.falling?.(db, open)) ?? open
}

/** 1027、1028; of a long list the first, and how many there are. */
function namesOf(entries: Entry[]): string {
  const named = entries.slice(0, MOST_NAMED).map(({ no }) => no)
  return `${named.join('、')}${entries.length > MOST_NAMED ? ` 等 ${entries.length} 条` : ''}`
}

async function takeBack(context: SpeakerContext, entry: Entry, reason: string): Promise<Fresh> {
  const expected = expectedOf(context, entry)
  const withdrawn = await withdraw(context.db, entry, { memberId: context.speaker.id, at: context.now, reason })
  await refreshCase(context, withdrawn)
  return { entry: withdrawn, expected }
}
