import type { Command } from './command.ts'
import { kindsOf, type Pack } from './pack.ts'

/** What is no fault, but may be a slip: words that no command offers, notices that will never have anything to tell. */
export function packHints(pack: Pack, commands: readonly Command[]): string[] {
  return [...strangeClasses(pack, commands), ...idleNotices(pack)]
}

/** Classes that people may choose freely (会议的类型): what the pack writes has to be typed just so. */
function strangeClasses(pack: Pack, commands: readonly Command[]): string[] {
  const { projects, duties, schedules, themes } = pack
  const meetings = schedules.flatMap(({ run, with: settings }) =>
    run === 'meeting-followup' ? settings.class : run === 'bulletin' ? settings.meeting : [],
  )
  const written = [
    ...duties
      .filter((duty) => kindsOf(duty)[0] !== 'indicator')
      .flatMap(({ report }) => (report.class ?? []).map((name) => [report.kind, name] as const)),
    ...themes.map((theme) => ['issue', theme.class] as const),
    ...[...(projects?.milestones ?? []), ...(projects?.targets ?? []), ...(projects?.nextYear ? [projects.nextYear] : [])]
      .flatMap(({ classes }) => classes)
      .map((name) => ['project', name] as const),
    ...meetings.flatMap((name) => (typeof name === 'string' ? [['meeting', name] as const] : [])),
  ]
  const hints = written.flatMap(([kind, name]) => {
    const command = commands.find((one) => one.name === kind)
    const field = command?.form === 'report' && command.classField ? command.fields[command.classField] : undefined
    const isKnown = field?.options?.some((option) => option.name === name) ?? true
    return isKnown ? [] : [`${command?.title ?? kind}的类别“${name}”程序里没有，报的时候照这个词写才算，请核对没有写错。`]
  })
  return [...new Set(hints)]
}

/** The section of a pack without which a kind of notice has nothing to tell. */
const needs: Record<string, keyof Pack> = {
  'campaign-countdown': 'campaign',
  'daily-question': 'dailyQuestions',
  materials: 'materials',
  'policy-check': 'policies',
  theme: 'themes',
  thresholds: 'thresholds',
  'yearly-score': 'score',
}

function idleNotices(pack: Pack): string[] {
  return pack.schedules.flatMap(({ run, title }) => {
    const section = needs[run]
    const written = section && pack[section]
    const isEmpty = section !== undefined && (written === undefined || (Array.isArray(written) && written.length === 0))
    return isEmpty ? [`“${title}”不会发：规则包里没有写 ${section}。`] : []
  })
}
