import type { Command } from './command.ts'
import { type Duty, kindsOf, lineFinder, type Pack, type PackFault, type PackPath, parsePack } from './pack.ts'
import { explainIssue } from './pack-issues.ts'
import type { Schedule } from './schedule.ts'

/** What a pack may refer to: what can be reported, and what can be scheduled. */
export interface PackSurroundings {
  commands: Command[]
  schedules: Map<string, Schedule>
}

/** Reads a pack and also checks what it names outside itself: kinds and classes of reports, scheduled notices and their settings. */
export function checkPack(yaml: string, surroundings: PackSurroundings): { pack: Pack } | { faults: PackFault[] } {
  const read = parsePack(yaml)
  if ('faults' in read) return read
  const lineOf = lineFinder(yaml)
  const found = [...dutyFaults(read.pack, surroundings.commands), ...scheduleFaults(read.pack, surroundings.schedules)]
  const faults = found.map(({ path, message }) => ({ line: lineOf(path), message: `${path.map(String).join(' › ')}：${message}` }))
  return faults.length > 0 ? { faults } : read
}

function dutyFaults(pack: Pack, commands: Command[]): { path: PackPath; message: string }[] {
  return pack.duties.flatMap((duty, index) => kindsOf(duty).flatMap((kind) => kindFaults(duty, { kind, index, commands })))
}

function kindFaults(duty: Duty, about: { kind: string; index: number; commands: Command[] }): { path: PackPath; message: string }[] {
  const { kind, index, commands } = about
  const report = commands.find((command) => command.name === kind)
  if (report?.form === 'report') {
    if (kind !== duty.report.kind) return []
    const unknown = unknownClasses(duty, report.classField ? report.fields[report.classField] : undefined)
    return unknown.length === 0
      ? []
      : [{ path: ['duties', index, 'report', 'class'], message: `没有“${unknown.join('、')}”这一类：请检查拼写` }]
  }
  const kinds = commands.filter((command) => command.form === 'report').map((command) => `${command.name}（${command.title}）`)
  return [{ path: ['duties', index, 'report', 'kind'], message: `没有“${kind}”这种报送：可写 ${kinds.join('、')}` }]
}

function unknownClasses({ report }: Duty, field: { options?: { name: string }[]; open?: boolean } | undefined): string[] {
  const options = field?.options
  if (!options || field.open) return []
  return (report.class ?? []).filter((name) => !options.some((option) => option.name === name))
}

function scheduleFaults(pack: Pack, schedules: Map<string, Schedule>): { path: PackPath; message: string }[] {
  return pack.schedules.flatMap((entry, index) => {
    const schedule = schedules.get(entry.run)
    if (!schedule) {
      const known = [...schedules.keys()].join('、')
      return [{ path: ['schedules', index, 'run'], message: `没有“${entry.run}”这种定时通知：可写 ${known}` }]
    }
    const settings: PackPath = ['schedules', index, 'with']
    const issues = schedule.settings.safeParse(entry.with, { error: explainIssue }).error?.issues ?? []
    const { ranking } = entry.with
    const lost = typeof ranking === 'string' && !pack.rankings.some(({ id }) => id === ranking)
    return [
      ...issues.map((issue) => ({ path: [...settings, ...issue.path], message: issue.message })),
      ...(lost ? [{ path: [...settings, 'ranking'], message: `没有编号为 ${ranking} 的排名（rankings）` }] : []),
    ]
  })
}
