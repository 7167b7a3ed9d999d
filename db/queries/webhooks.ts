import { and, eq } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { chats, webhooks } from '../schema.ts'
import { putChat } from './roster.ts'
import { bumpRosterVersion } from './roster-version.ts'

/** A webhook robot; address and secret are sealed. */
export type WebhookRow = typeof webhooks.$inferSelect

/** The platform's name of webhook robots; a chat's id there is the row's. */
const PLATFORM = 'webhook'

/** Keeps a robot and binds its group to the unit, so that the unit's notices reach it; returns its id. */
export async function addWebhook(tx: Db, row: Omit<WebhookRow, 'id'>, title: string): Promise<number> {
  const [made] = await tx.insert(webhooks).values(row).returning({ id: webhooks.id })
  const id = made?.id ?? 0
  const group = { platform: PLATFORM, chatId: String(id), kind: 'group', unitId: row.unitId, memberId: null } as const
  await putChat(tx, { ...group, title, muted: false, outsiders: false })
  return id
}

/** All robots, in the order in which they were added. */
export async function listWebhooks(db: Db): Promise<WebhookRow[]> {
  return await db.select().from(webhooks).orderBy(webhooks.id)
}

/** One robot, or null. */
export async function findWebhook(db: Db, id: number): Promise<WebhookRow | null> {
  return (await db.select().from(webhooks).where(eq(webhooks.id, id)))[0] ?? null
}

/** Forgets a robot and its group; false when there is none. */
export async function removeWebhook(tx: Db, id: number): Promise<boolean> {
  const removed = await tx.delete(webhooks).where(eq(webhooks.id, id)).returning({ id: webhooks.id })
  await tx.delete(chats).where(and(eq(chats.platform, PLATFORM), eq(chats.chatId, String(id))))
  await bumpRosterVersion(tx, 'chats')
  return removed.length > 0
}
