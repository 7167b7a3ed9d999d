import { isOrdinaryWord } from '../language/names/words.ts'
import type { House } from './house.ts'
import { maskName } from './scope.ts'

/** Behind a name: it is a household that is spoken of (徐武义家低保, not 徐武义家访). */
const OF_HOUSEHOLD = /^(?:家(?!访)|户(?!主))/

/**
 * Words that people typed, with the heads of households masked whom the roster knows (interface §2). Names of cadres stay, unless it
 * is plainly their household that is meant; so do words and units that are spelt like a head.
 */
export function maskHeads({ directory, lexicon }: House, words: string): string {
  const { root } = directory
  const heads = root ? lexicon.findHouseholdsAnywhere(words, lexicon.villagesIn([root.id])) : []
  let shown = ''
  let at = 0
  for (const { start, end } of heads) {
    const name = words.slice(start, end)
    const isHousehold = OF_HOUSEHOLD.test(words.slice(end, end + 2))
    const isOther = directory.hasPerson(name) || isOrdinaryWord(name)
    const stays = (isOther && !isHousehold) || isPartOfUnit(directory, words, { start, end })
    shown += words.slice(at, start) + (stays ? name : maskName(name))
    at = end
  }
  return shown + words.slice(at)
}

/** Do these characters stand in the name of a unit (马岭 of 马岭镇)? */
function isPartOfUnit({ units }: House['directory'], words: string, { start, end }: { start: number; end: number }): boolean {
  const part = words.slice(start, end)
  return units.some(({ name, officialName, aliases }) =>
    [name, officialName, ...aliases].some((full) => full.includes(part) && words.startsWith(full, start - full.indexOf(part))),
  )
}
