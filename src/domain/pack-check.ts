import type { Command } from './command.ts'
import { type Duty, kindsOf, type Pack, type PackFault, parsePack } from './pack.ts'
import type { Found } from './pack-cross-check.ts'
import { scheduleFaults } from './pack-schedule-check.ts'
import type { Schedule } from './schedule.ts'
import { workflows } from './workflows/all.ts'

/** What a pack may refer to: what can be reported, and what can be scheduled. */
export interface PackSurroundings {
  commands: Command[]
  schedules: Map<string, Schedule>
}

/** Reads a pack and also checks what it names outside itself: kinds and classes of reports, scheduled notices and their settings. */
export function checkPack(yaml: string, surroundings: PackSurroundings): { pack: Pack } | { faults: PackFault[] } {
  return parsePack(yaml, (pack) => [
    ...dutyFaults(pack, surroundings.commands),
    ...awardFaults(pack, surroundings.commands),
    ...scheduleFaults(pack, surroundings.schedules),
  ])
}

/** Awards are earned by results, which are entered by 结果: what that command does not take can never be earned (B18). */
function awardFaults({ awards }: Pack, commands: Command[]): Found[] {
  const command = commands.find(({ name }) => name === 'result')
  const { type, grade } = command?.form === 'report' ? command.fields : {}
  const names = (field: { options?: { name: string }[] } | undefined): string[] => field?.options?.map(({ name }) => name) ?? []
  return awards.flatMap((award, index) => [
    ...strange(names(type), award.result).map((known) => ({
      path: ['awards', index, 'result'],
      message: `没有“${award.result}”这种结果：可写 ${known}`,
    })),
    ...strange(names(grade), award.grade).map((known) => ({
      path: ['awards', index, 'grade'],
      message: `没有“${award.grade}”这个等次：可写 ${known}`,
    })),
  ])
}

/** What could have been written, when it was not. */
function strange(known: string[], name: string): string[] {
  return known.length === 0 || known.includes(name) ? [] : [known.join('、')]
}

function dutyFaults(pack: Pack, commands: Command[]): Found[] {
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

function kindFaults(duty: Duty, about: { kind: string; index: number; commands: Command[] }): Found[] {
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
