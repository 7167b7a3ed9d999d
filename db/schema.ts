import { defineSchema } from './define-schema.ts'
import { sqliteKit } from './kit.ts'

/** The tables as SQLite has them. */
export const schema = defineSchema(sqliteKit)

export const {
  units,
  members,
  identities,
  posts,
  contacts,
  chats,
  households,
  claims,
  rosterChanges,
  entries,
  steps,
  companions,
  expectations,
  files,
  photoLooks,
  periodResults,
  exemptions,
  snapshots,
  publications,
  checks,
  inbox,
  outbox,
  webhooks,
  callCounts,
  dialogs,
  transcript,
  settings,
  scheduleRuns,
  jobs,
  calendarDays,
  audit,
} = schema
