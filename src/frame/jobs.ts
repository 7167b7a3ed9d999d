import { setImmediate } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Store } from '../../db/client.ts'
import { finishJob, type Job, pendingJobs } from '../../db/queries/jobs.ts'
import { type Clock, toDate } from '../clock.ts'
import { toError } from '../core/errors.ts'
import type { Notice } from '../core/reply.ts'
import type { Commands } from '../domain/command.ts'
import type { HouseKeeper } from '../domain/house.ts'
import type { QuietHours } from '../domain/quiet-hours.ts'
import { queueNotice } from './outgoing.ts'

/** Notices queued in one transaction; between two of them others have their turn. */
const AT_ONCE = 50

/** Does what replies have promised: reminders to thousands, say, for which nobody is kept waiting. */
export interface Jobs {
  /** Does what is pending; resolves when it is done or has failed. What fails is tried again the next time. */
  run(): Promise<void>
  /** Begins nothing more; resolves when what is in hand is written down. The rest is done after the next start. */
  stop(): Promise<void>
}

/** The jobs of a store. They are rows, written with the reply: a stop loses none, and a notice's key keeps it from going out twice. */
export function createJobs(parts: {
  store: Store
  clock: Clock
  commands: Commands
  keepHouse: HouseKeeper
  quiet: QuietHours
  log: Logger
  /** Told that something waits to leave. */
  queued(): void
}): Jobs {
  const { store, clock, log } = parts
  let running = Promise.resolve()
  let hasStopped = false

  async function runAll(): Promise<void> {
    if (hasStopped) return
    for (const job of await pendingJobs(store.read)) await runOne(job)
  }
  async function runOne(job: Job): Promise<void> {
    try {
      const notices = await noticesOf(job)
      for (let at = 0; at < notices.length; at += AT_ONCE) {
        if (hasStopped) return
        await queue(notices.slice(at, at + AT_ONCE))
        parts.queued()
        await setImmediate()
      }
      await store.transaction((tx) => finishJob(tx, job.id, clock.now()))
      log.info({ job: job.command, notices: notices.length }, 'a job is done')
    } catch (thrown) {
      log.error({ err: toError(thrown), job: job.command }, 'a job failed')
    }
  }
  /** As of the moment at which it was promised. */
  async function noticesOf({ command: name, data, at: now }: Job): Promise<Notice[]> {
    const command = parts.commands.byName.get(name)
    if (command?.form !== 'word' || !command.runJob) throw new Error(`${name} has no jobs`)
    const house = await parts.keepHouse(store.read)
    return await command.runJob({ db: store.read, house, commands: parts.commands, now, today: toDate(now) }, data)
  }
  async function queue(notices: Notice[]): Promise<void> {
    const house = await parts.keepHouse(store.read)
    await store.transaction(async (tx) => {
      for (const notice of notices) await queueNotice(tx, house, notice, { now: clock.now(), quiet: parts.quiet })
    })
  }
  return {
    run() {
      running = running.then(runAll)
      return running
    },
    stop() {
      hasStopped = true
      return running
    },
  }
}
