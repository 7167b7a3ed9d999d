import { and, eq, gt, inArray, lt, sql } from 'drizzle-orm'
import type { Content } from '../../src/core/blocks.ts'
import { type Db, isOneOf, prepared } from '../client.ts'
import { dialogs, inbox, outbox, scheduleRuns, transcript } from '../schema.ts'

/** One received message with what came of it. */
export type InboxRow = typeof inbox.$inferSelect

const selectReceived = prepared<{ platform: string; bot: string; messageId: string }, { id: number; outcome: string; replies: number[] }[]>(
  (db) =>
    db
      .select({ id: inbox.id, outcome: inbox.outcome, replies: inbox.replies })
      .from(inbox)
      .where(
        and(
          eq(inbox.platform, sql.placeholder('platform')),
          eq(inbox.bot, sql.placeholder('bot')),
          eq(inbox.messageId, sql.placeholder('messageId')),
        ),
      )
      .prepare(),
)

/** The message as received before, with the outbox rows of its replies, or null. */
export async function findReceived(
  db: Db,
  key: { platform: string; bot: string; messageId: string },
): Promise<{ id: number; outcome: string; replies: number[] } | null> {
  return (await selectReceived(db, { platform: key.platform, bot: key.bot, messageId: key.messageId }))[0] ?? null
}

const insertInbox = prepared<Record<string, unknown>, { id: number }[]>((db) =>
  db
    .insert(inbox)
    .values({
      platform: sql.placeholder('platform'),
      bot: sql.placeholder('bot'),
      messageId: sql.placeholder('messageId'),
      chatId: sql.placeholder('chatId'),
      userId: sql.placeholder('userId'),
      memberId: sql.placeholder('memberId'),
      text: sql.placeholder('text'),
      raw: sql.placeholder('raw'),
      outcome: sql.placeholder('outcome'),
      replies: sql.placeholder('replies'),
      entries: sql.placeholder('entries'),
      sentAt: sql.placeholder('sentAt'),
      receivedAt: sql.placeholder('receivedAt'),
    })
    .onConflictDoUpdate({
      target: [inbox.platform, inbox.bot, inbox.messageId],
      set: {
        outcome: sql`excluded.outcome`,
        replies: sql`excluded.replies`,
        entries: sql`excluded.entries`,
        raw: sql`excluded.raw`,
        memberId: sql`excluded.member_id`,
      },
    })
    .returning({ id: inbox.id })
    .prepare(),
)

/** Writes a message with its outcome; a failed one that is tried again gets its new outcome. */
export async function putReceived(tx: Db, row: Omit<InboxRow, 'id'>): Promise<number> {
  return (await insertInbox(tx, { ...row }))[0]?.id ?? 0
}

/** Messages whose handling failed, for replay. */
export async function failedMessages(db: Db, limit: number): Promise<InboxRow[]> {
  return await db.select().from(inbox).where(sql`${inbox.outcome} = 'failed'`).orderBy(inbox.id).limit(limit)
}

/** One outgoing message. */
export type OutboxRow = typeof outbox.$inferSelect

const insertOutbox = prepared<Record<string, unknown>, { id: number }[]>((db) =>
  db
    .insert(outbox)
    .values({
      platform: sql.placeholder('platform'),
      chatId: sql.placeholder('chatId'),
      dedupeKey: sql.placeholder('dedupeKey'),
      kind: sql.placeholder('kind'),
      text: sql.placeholder('text'),
      content: sql.placeholder('content'),
      state: 'queued',
      dueAt: sql.placeholder('dueAt'),
      attempts: 0,
      partsSent: 0,
      createdAt: sql.placeholder('createdAt'),
      replyTo: sql.placeholder('replyTo'),
      urgent: sql.placeholder('urgent'),
    })
    .onConflictDoNothing({ target: outbox.dedupeKey })
    .returning({ id: outbox.id })
    .prepare(),
)

/** Queues an outgoing message and gives its id; null when the same notice (dedupe key) is there already. */
export async function queueOutgoing(
  tx: Db,
  row: {
    platform: string
    chatId: string
    dedupeKey: string | null
    kind: 'reply' | 'notice'
    text: string
    content: Content
    dueAt: number
    createdAt: number
    replyTo: string | null
    urgent: boolean
  },
): Promise<number | null> {
  return (await insertOutbox(tx, row))[0]?.id ?? null
}

/** Dedupe keys of notices below a folder of names (`chase/meeting/2023-06-15`). */
export async function findNoticeKeys(db: Db, folder: string): Promise<string[]> {
  // 0 is the character after the slash, so that the index on the key serves.
  const below = and(gt(outbox.dedupeKey, `${folder}/`), lt(outbox.dedupeKey, `${folder}0`))
  const rows = await db.select({ key: outbox.dedupeKey }).from(outbox).where(below)
  return rows.flatMap(({ key }) => key ?? [])
}

