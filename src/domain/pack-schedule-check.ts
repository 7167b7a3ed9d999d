import type { Pack, ScheduleEntry } from './pack.ts'
import { type Found, noneOf } from './pack-cross-check.ts'
import { explainIssue } from './pack-issues.ts'
import type { Schedule } from './schedule.ts'

/** What a pack's schedules name wrongly: kinds of notices, their settings, and rankings, duties and indicators of the pack. */
export function scheduleFaults(pack: Pack, schedules: ReadonlyMap<string, Schedule>): Found[] {
  return pack.schedules.flatMap((entry, index) => {
    const schedule = schedules.get(entry.run)
    if (!schedule) {
      const known = [...schedules.keys()].join('、')
      return [{ path: ['schedules', index, 'run'], message: `没有“${entry.run}”这种定时通知：可写 ${known}` }]
    }
    const issues = schedule.settings.safeParse(entry.with, { error: explainIssue }).error?.issues ?? []
    return [...issues, ...namedFaults(pack, entry)].map(({ path, message }) => ({ path: ['schedules', index, 'with', ...path], message }))
  })
}

/** Settings that name a part of the pack mean the same in every kind of notice: ranking, rankings, duties, group. */
function namedFaults(pack: Pack, { run, with: settings }: ScheduleEntry): Found[] {
  const { ranking, rankings, duties, group, every } = settings
  const rankingIds = pack.rankings.map(({ id }) => id)
  const dutyIds = pack.duties.map(({ id }) => id)
  const named = texts(duties)
  const others = pack.duties.filter((duty) => named.includes(duty.id) && duty.every !== every)
  const groups = new Set(pack.indicators.flatMap((indicator) => indicator.group ?? []))
  return [
    ...unknown(texts(ranking), rankingIds).map((id) => ({ path: ['ranking'], message: noneOf('排名（rankings）', id, rankingIds) })),
    ...unknown(texts(rankings), rankingIds).map((id) => ({ path: ['rankings'], message: noneOf('排名（rankings）', id, rankingIds) })),
    ...unknown(named, dutyIds).map((id) => ({ path: ['duties'], message: noneOf('规定动作（duties）', id, dutyIds) })),
    ...others.map((duty) => ({
      path: ['duties'],
      message: `“${duty.title}”的 every 是 ${duty.every}，和这里的 ${String(every)} 对不上：请改 every，或另写一条通知`,
    })),
    ...(run === 'indicator-review' && !groups.has(String(group))
      ? [{ path: ['group'], message: `没有“${String(group)}”这一组指标：请在 indicators 里给指标写 group` }]
      : []),
  ]
}

function unknown(ids: readonly string[], known: readonly string[]): string[] {
  return ids.filter((id) => !known.includes(id))
}

function texts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((item) => typeof item === 'string')
}
