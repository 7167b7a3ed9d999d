import type { Entry } from '../core/nouns.ts'
import type { Receiver } from '../core/reply.ts'
import type { ReportCommand } from './command.ts'
import type { House } from './house.ts'
import { shownName } from './scope.ts'

/** A case as it is told to somebody: the report command says how its kind is called and which field holds what it is about. */
export interface ToldCase {
  entry: Entry
  command: ReportCommand | undefined
  to: Receiver
}

/** Longer texts are cut: the whole is a 查 away. */
const MOST_WORDS = 80

/** #1027 铺仔村 王*态（风险）, #1030 核对监测户台账（任务）: so many words at the most, and in groups nothing that may not stand there (interface §2). */
export function caseTitle(house: House, told: ToldCase, most = MOST_WORDS): string {
  return `#${told.entry.no} ${aboutWords(house, told, most)}（${told.command?.title ?? ''}）`
}

/** What is to be done about it; of a household's case groups are not told the details behind the colon (落实措施1). */
export function deedWords({ entry, to }: ToldCase, what: string): string {
  return 'unitId' in to && entry.householdId !== null ? what.replace(/：.*$/s, '') : what
}

/** What it is about; of a household the village and the head, masked where the receiver's chat asks for it (interface §2). */
function aboutWords(house: House, { entry, command, to }: ToldCase, most: number): string {
  const { directory } = house
  const unit = directory.unit(entry.unitId).name
  const household = directory.household(entry.householdId ?? -1)
  if (household) {
    const [group] = 'unitId' in to ? directory.groupsOf(to.unitId) : []
    const chat = group ?? { kind: 'direct', unitId: null, outsiders: false }
    return `${unit} ${shownName({ chat, house }, household.head)}`
  }
  if ('unitId' in to && command?.secret) return unit
  const main = Object.entries(command?.fields ?? {}).find(([, spec]) => spec.main)?.[0]
  const words = [...String(entry.fields[main ?? ''] ?? '').replace(/\s+/g, ' ')]
  const about = words.length > most ? `${words.slice(0, most).join('')}…` : words.join('')
  return about === '' ? unit : about
}
