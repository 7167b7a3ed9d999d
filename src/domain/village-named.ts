import type { FieldSpec } from '../core/fields.ts'
import { readField } from '../language/report.ts'
import type { ItemReading } from '../language/types.ts'
import type { ReportCommand } from './command.ts'
import type { SpeakerContext } from './context.ts'
import { reportingPost } from './scope.ts'
import { numberOf } from './subject.ts'

/** The field of a report on households that names the village beside the head (村:贺旗村 户主:李三); it is not stored: the household has one. */
export const villageField = 'village'

/** How the label is read: alone, so that no place inside the words is taken for it. */
export const villageSpec: FieldSpec = {
  type: 'unit',
  label: '村',
  aliases: ['村名', '所在村', '行政村'],
  anywhere: true,
  labelled: true,
  hint: '纸房村',
}

/** Looks for the household in the village that was named; a Chinese sentence refuses a village outside the speaker's ground. */
export function narrowToVillage(context: SpeakerContext, command: ReportCommand, item: ItemReading): string | null {
  const { house, speaker, reading } = context
  const { directory } = house
  const villageId = numberOf(item.ids[villageField])
  if (villageId === null) return null
  delete item.values[villageField]
  delete item.ids[villageField]
  const isCarer = directory.caredFor(speaker.id).some((household) => directory.isWithin(household.villageId, villageId))
  if (!isCarer && !reportingPost(directory, speaker, villageId, command))
    return `“${directory.unit(villageId).name}”不在您的填报范围内，不能上报。`
  const known = directory.household(numberOf(item.ids.household) ?? -1)
  if (known && directory.isWithin(known.villageId, villageId)) return null
  const typed = typedHead(item)
  const spec = command.fields.household
  if (typed === undefined || !spec) return null
  const {
    value,
    ids,
    ask,
    corrections = [],
  } = readField(typed, 'household', spec, {
    ...reading,
    speaker: { ...reading.speaker, scopeUnitIds: [villageId], householdIds: [] },
  })
  item.asks = item.asks.filter(({ field }) => field !== 'household')
  item.corrections = [...item.corrections.filter(({ field, label }) => field !== 'household' || label), ...corrections]
  delete item.values.household
  delete item.ids.household
  if (value !== undefined && ids !== undefined) {
    item.values.household = value
    item.ids.household = ids
  } else item.asks.unshift(ask ?? { field: 'household', reason: 'unknown', typed })
  return null
}

/** The head as it was typed. */
function typedHead(item: ItemReading): string | undefined {
  const ask = item.asks.find(({ field }) => field === 'household')
  const corrected = item.corrections.find(({ field, label }) => field === 'household' && !label)?.typed
  const { household } = item.values
  return ask?.typed ?? corrected ?? (typeof household === 'string' ? household : ask?.candidates?.[0]?.name)
}
