import { listEntries } from '../../db/queries/entry-lists.ts'
import { findLastMeetings } from '../../db/queries/last-meetings.ts'
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

/** More tasks than one class of meeting has. */
const MOST_ENTRIES = 50_000

/** The last meeting of a class that each unit reported before a day, by unit. */
export async function lastMeetings({ db }: Source, about: { class: string; before: DateText }): Promise<Map<number, Entry>> {
  return new Map((await findLastMeetings(db, about)).map((meeting) => [meeting.unitId, meeting]))
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
