import { join } from 'node:path'
import { schedule as cron, type ScheduledTask } from 'node-cron'
import { openStore, type Store } from '../db/client.ts'
import { resetLedger } from '../db/queries/reset.ts'
import { addTranscript, countOutgoing, failedMessages } from '../db/queries/traffic.ts'
import { type Clock, systemClock, type VirtualClock } from './clock.ts'
import type { Config } from './config.ts'
import { toError, UserError } from './core/errors.ts'
import type { IncomingMessage } from './core/message.ts'
import type { OutgoingMessage, Platform, PlatformHost, Receipt } from './core/platform.ts'
import { type Command, type Commands, indexCommands } from './domain/command.ts'
import { createHouseKeeper, type HouseKeeper } from './domain/house.ts'
import type { Schedule } from './domain/schedule.ts'
import { createFileFetcher } from './frame/files.ts'
import { createIntake, replayFailed } from './frame/intake.ts'
import { createLanes } from './frame/lanes.ts'
import { loadFolder } from './frame/load-folder.ts'
import { backUpNightly } from './frame/nightly-backup.ts'
import { createOutbox } from './frame/outbox.ts'
import { createFileMaker } from './frame/render-files.ts'
import { createScheduler, type RunRecord, type Scheduler } from './frame/scheduler.ts'
import { advanceClock, restoreClock, storeClock } from './frame/virtual-time.ts'
import type { Log } from './log.ts'
import { watchPacks } from './pack-files.ts'
import { createSandboxPlatform, type SandboxPlatform } from './platforms/sandbox/index.ts'

/** The running house: everything that the web and the shell can ask of it. */
export interface App {
  config: Config
  log: Log
  store: Store
  clock: Clock
  commands: Commands
  keepHouse: HouseKeeper
  scheduler: Scheduler
  platforms: Map<string, Platform>
  /** Only when the sandbox is on. */
  sandbox: Sandbox | null
  receive(message: IncomingMessage): Promise<Receipt>
  /** Runs what is due and sends what waits. */
  tick(): Promise<RunRecord[]>
  /** When the scheduler last looked, epoch ms; null before the first time. */
  lastTickAt(): number | null
  outboxCounts(): Promise<{ queued: number; failed: number }>
  /** Handles again what failed before; returns how many messages that were. */
  replay(): Promise<number>
  start(): Promise<void>
  /** Finishes what was accepted, then closes. */
  stop(): Promise<void>
}

/** The sandbox's own powers. */
export interface Sandbox {
  platform: SandboxPlatform
  clock: VirtualClock
  /** Moves the virtual clock forward; everything due in between happens in order. */
  advance(target: number): Promise<RunRecord[]>
  /** Starts afresh at `now` (default: as at the start). */
  reset(now: number | undefined): Promise<void>
}

const root = new URL('../', import.meta.url)

/** Loads the commands of commands/. */
export async function loadCommands(): Promise<Commands> {
  const loaded = (await loadFolder(new URL('commands/', root))) as Map<string, Command>
  for (const [file, command] of loaded) {
    if (command.name !== file) throw new Error(`commands/${file} declares the name ${command.name}`)
  }
  return indexCommands([...loaded.values()])
}

/** Loads the schedules of schedules/. */
export async function loadSchedules(): Promise<Map<string, Schedule>> {
  return (await loadFolder(new URL('schedules/', root))) as Map<string, Schedule>
}

/** A platform without an adapter would take no message: better to say so at the start. */
function checkPlatforms(config: Config, given: Platform[]): void {
  const missing = config.platforms.filter((name) => name !== 'sandbox' && !given.some((platform) => platform.name === name))
  if (missing.length === 0) return
  throw new UserError(
    `平台 ${missing.join('、')} 的接入还没有装上，本版本只能使用 sandbox（演练场）。请改 PLATFORMS，或去掉相应的账号配置。`,
  )
}

/** Opens the database and puts the house together; nothing moves until `start`. */
export async function createApp(options: { config: Config; log: Log; platforms?: Platform[]; clock?: Clock }): Promise<App> {
  const { config, log } = options
  checkPlatforms(config, options.platforms ?? [])
  const commands = await loadCommands()
  const schedules = await loadSchedules()
  const keepHouse = createHouseKeeper(watchPacks(config.packs, { commands: commands.all, schedules }, log))
  const store = openStore(config.databaseFile, { exclusive: true, backupDir: join(config.dataDir, 'backups') })
  const virtual = config.platforms.includes('sandbox') ? await restoreClock(store, config.sandboxNow) : null
  const clock = options.clock ?? virtual ?? systemClock
  const sandboxPlatform = virtual ? makeSandboxPlatform(store, clock, config.dataDir) : null
  const platforms = new Map(
    [...(options.platforms ?? []), ...(sandboxPlatform ? [sandboxPlatform] : [])].map((platform) => [platform.name, platform]),
  )
  const scheduler = createScheduler({ store, keepHouse, schedules, commands, quiet: config.quietHours, log })
  const engine = startEngine({ config, log, store, clock, commands, keepHouse, platforms, scheduler })
  const sandbox = sandboxPlatform && virtual ? makeSandbox({ config, store, scheduler, engine }, sandboxPlatform, virtual) : null
  return {
    config,
    log,
    store,
    clock,
    commands,
    keepHouse,
    scheduler,
    platforms,
    sandbox,
    receive: engine.receive,
    tick: engine.tick,
    lastTickAt: engine.lastTickAt,
    outboxCounts: () => countOutgoing(store.read),
    replay: async () => await replayFailed(engine.receive, await failedMessages(store.read, REPLAY_LIMIT)),
    async start() {
      await keepHouse(store.read)
      if (virtual) await storeClock(store, virtual)
      await engine.start()
    },
    async stop() {
      await engine.stop()
      if (virtual) await storeClock(store, virtual)
      await store.close()
    },
  }
}

