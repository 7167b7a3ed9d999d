import type { Example } from './command.ts'
import { villagesOf } from './denominator.ts'
import type { House } from './house.ts'
import { mustMask, type Standpoint, speakingPost } from './scope.ts'

/** Names that stand in where the roster has none to show, or where names may not be shown. */
const madeUp = ['王亦态', '李秀兰']
const MADE_UP_NO = '1027'

/**
 * An example as this speaker can type it: {户主} and {户主2} become households of his own villages whose names are unmistakable there,
 * {村} a village, {单位} his unit, {编号} `no`. The same roster gives the same words. Above village level made-up names stand in.
 */
export function fillExample(context: Standpoint, example: Example, no: string = MADE_UP_NO): string {
  const { house } = context
  const unitId = speakingPost(context)?.unitId
  const villages = unitId === undefined ? [] : villagesNear(house, unitId)
  // One that has people shows best what can be asked about it.
  const village = villages.find((id) => house.directory.households(id).length > 0) ?? villages[0]
  const [first, second] = mustMask(context) ? madeUp : [...clearHeads(context, villages), ...madeUp]
  const words: Record<string, string> = {
    户主: first ?? '',
    户主2: second ?? '',
    村: village === undefined ? '铺仔村' : house.directory.unit(village).name,
    单位: unitId === undefined ? '马岭镇' : house.directory.unit(unitId).name,
    编号: no,
  }
  return example.say.replace(/\{(户主2?|村|单位|编号)\}/g, (whole, key: string) => words[key] ?? whole)
}

/** Villages of the unit; who stands beside the line (督查组, departments) sees those of the unit above. */
function villagesNear(house: House, unitId: number): number[] {
  const own = villagesOf(house, unitId)
  const { parentId } = house.directory.unit(unitId)
  return own.length > 0 || parentId === null ? own : villagesOf(house, parentId)
}

/** The first two heads of the first village with people whose names nobody else in these villages bears. */
function clearHeads({ house: { directory, lexicon } }: Standpoint, villages: number[]): string[] {
  const found: string[] = []
  for (const { head, until } of directory.households(villages.find((id) => directory.households(id).length > 0) ?? 0)) {
    if (until !== null) continue
    const named = lexicon.resolveHousehold(head, villages)
    if (named.kind === 'found' && named.rule === 'exact') found.push(head)
    if (found.length === 2) break
  }
  return found
}
