import type { Db } from '../client.ts'
import { posts } from '../schema.ts'

/** Every post that anybody holds or held, in the order in which they were entered. */
export async function listPosts(db: Db): Promise<(typeof posts.$inferSelect)[]> {
  return await db.select().from(posts).orderBy(posts.id)
}