/** Failed messages that one replay takes at the most. */
const REPLAY_LIMIT = 1000

/** What moves: intake, outbox, file fetcher and the ticking scheduler. */
interface Engine extends Pick<App, 'receive' | 'tick' | 'lastTickAt' | 'start' | 'stop'> {
  /** Runs work on the scheduler's time, one piece after another. */
  inTime<T>(work: () => Promise<T>): Promise<T>
  /** What `tick` does, for work that already has the scheduler's time. */
  work(): Promise<RunRecord[]>
}

type EngineParts = Pick<App, 'config' | 'log' | 'store' | 'clock' | 'commands' | 'keepHouse' | 'platforms' | 'scheduler'>

function startEngine(parts: EngineParts): Engine {
  const { config, clock, platforms, scheduler, log } = parts
  const outbox = createOutbox(parts)
  const files = createFileFetcher({ ...parts, dataDir: config.dataDir })
  const committed = (what: { files: boolean }): void => {
    outbox.wake()
    if (what.files) void files.flush()
  }
  const makeFiles = createFileMaker(config.dataDir)
  const intake = createIntake({ ...parts, botNames: config.botNames, quiet: config.quietHours, makeFiles, committed })
  const inOrder = createLanes()
  const inTime = <T>(work: () => Promise<T>): Promise<T> => inOrder('time', work)
  const running = new Set<Promise<unknown>>()
  let lastTick: number | null = null
  const timers: ScheduledTask[] = []

  async function work(): Promise<RunRecord[]> {
    const records = await scheduler.runDue(clock.now())
    lastTick = clock.now()
    await outbox.flush()
    return records
  }
  function receive(message: IncomingMessage): Promise<Receipt> {
    const handled = intake(message)
    running.add(handled)
    return handled.finally(() => running.delete(handled))
  }
  const tick = (): Promise<RunRecord[]> => inTime(work)
  const hostOf = (platform: Platform): PlatformHost => ({
    receive,
    chatGone: (chatId, reason) => log.warn({ platform: platform.name, chatId, reason }, 'a chat is gone'),
    trouble: (words) => log.error({ platform: platform.name }, words),
    called() {},
  })
  return {
    receive,
    tick,
    work,
    inTime,
    lastTickAt: () => lastTick,
    async start() {
      for (const platform of platforms.values()) await platform.start(hostOf(platform))
      await files.flush()
      await tick()
      timers.push(cron('* * * * *', () => void tick(), { timezone: 'Asia/Shanghai', noOverlap: true }))
      if (!platforms.has('sandbox')) timers.push(cron('30 2 * * *', () => void backUp(parts), { timezone: 'Asia/Shanghai' }))
    },
    async stop() {
      for (const timer of timers) await timer.stop()
      for (const platform of platforms.values()) await platform.stop()
      await Promise.allSettled(running)
      await inTime(async () => {})
      await outbox.flush()
      await files.flush()
    },
  }
}

/** The nightly copy of a real ledger; the sandbox's is not worth one. */
async function backUp({ store, config, clock, log }: EngineParts): Promise<void> {
  try {
    await backUpNightly(store, join(config.dataDir, 'backups'), clock.now())
    log.info('nightly backup made')
  } catch (thrown) {
    log.error({ err: toError(thrown) }, 'the nightly backup failed')
  }
}

function makeSandbox(
  parts: Pick<App, 'config' | 'store' | 'scheduler'> & { engine: Engine },
  platform: SandboxPlatform,
  clock: VirtualClock,
): Sandbox {
  const { config, store, scheduler, engine } = parts
  return {
    platform,
    clock,
    advance: (target) => engine.inTime(() => advanceClock({ store, clock, scheduler, tick: engine.work }, target)),
    reset: (now) => engine.inTime(() => resetSandbox(store, clock, now ?? config.sandboxNow ?? Date.now())),
  }
}

function makeSandboxPlatform(store: Store, clock: Clock, dataDir: string): SandboxPlatform {
  async function show(chatId: string, message: OutgoingMessage): Promise<void> {
    const files = (message.content.files ?? []).map(({ name, mime, path }) => ({ name, mime, url: `/sandbox/files/${path}` }))
    const buttons = (message.content.buttons ?? []).map((button) => ({ id: button.says, text: button.text }))
    await store.transaction((tx) => addTranscript(tx, { chatId, at: clock.now(), sender: 'bot', text: message.text, files, buttons }))
  }
  return createSandboxPlatform({ dataDir, show })
}

async function resetSandbox(store: Store, clock: VirtualClock, now: number): Promise<void> {
  await store.transaction(resetLedger)
  clock.set(now)
  await storeClock(store, clock)
}
