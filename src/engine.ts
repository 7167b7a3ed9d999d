import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { schedule as cron, type ScheduledTask } from 'node-cron'
import type { Store } from '../db/client.ts'
import { type Clock, systemClock } from './clock.ts'
import type { Config } from './config.ts'
import { toError } from './core/errors.ts'
import type { IncomingMessage } from './core/message.ts'
import type { Platform, PlatformHost, Receipt } from './core/platform.ts'
import type { Commands } from './domain/command.ts'
import type { HouseKeeper } from './domain/house.ts'
import { type Allowance, allowanceWords, createAllowance } from './frame/allowance.ts'
import { createFileFetcher } from './frame/files.ts'
import { createIntake } from './frame/intake.ts'
import { createJobs } from './frame/jobs.ts'
import { createLanes } from './frame/lanes.ts'
import { createMadeFiles, type MadeFiles } from './frame/made-files.ts'
import { backUpNightly } from './frame/nightly-backup.ts'
import { createOutbox, type Outbox } from './frame/outbox.ts'
import type { RunRecord, Scheduler } from './frame/scheduler.ts'
import { createTableTaker } from './frame/tables.ts'
import { createTrouble, type Trouble } from './frame/trouble.ts'
import type { Log } from './log.ts'

/** What moves: intake, outbox, file fetcher and the ticking scheduler. */
export interface Engine {
  outbox: Outbox
  allowance: Allowance
  madeFiles: MadeFiles
  receive(message: IncomingMessage): Promise<Receipt>
  /** Runs what is due and sends what waits. */
  tick(): Promise<RunRecord[]>
  /** When the scheduler last looked, epoch ms; null before the first time. */
  lastTickAt(): number | null
  /** Runs work on the scheduler's time, one piece after another. */
  inTime<T>(work: () => Promise<T>): Promise<T>
  /** What `tick` does, for work that already has the scheduler's time. */
  work(): Promise<RunRecord[]>
  start(): Promise<void>
  /** Finishes what was accepted. */
  stop(): Promise<void>
}

/** What it is put together from. */
export interface EngineParts {
  config: Config
  log: Log
  store: Store
  clock: Clock
  commands: Commands
  keepHouse: HouseKeeper
  platforms: Map<string, Platform>
  scheduler: Scheduler
}

/** How long a stop waits for what is still to be sent; the rest leaves with the next start. */
const PATIENCE_MS = 5_000

/** Puts together what moves; nothing does until `start`. */
export function createEngine(parts: EngineParts): Engine {
  const { config, clock, platforms, scheduler } = parts
  const isSandbox = platforms.has('sandbox')
  const madeFiles = createMadeFiles({ ...parts, dataDir: config.dataDir })
  const { outbox, allowance, trouble } = makeSender(parts, madeFiles)
  const files = makeFetcher(parts)
  let isOn = false
  const jobs = createJobs({ ...parts, quiet: config.quietHours, queued: outbox.wake })
  const committed = (what: { files: boolean; jobs: boolean }): void => {
    if (!isOn) return
    outbox.wake()
    if (what.jobs) void jobs.run()
    if (what.files) void files.flush().then(() => outbox.wake())
  }
  const { botNames, quietHours: quiet } = config
  const intake = createIntake({ ...parts, botNames, quiet, announceFiles: madeFiles.announce, committed })
  const inOrder = createLanes()
  const inTime = <T>(work: () => Promise<T>): Promise<T> => inOrder('time', work)
  const inHand = createInHand()
  let lastTick: number | null = null
  const timers: ScheduledTask[] = []

  async function work(): Promise<RunRecord[]> {
    await jobs.run()
    const records = await scheduler.runDue(clock.now())
    lastTick = clock.now()
    const sent = outbox.flush()
    // A real platform may take minutes for all chats: the next due times do not wait for it.
    if (isSandbox) await sent
    return records
  }
  const receive = (message: IncomingMessage): Promise<Receipt> => inHand.add(intake(message))
  const tick = (): Promise<RunRecord[]> => inTime(work)
  return {
    receive,
    tick,
    work,
    inTime,
    outbox,
    allowance,
    madeFiles,
    lastTickAt: () => lastTick,
    async start() {
      isOn = true
      const house = { receive, trouble, allowance, outbox }
      const connected = Promise.all([...platforms.values()].map((platform) => startPlatform(platform, house)))
      // What is outside may be slow or away: the house opens without waiting for it.
      if (isSandbox) await connected
      const fetched = files.flush()
      if (isSandbox) await fetched
      outbox.start()
      await tick()
      timers.push(everyMinute(tick), ...(isSandbox ? [] : [backUpAtNight(parts)]))
    },
    async stop() {
      for (const timer of timers) await timer.stop()
      await inHand.settled()
      await inTime(async () => {})
      if (isOn) await Promise.race([Promise.all([outbox.flush(), files.flush()]), delay(PATIENCE_MS, undefined, { ref: false })])
      // What hangs in a call is let go of when its platform closes.
      const sent = outbox.stop()
      for (const platform of platforms.values()) await platform.stop()
      await Promise.all([sent, inHand.settled()])
      await Promise.all([trouble.settled(), allowance.settled(), jobs.stop(), madeFiles.stop()])
    },
  }
}

