import type { Command } from './command.ts'
import { type Duty, kindsOf, lineFinder, type Pack, type PackFault, type PackPath, parsePack } from './pack.ts'
import { explainIssue } from './pack-issues.ts'
import type { Schedule } from './schedule.ts'
import { workflows } from './workflows/all.ts'

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
  return pack.duties.flatMap((duty, index) => [
    ...kindsOf(duty).flatMap((kind) => kindFaults(duty, { kind, index, commands })),
    ...reportFaults(pack, duty).map(({ key, message }) => ({ path: ['duties', index, 'report', key], message })),
  ])
}

/** States that no workflow knows, groups of indicators that are declared nowhere, a theme where the pack names none. */
function reportFaults(pack: Pack, { report }: Duty): { key: string; message: string }[] {
  const { kind, class: classes = [], state = [], theme } = report
  const states = Object.entries(workflows.get(kind)?.states ?? {})
  const lost = state.filter((name) => !states.some(([known]) => known === name))
  const groups = pack.indicators.flatMap(({ group }) => group ?? [])
  const strange = kind === 'indicator' ? classes.filter((name) => !groups.includes(name)) : []
  const known = states.map(([name, { word }]) => `${name}（${word}）`)
  return [
    ...(lost.length > 0
      ? [
          {
            key: 'state',
            message: `没有“${lost.join('、')}”这种状态：${known.length > 0 ? `可写 ${known.join('、')}` : '这种报送没有状态'}`,
          },
        ]
      : []),
    ...(strange.length > 0 ? [{ key: 'class', message: `没有“${strange.join('、')}”这一组指标：请在 indicators 里给指标写 group` }] : []),
    ...(theme && pack.themes.length === 0 ? [{ key: 'theme', message: '要先在 themes 里写可以定哪些主题' }] : []),
  ]
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
    const { ranking, group, duties } = entry.with
    const unknown = Array.isArray(duties) ? duties.filter((id) => !pack.duties.some((duty) => duty.id === id)) : []
    const strange = entry.run === 'indicator-review' && !pack.indicators.some((indicator) => indicator.group === group)
    const lost = typeof ranking === 'string' && !pack.rankings.some(({ id }) => id === ranking)
    return [
      ...issues.map((issue) => ({ path: [...settings, ...issue.path], message: issue.message })),
      ...(unknown.length > 0 ? [{ path: [...settings, 'duties'], message: `没有编号为 ${unknown.join('、')} 的规定动作（duties）` }] : []),
      ...(strange ? [{ path: [...settings, 'group'], message: `没有“${String(group)}”这一组指标：请在 indicators 里给指标写 group` }] : []),
      ...(lost ? [{ path: [...settings, 'ranking'], message: `没有编号为 ${ranking} 的排名（rankings）` }] : []),
    ]
  })
}
