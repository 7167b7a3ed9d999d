import type { Db } from '../../db/client.ts'
import { addAudit } from '../../db/queries/audit.ts'
import { addJob } from '../../db/queries/jobs.ts'
import type { Reply } from '../core/reply.ts'
import type { Context } from '../domain/context.ts'
import { remember } from '../domain/question.ts'

/** Writes with the reply what is kept besides: who looked, what was promised, and what he may refer to next. */
export async function keepAside(tx: Db, context: Context, reply: Reply): Promise<void> {
  const { now, speaker } = context
  for (const line of reply.audit ?? []) await addAudit(tx, { at: now, memberId: speaker?.id ?? null, ...line })
  if (reply.job) await addJob(tx, { ...reply.job, at: now })
  if (!speaker) return
  for (const memory of reply.remembers ?? []) await remember({ ...context, db: tx, speaker }, memory)
}
