import type { App, Sandbox } from '../app.ts'
import { parseInstant, toIso } from '../clock.ts'
import { allSchedules } from '../domain/house.ts'
import { addDuration } from './duration.ts'
import { badRequest } from './problem.ts'

/** A schedule that ran while the clock moved. */
interface Ran {
  schedule: string
  title: string
  dueAt: string
  notices: number
}

/** More is a typing error, and would keep the server busy for long. */
const FARTHEST_MS = 10 * 366 * 86_400_000

/** Moves the virtual clock forward, to a time or by a duration; 400 for what cannot be read, goes back or leads too far. */
export async function moveClock(
  app: App,
  sandbox: Sandbox,
  move: { to?: string | undefined; advance?: string | undefined },
): Promise<{ now: string; ran: Ran[] }> {
  const now = sandbox.clock.now()
  const target = readTarget(move, now)
  // Times are told in whole seconds: the one that was told a moment ago is not in the past.
  if (target < Math.floor(now / 1000) * 1000)
    throw badRequest(`时间只能往前走：现在是 ${toIso(now)}，不能回到 ${toIso(target)}。要从头再来请用重置。`)
  if (target - now > FARTHEST_MS) throw badRequest('一次最多往前走十年，请分几次走。')
  const ran = await sandbox.advance(target)
  const house = await app.keepHouse(app.store.read)
  const titles = new Map(allSchedules(house).map(({ id, entry }) => [id, entry.title]))
  return {
    now: toIso(sandbox.clock.now()),
    ran: ran.map(({ schedule, dueAt, notices }) => ({ schedule, title: titles.get(schedule) ?? '关账', dueAt: toIso(dueAt), notices })),
  }
}

function readTarget({ to, advance }: { to?: string | undefined; advance?: string | undefined }, now: number): number {
  if ((to === undefined) === (advance === undefined)) throw badRequest('请写 to（走到什么时间）或 advance（往前走多久），只写一个。')
  return to === undefined ? readAdvance(advance ?? '', now) : readInstant('to', to)
}

function readAdvance(duration: string, now: number): number {
  const target = addDuration(now, duration)
  if (target === null)
    throw badRequest(`advance：看不懂“${duration}”，请写 P1D（一天）、PT2H（两小时）、P1W（一周）或 P1M（一个月）这样的时长`)
  return target
}

/** A time as ISO 8601; 400 naming the field when it is none. */
export function readInstant(field: string, text: string): number {
  const instant = parseInstant(text)
  if (Number.isNaN(instant)) throw badRequest(`${field}：看不懂“${text}”，请写 2023-06-15T09:00:00+08:00 这样的时间`)
  return instant
}
