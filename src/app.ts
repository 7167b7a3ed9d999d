import { join } from 'node:path'
import { openStore, type Store } from '../db/client.ts'
import { ledgerColumns } from '../db/ledger-columns.ts'
import { resetLedger } from '../db/queries/reset.ts'
import { addTranscript, countOutgoing, failedMessages } from '../db/queries/traffic.ts'
import { type Clock, systemClock, type VirtualClock } from './clock.ts'
import type { Config } from './config.ts'
import { toError } from './core/errors.ts'
import type { IncomingMessage } from './core/message.ts'
import type { OutgoingMessage, Platform, Receipt } from './core/platform.ts'
import { caseCommands } from './domain/case-commands.ts'
import { type Command, type Commands, indexCommands } from './domain/command.ts'
import { createHouseKeeper, type HouseKeeper } from './domain/house.ts'
import type { Reach } from './domain/reach.ts'
import type { Schedule } from './domain/schedule.ts'
import { workflows } from './domain/workflows/all.ts'
import { createEngine, type Engine } from './engine.ts'
import type { CallReport } from './frame/allowance.ts'
import { replayFailed } from './frame/intake.ts'
import { loadFolder } from './frame/load-folder.ts'
import { createScheduler, type RunRecord, type Scheduler } from './frame/scheduler.ts'
import { advanceClock, restoreClock, storeClock } from './frame/virtual-time.ts'
import type { Log } from './log.ts'
import { openPlatforms } from './open-platforms.ts'
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
  /** How the month's calls stand, of platforms that allow so many. */
  calls(): CallReport[]
  /** Sendings repeated because a crash or a lost answer left open whether they had been taken. */
  possiblyRepeated(): number
  /** Resolves when a file that a reply announced is there, or cannot be made. */
  fileMade(path: string): Promise<void>
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
  return indexCommands([...loaded.values(), ...caseCommands(workflows.values())])
}

/** Loads the schedules of schedules/. */
export async function loadSchedules(): Promise<Map<string, Schedule>> {
  return (await loadFolder(new URL('schedules/', root))) as Map<string, Schedule>
}

/** Opens the database and puts the house together; nothing moves until `start`. */
export async function createApp(options: { config: Config; log: Log; platforms?: Platform[]; clock?: Clock }): Promise<App> {
  const { config, log } = options
  const commands = await loadCommands()
  const schedules = await loadSchedules()
  const store = openStore(config.databaseFile, { exclusive: true, backupDir: join(config.dataDir, 'backups') })
  const virtual = config.platforms.includes('sandbox') ? await restoreClock(store, config.sandboxNow) : null
  const clock = options.clock ?? virtual ?? systemClock
  const sandboxPlatform = virtual ? makeSandboxPlatform(store, clock, config.dataDir) : null
  const opened = [
    ...openPlatforms({ config, store, clock, log }),
    ...(options.platforms ?? []),
    ...(sandboxPlatform ? [sandboxPlatform] : []),
  ]
  const platforms = new Map(opened.map((platform) => [platform.name, platform]))
  const keepHouse = createHouseKeeper(watchPacks(config.packs, { commands: commands.all, schedules }, log), clock, reachOf(platforms))
  const scheduler = createScheduler({ store, keepHouse, schedules, commands, quiet: config.quietHours, log })
  const engine = createEngine({ config, log, store, clock, commands, keepHouse, platforms, scheduler })
  const sandbox = sandboxPlatform && virtual ? makeSandbox({ config, store, scheduler, engine }, sandboxPlatform, virtual) : null
  let columnsReady = Promise.resolve()
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
    calls: () => engine.allowance.report(clock.now()),
    possiblyRepeated: engine.outbox.possiblyRepeated,
    fileMade: engine.madeFiles.made,
    replay: async () => await replayFailed(engine.receive, await failedMessages(store.read, REPLAY_LIMIT)),
    async start() {
      await keepHouse(store.read)
      if (virtual) await storeClock(store, virtual)
      await engine.start()
      // Figures are made ready while nobody waits for them; who asks earlier waits for the rest.
      columnsReady = ledgerColumns(store.read).then(
        () => {},
        (thrown: unknown) => log.error({ err: toError(thrown) }, 'the ledger could not be read'),
      )
    },
    async stop() {
      await engine.stop()
      await columnsReady
      if (virtual) await storeClock(store, virtual)
      await store.close()
    },
  }
}

/** Whom the platforms let us write to. */
function reachOf(platforms: Map<string, Platform>): Reach {
  return {
    state: (name) => platforms.get(name)?.state() ?? null,
    directChatOf: (name, userId) => platforms.get(name)?.directChatOf(userId) ?? null,
    unaskedChatOf: (name, chatId) => platforms.get(name)?.unaskedChatOf?.(chatId) ?? chatId,
    capabilities: (name) => platforms.get(name)?.capabilities ?? null,
  }
}

/** Failed messages that one replay takes at the most. */
const REPLAY_LIMIT = 1000

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
