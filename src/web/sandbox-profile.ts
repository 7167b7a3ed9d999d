import type { App } from '../app.ts'
import { toDate } from '../clock.ts'
import type { Chat, Member } from '../core/nouns.ts'
import type { Command, Commands } from '../domain/command.ts'
import { fillExample } from '../domain/examples.ts'
import { deadlineWords } from '../domain/figure-notes.ts'
import { percent } from '../domain/figures.ts'
import { allDuties, type House } from '../domain/house.ts'
import { runningWord } from '../domain/periods.ts'
import { dutyPeriod, isCoverage, isDone, measureOf, type Standing, standings } from '../domain/progress.ts'
import { isAdmin } from '../domain/scope.ts'
import { toUnit } from './entry-view.ts'

/** One duty of the speaker or of a unit in which he holds a post. */
interface Owed {
  title: string
  unit: { code: string; name: string }
  done: number
  required: number
  rate: number | null
  target: number | null
  state: 'ok' | 'behind' | 'done'
  text: string
}

/** Who the speaker is. */
export function describeMember(house: House, member: Member, memberId: string): object {
  const posts = member.posts.map(({ unitId, title, role }) => ({ unit: toUnit(house, unitId), title, role }))
  return { id: memberId, name: member.name, posts }
}

/** What the speaker himself and the units of his posts owe now. */
export async function listOwed({ store, clock }: Pick<App, 'store' | 'clock'>, house: House, member: Member): Promise<Owed[]> {
  const now = clock.now()
  const roots = [...new Set(member.posts.map((post) => post.unitId))]
  const owed: Owed[] = []
  for (const packDuty of allDuties(house)) {
    const all = await standings({ db: store.read, house }, packDuty, { period: dutyPeriod(packDuty, toDate(now)), now, roots })
    const own = all.filter(({ subject }) => (subject.type === 'unit' ? roots.includes(subject.id) : subject.id === member.id))
    owed.push(...own.map((standing) => toOwed(house, standing)))
  }
  return owed
}

function toOwed(house: House, standing: Standing): Owed {
  const { duty, subject, done, required, rate, target } = standing
  return {
    title: duty.title,
    unit: toUnit(house, subject.unitId),
    done,
    required,
    rate,
    target,
    state: stateOf(standing),
    text: describe(standing),
  }
}

function stateOf(standing: Standing): Owed['state'] {
  if (isDone(standing)) return 'done'
  const { rate, target, overdue } = standing
  return overdue || (target !== null && (rate ?? 0) < target) ? 'behind' : 'ok'
}

/** 今年 212/350 户，应到 50%，已到 61%; 本月 0/1 次，6月25日 18:00前. */
function describe({ duty, done, required, rate, target, deadline, overdue }: Standing): string {
  const when = runningWord(duty.every)
  if (!isCoverage(duty)) return `${when} ${done}/${required} 次，${deadlineWords(deadline)}前${overdue ? '（已逾期）' : ''}`
  return `${when} ${done}/${required} ${measureOf(duty)}，应到 ${percent(target ?? 0)}，已到 ${percent(rate ?? 0)}`
}

/** More buttons than this are no longer quick. */
const MOST_REPORTS = 7
const MOST_QUERIES = 5

/** Buttons from the examples of the reports and questions that the speaker may use, in the order of the help. */
export function listQuick(commands: Commands, house: House, place: { member: Member; chat: Chat }): { text: string; says: string }[] {
  const { member, chat } = place
  const byForm = (form: Command['form']): Command[] => commands.all.filter((command) => command.form === form && mayUse(command, member))
  const offered = [...byForm('report').slice(0, MOST_REPORTS), ...byForm('query').slice(0, MOST_QUERIES)]
  return offered.flatMap((command) => {
    const example = command.examples.find((candidate) => candidate.after === undefined)
    return example ? [{ text: command.title, says: fillExample({ house, speaker: member, chat }, example) }] : []
  })
}

function mayUse(command: Command, member: Member): boolean {
  return isAdmin(member) || member.posts.some((post) => command.roles.includes(post.role))
}
