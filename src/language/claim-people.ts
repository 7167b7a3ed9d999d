import type { FieldSpec } from '../core/fields.ts'
import { claim, type Draft, isAlone, settle } from './draft.ts'
import { labelPatterns } from './labels.ts'
import type { NameFinding } from './names/lexicon.ts'

/** Words between the names of a row of people. */
const BETWEEN = /^(?:[、,\s]|和|与|跟|同)*$/
const WITH = /(?:我?(?:和|与|跟|同|陪同|会同))\s*(?:\p{Script=Han}{0,6}(?:书记|主任|队长|队员|网格员|同事|镇长|县长|局长|站长))?\s*$/u
const TOGETHER = /^\s*(?:书记|主任|队长|同志|镇长|县长|局长|站长)?(?:一起|一道|一同|一块)/

/** People of the roster behind the field's label (同行陈文博), or with whom something was done (和陈文博一起走访, before the verb also 我和陈文博今天走访). */
export function claimPeople(draft: Draft, key: string, spec: FieldSpec): boolean {
  const { message } = draft
  const { before } = labelPatterns(spec)
  for (const piece of draft.pool) {
    const part = message.text.slice(piece.start, piece.end)
    const row = rowOfPeople(part, message.lexicon.findMembers(part, message.speaker))
    const [first, last] = [row[0], row.at(-1)]
    if (first === undefined || last === undefined) continue
    const label =
      before.exec(part.slice(0, first.start)) ??
      (TOGETHER.test(part.slice(last.end)) || piece.end <= draft.from ? WITH.exec(part.slice(0, first.start)) : null)
    if (label === null) continue
    const end = last.end + (TOGETHER.exec(part.slice(last.end))?.[0].length ?? 0)
    const span = { start: piece.start + label.index, end: piece.start + end }
    if (isAlone(draft, span, piece)) claim(draft, span)
    const value = row.map((found) => message.lexicon.member(found.value)?.name ?? part.slice(found.start, found.end))
    return settle(draft, key, { value, ids: row.map((found) => found.value), rule: 'people', words: part.slice(first.start, last.end) })
  }
  return false
}

/** The first names that follow each other; none where one of them may be several. */
function rowOfPeople(part: string, found: NameFinding[]): NameFinding[] {
  const row: NameFinding[] = []
  for (const member of found) {
    if (row.length > 0 && !BETWEEN.test(part.slice(row.at(-1)?.end ?? 0, member.start))) break
    row.push(member)
  }
  return row.some(({ candidates }) => candidates !== undefined) ? [] : row
}
