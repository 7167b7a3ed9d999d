import type { FieldSpec, FieldType } from '../core/fields.ts'
import { claimDate, claimDue } from './claim-dates.ts'
import { claimAmount, claimCount, claimPeriod, claimValues } from './claim-figures.ts'
import { claimHousehold, claimOwner, claimPerson, claimUnit } from './claim-names.ts'
import { claimChoice, claimFlag } from './claim-options.ts'
import { claimPeople } from './claim-people.ts'
import { claimText } from './claim-texts.ts'
import { claimUnits } from './claim-units.ts'
import { claimDictated } from './dictated-labels.ts'
import type { Draft } from './draft.ts'

/** Finds what the unlabelled words hold for every field that has no value yet; what it cannot place stays in the pool for the main text. */
export function claimUnlabelled(draft: Draft): void {
  claimDictated(draft)
  const fields = Object.entries(draft.labels.fields)
  for (const [type, step] of STEPS) {
    for (const [key, spec] of fields) {
      if (spec.type === type && !spec.labelled && draft.pool.length > 0 && !draft.readings.has(key)) step(draft, key, spec)
    }
  }
}

/** Looks for one field's value; says whether it was found. */
type Step = (draft: Draft, key: string, spec: FieldSpec) => boolean

/** Names and dates first, since they stand at the edges; what other fields find in running text stays there. */
const STEPS: [FieldType, Step][] = [
  ['date', claimDate],
  ['household', claimHousehold],
  ['unit', claimUnit],
  ['units', claimUnits],
  ['owner', claimOwner],
  ['date', claimDue],
  ['values', claimValues],
  ['count', claimCount],
  ['amount', claimAmount],
  ['flag', claimFlag],
  ['choice', claimChoice],
  ['person', claimPerson],
  ['people', claimPeople],
  ['period', claimPeriod],
  ['text', claimText],
]
