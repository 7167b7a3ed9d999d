import type { FastifyInstance } from 'fastify'
import type { Store } from '../../db/client.ts'
import { getSetting, putSetting } from '../../db/queries/settings.ts'
import type { App } from '../app.ts'
import { toIso } from '../clock.ts'
import { toError } from '../core/errors.ts'
import { platformNames } from '../environment.ts'
import { HttpProblem } from './problem.ts'
import { readVersion } from './version.ts'

/** Adds GET /healthz: 200 with how the house stands, 503 when the store cannot be written or read (interface §4). */
export function registerHealth(server: FastifyInstance, app: App): void {
  const version = readVersion()
  let failuresTold = 0

  server.get('/healthz', async () => {
    const failures = app.store.failedCommits
    const recent = failures > failuresTold
    failuresTold = failures
    const outbox = await probe(app, recent)
    const lastLook = app.lastTickAt()
    return {
      status: 'ok',
      version,
      platforms: Object.fromEntries(platformNames.map((name) => [name, app.platforms.get(name)?.state() ?? 'off'])),
      outbox,
      lastScheduleAt: lastLook === null ? null : toIso(lastLook),
      ...monthlyCalls(app),
    }
  })
}

/** Of platforms that allow so many calls a month: how many were made, and what the month comes to at this pace. */
function monthlyCalls(app: App): { calls?: Record<string, { month: string; used: number; forecast: number; most: number }> } {
  const reports = app.calls()
  if (reports.length === 0) return {}
  return { calls: Object.fromEntries(reports.map(({ platform, ...report }) => [platform, report])) }
}

/**
 * Writes and reads for real, so that a disk that filled up while nobody wrote, or was freed again, is noticed. A commit that failed
 * since the last look is told once even when this small write succeeds.
 */
async function probe(app: App, hasFailed: boolean): Promise<{ queued: number; failed: number }> {
  try {
    await rewrite(app.store)
    if (hasFailed) throw new Error('the last commit had failed')
    return await app.outboxCounts()
  } catch (thrown) {
    app.log.error({ err: toError(thrown) }, 'the health probe failed')
    throw new HttpProblem(503, 'store-unavailable', '数据库暂时不能读写，请管理员检查磁盘空间和权限。', { cause: thrown })
  }
}

/** The smallest write: a value is replaced by itself. */
async function rewrite(store: Store): Promise<void> {
  await store.transaction(async (tx) => await putSetting(tx, 'rosterVersion', (await getSetting(tx, 'rosterVersion')) ?? '0'))
}
