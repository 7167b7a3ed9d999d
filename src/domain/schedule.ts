import type { z } from 'zod'
import type { Db } from '../../db/client.ts'
import type { DateText } from '../clock.ts'
import type { Notice } from '../core/reply.ts'
import type { ReportCommand } from './command.ts'
import type { House } from './house.ts'
import type { Pack, ScheduleEntry } from './pack.ts'

/** What a scheduled run is given. */
export interface ScheduleContext<Settings> {
  /** The time at which it fell due: decisions use this, not the time it happened to run. */
  dueAt: number
  today: DateText
  /** Writer connection inside the run's transaction. */
  db: Db
  house: House
  /** How each kind is reported, in the order of the help. */
  reports: ReportCommand[]
  pack: Pack
  entry: ScheduleEntry
  settings: Settings
}

/** A scheduled notice; when and to whom come from the pack. */
export interface Schedule<Settings = unknown> {
  /** One Chinese line for `pack check` and the handbook. */
  summary: string
  /** The `with` of a pack's entry. */
  settings: z.ZodType<Settings>
  /** What happens with times missed while the process was down: the last one runs, each runs, or none. */
  whenMissed: 'run-once' | 'run-each' | 'skip'
  run(context: ScheduleContext<Settings>): Promise<Notice[]>
}

/** Declares a schedule. */
export function defineSchedule<Settings>(schedule: Schedule<Settings>): Schedule<Settings> {
  return schedule
}
