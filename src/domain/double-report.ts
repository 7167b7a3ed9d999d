import { text } from '../core/blocks.ts'
import type { Entry } from '../core/nouns.ts'
import type { Notice } from '../core/reply.ts'
import type { SpeakerContext } from './context.ts'
import { showDate } from './echo.ts'
import { managingUnit } from './workflows/units.ts'

/** 双报告 (C7): who leaves his village or comes back reports to the sending unit (帮扶单位 of the village) and to the township, whose managers hear it in private. */
export function doubleReport({ house, speaker, today }: SpeakerContext, entry: Entry): Notice[] {
  const { directory } = house
  const { leaving, returning, reason, until } = entry.fields
  if ((!leaving && !returning) || entry.byUnitId === null || directory.unit(entry.byUnitId).kind !== 'village') return []
  const village = directory.unit(entry.byUnitId)
  const senders = directory.contactsTo(village.id, '帮扶').map(({ unitId }) => unitId)
  const receivers = directory
    .members(today)
    .filter(
      ({ id, posts }) =>
        id !== speaker.id &&
        posts.some(({ unitId, role }) => role === 'manager' && [managingUnit(directory, village.id), ...senders].includes(unitId)),
    )
  const who = directory.person(entry.memberId ?? speaker.id) ?? speaker.name
  const away = `离岗，事由：${String(reason ?? '')}，至${showDate(String(until ?? entry.date))}`
  return receivers.map(({ id }) => ({
    to: { memberId: id },
    key: `double-report/${entry.no}/${id}`,
    content: { blocks: [text(`驻${village.name}的${who}同志${showDate(entry.date)}${leaving ? away : '返岗'}（编号 ${entry.no}）。`)] },
  }))
}