const selectOutgoing = prepared<{ ids: string }, OutboxRow[]>((db) =>
  db
    .select()
    .from(outbox)
    .where(isOneOf(outbox.id, sql.placeholder('ids')))
    .orderBy(outbox.id)
    .prepare(),
)

/** Outgoing messages by id, in the order of the ids. */
export async function findOutgoing(db: Db, ids: number[]): Promise<OutboxRow[]> {
  return ids.length === 0 ? [] : await selectOutgoing(db, { ids: JSON.stringify(ids) })
}

/** How many messages wait and how many were refused for good. */
export async function countOutgoing(db: Db): Promise<{ queued: number; failed: number }> {
  const rows = await db
    .select({ state: outbox.state, n: sql<number>`count(*)` })
    .from(outbox)
    .where(inArray(outbox.state, ['queued', 'failed']))
    .groupBy(outbox.state)
  const of = (state: string): number => Number(rows.find((row) => row.state === state)?.n ?? 0)
  return { queued: of('queued'), failed: of('failed') }
}

/** Kinds of what is remembered between messages of one person in one chat. */
export type DialogKind = 'question' | 'last-entry' | 'figures' | 'draft'

const selectDialog = prepared<{ chatId: number; memberId: number; kind: string; now: number }, { state: unknown; expiresAt: number }[]>(
  (db) =>
    db
      .select({ state: dialogs.state, expiresAt: dialogs.expiresAt })
      .from(dialogs)
      .where(
        and(
          eq(dialogs.chatId, sql.placeholder('chatId')),
          eq(dialogs.memberId, sql.placeholder('memberId')),
          eq(dialogs.kind, sql.placeholder('kind')),
          gt(dialogs.expiresAt, sql.placeholder('now')),
        ),
      )
      .prepare(),
)

/** What is open between the bot and a person in a chat; null when nothing is, or it has lapsed. */
export async function findDialog(db: Db, at: { chatId: number; memberId: number; kind: DialogKind; now: number }): Promise<unknown> {
  return (await selectDialog(db, at))[0]?.state ?? null
}

const upsertDialog = prepared<Record<string, unknown>, unknown>((db) =>
  db
    .insert(dialogs)
    .values({
      chatId: sql.placeholder('chatId'),
      memberId: sql.placeholder('memberId'),
      kind: sql.placeholder('kind'),
      state: sql.placeholder('state'),
      expiresAt: sql.placeholder('expiresAt'),
    })
    .onConflictDoUpdate({
      target: [dialogs.chatId, dialogs.memberId, dialogs.kind],
      set: { state: sql`excluded.state`, expiresAt: sql`excluded.expires_at` },
    })
    .prepare(),
)

/** Opens or replaces what is remembered. */
export async function putDialog(
  tx: Db,
  row: { chatId: number; memberId: number; kind: DialogKind; state: unknown; expiresAt: number },
): Promise<void> {
  await upsertDialog(tx, { ...row })
}

/** Ends it. */
export async function dropDialog(tx: Db, chatId: number, memberId: number, kind: DialogKind): Promise<void> {
  await tx.delete(dialogs).where(and(eq(dialogs.chatId, chatId), eq(dialogs.memberId, memberId), eq(dialogs.kind, kind)))
}

/** Records that a scheduled time was run; false when it was run before. */
export async function claimScheduleRun(tx: Db, run: { schedule: string; dueAt: number; ranAt: number; notices: number }): Promise<boolean> {
  const rows = await tx.insert(scheduleRuns).values(run).onConflictDoNothing().returning({ dueAt: scheduleRuns.dueAt })
  return rows.length > 0
}

/** The last time that each schedule was due and run. */
export async function lastScheduleRuns(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .select({ schedule: scheduleRuns.schedule, dueAt: sql<number>`max(${scheduleRuns.dueAt})` })
    .from(scheduleRuns)
    .groupBy(scheduleRuns.schedule)
  return new Map(rows.map((row) => [row.schedule, Number(row.dueAt)]))
}

/** One line of a sandbox chat. */
export type TranscriptRow = typeof transcript.$inferSelect

const insertTranscript = prepared<Record<string, unknown>, unknown>((db) =>
  db
    .insert(transcript)
    .values({
      chatId: sql.placeholder('chatId'),
      at: sql.placeholder('at'),
      sender: sql.placeholder('sender'),
      text: sql.placeholder('text'),
      files: sql.placeholder('files'),
      buttons: sql.placeholder('buttons'),
    })
    .prepare(),
)

/** Adds a line to a sandbox chat. */
export async function addTranscript(tx: Db, row: Omit<TranscriptRow, 'seq'>): Promise<void> {
  await insertTranscript(tx, { ...row })
}

/** Lines of a sandbox chat after a sequence number. */
export async function listTranscript(db: Db, chatId: string, after: number, limit: number): Promise<TranscriptRow[]> {
  return await db
    .select()
    .from(transcript)
    .where(and(eq(transcript.chatId, chatId), gt(transcript.seq, after)))
    .orderBy(transcript.seq)
    .limit(limit)
}
