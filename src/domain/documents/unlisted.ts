import { type Block, text } from '../../core/blocks.ts'

/** ……还有 4 个单位没列出: what a list leaves out is counted, and how to see it is said. `ask` is what is asked of a unit by its name (走访 进度). */
export function unlistedUnits(units: readonly { unit: { name: string } }[], ask: string): Block[] {
  return unlistedWords(units.length, '个单位', `${units[0]?.unit.name ?? ''} ${ask}`)
}

/** The same of others than units, of which a unit's are asked for; `left` may be none. */
export function unlistedWords(left: number, measure: string, example: string): Block[] {
  return left > 0 ? [text(`……还有 ${left} ${measure}没列出，请写上单位问，例如：${example}`)] : []
}
