import type { DateText } from '../clock.ts'
import type { Entry, Member } from '../core/nouns.ts'
import { expectedOf } from './cases.ts'
import type { House } from './house.ts'
import { isActor } from './workflows/actors.ts'
import { workflows } from './workflows/all.ts'

/** What is to be done to an entry. */
interface Deed {
  entry: Entry
  word: string
}

/** Who may do what a word says to the entry as it stands now; what is no step of its workflow (收到) anybody may. */
export function doerOf(ground: { house: House; today: DateText }, { entry, word }: Deed): (speaker: Member) => boolean {
  const workflow = workflows.get(entry.kind)
  const named = workflow?.actions.filter((action) => action.word === word && action.from.includes(entry.status)) ?? []
  const concern = { entry, expected: expectedOf(ground, entry), given: workflow?.given?.(entry) }
  return (speaker) => named.length === 0 || named.some(({ who }) => who.some((actor) => isActor({ ...ground, speaker }, concern, actor)))
}

/** Of those who may be asked the ones who may do it, so that nobody is reminded of what he is refused; all, where none may. */
export function doersAmong(ground: { house: House; today: DateText }, people: readonly Member[], deed: Deed): readonly Member[] {
  const able = people.filter(doerOf(ground, deed))
  return able.length > 0 ? able : people
}
