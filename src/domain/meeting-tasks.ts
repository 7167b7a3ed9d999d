import { listEntries } from '../../db/queries/entries.ts'
import type { DateText } from '../clock.ts'
import type { Entry } from '../core/nouns.ts'
import type { Source } from './progress.ts'
import { statusWord } from './status-words.ts'

/** Something that a meeting decided, and how it stands. */
export interface MeetingTask {
  no: number
  text: string
  unitId: number
  due: DateText | null
  /** 办理中, 已办结, 推进中, 已逾期 … */
  state: string
  isDone: boolean
}

/** More meetings and tasks than one class of meeting has. */
const MOST_ENTRIES = 50_000

/** The last meeting of a class that each unit reported before a day, by unit. */
export async function lastMeetings({ db }: Source, about: { class: string; before: DateText }): Promise<Map<number, Entry>> {
  const meetings = await listEntries(db, { kind: 'meeting', class: about.class, to: about.before }, MOST_ENTRIES)
  const last = new Map<number, Entry>()
  for (const meeting of meetings) {
    const known = last.get(meeting.unitId)
    if (!known || known.date <= meeting.date) last.set(meeting.unitId, meeting)
  }
  return last
}

/** What meetings decided that became tasks, by the meeting's number. */
export async function tasksOfMeetings({ db }: Source, meetings: Iterable<Entry>, today: DateText): Promise<Map<number, MeetingTask[]>> {
  const wanted = new Set([...meetings].map(({ no }) => no))
  const first = Math.min(...wanted)
  const found = new Map<number, MeetingTask[]>()
  if (wanted.size === 0) return found
  for (const entry of await listEntries(db, { kind: 'task', afterNo: first }, MOST_ENTRIES)) {
    const meeting = Number(entry.fields.meeting ?? 0)
    if (wanted.has(meeting)) found.set(meeting, [...(found.get(meeting) ?? []), toTask(entry, today)])
  }
  return found
}

function toTask(entry: Entry, today: DateText): MeetingTask {
  const { content, due } = entry.fields
  const isDone = entry.status === 'done'
  const day = typeof due === 'string' ? due : null
  const state = !isDone && day !== null && day < today ? '已逾期' : statusWord(entry)
  return { no: entry.no, text: String(content ?? ''), unitId: entry.unitId, due: day, state, isDone }
}