/** The fetcher of files, with those who take tables. */
function makeFetcher(parts: EngineParts): ReturnType<typeof createFileFetcher> {
  const { dataDir, quietHours: quiet } = parts.config
  return createFileFetcher({ ...parts, dataDir, tables: createTableTaker({ ...parts, quiet }) })
}

/** What was begun and is not finished. */
function createInHand(): { add<T>(task: Promise<T>): Promise<T>; settled(): Promise<unknown> } {
  const running = new Set<Promise<unknown>>()
  return {
    add(task) {
      running.add(task)
      return task.finally(() => running.delete(task))
    },
    settled: () => Promise.allSettled(running),
  }
}

/** The outbox with those that it asks and tells. */
function makeSender(parts: EngineParts, { made }: MadeFiles): { outbox: Outbox; allowance: Allowance; trouble: Trouble } {
  const { config, platforms, clock } = parts
  const trouble = createTrouble({ ...parts, queued: () => outbox.wake() })
  const allowance = createAllowance({
    ...parts,
    reached: (report, percent) => trouble.tell(report.platform, ...allowanceWords(report, percent)),
  })
  // Webhook robots are real in the sandbox too: their limits go by the time of day.
  const pace = platforms.has('sandbox') ? systemClock : clock
  const outbox: Outbox = createOutbox({ ...parts, quiet: config.quietHours, trouble, allowance, pace, made })
  return { outbox, allowance, trouble }
}

/** The parts of the house that platforms talk to. */
type HostParts = { receive: PlatformHost['receive']; trouble: Trouble; allowance: Allowance; outbox: Outbox }

/** What a platform may tell the house. */
function hostOf({ name }: Platform, house: HostParts): PlatformHost {
  return {
    receive: house.receive,
    chatGone: (chatId, reason) => void house.trouble.chatGone(name, chatId, reason),
    trouble: (words) => house.trouble.tell(name, words),
    called: () => house.allowance.called(name),
    ready: house.outbox.wake,
  }
}

async function startPlatform(platform: Platform, house: HostParts): Promise<void> {
  try {
    await platform.start(hostOf(platform, house))
  } catch (thrown) {
    house.trouble.tell(platform.name, `${platform.name} 平台没有启动起来（${toError(thrown).name}），请检查配置后重启。`)
  }
}

function everyMinute(tick: () => Promise<unknown>): ScheduledTask {
  return cron('* * * * *', () => void tick(), { timezone: 'Asia/Shanghai', noOverlap: true })
}

/** The nightly copy of a real ledger; the sandbox's is not worth one. */
function backUpAtNight(parts: EngineParts): ScheduledTask {
  return cron('30 2 * * *', () => void backUp(parts), { timezone: 'Asia/Shanghai' })
}

async function backUp({ store, config, clock, log }: EngineParts): Promise<void> {
  try {
    await backUpNightly(store, join(config.dataDir, 'backups'), clock.now())
    log.info('nightly backup made')
  } catch (thrown) {
    log.error({ err: toError(thrown) }, 'the nightly backup failed')
  }
}
