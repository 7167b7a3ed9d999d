import type { FieldSpec } from '../core/fields.ts'
import type { Household } from '../core/nouns.ts'
import { readField } from '../language/report.ts'
import type { SpeakerContext } from './context.ts'
import { shownName } from './scope.ts'

const headField: FieldSpec = { type: 'household', label: '户主', required: true }

/** A household of the speaker's scope by its head's name; a Chinese sentence says why there is none. */
export function householdNamed(context: SpeakerContext, head: string): Household | string {
  const { ids, ask } = readField(head, 'household', headField, context.reading)
  const household = typeof ids === 'number' ? context.house.directory.household(ids) : undefined
  if (household) return household
  const offered = (ask?.candidates ?? []).map((candidate) => `${shownName(context, candidate.name)}（${candidate.note}）`)
  return offered.length > 0
    ? `“${head.trim()}”可能是：${offered.join('、')}。请带上村名、村组写全名。`
    : `在您的范围内没有找到“${head.trim()}”这一户，请写户主全名。`
}
