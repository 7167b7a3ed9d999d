import { text } from '../core/blocks.ts'
import type { FieldType, UnitRef } from '../core/fields.ts'
import { asking, type Reply, refused } from '../core/reply.ts'
import { readChoice, readYesNo, withoutDenial } from '../language/answers.ts'
import type { FieldReading } from '../language/field-reading.ts'
import { readField } from '../language/report.ts'
import type { Ask, ItemReading } from '../language/types.ts'
import { takeBesides } from './answer-besides.ts'
import { askAbout } from './asking.ts'
import { resumeCase } from './case-acting.ts'
import type { ReportCommand } from './command.ts'
import type { SpeakerContext } from './context.ts'
import { closeQuestion, type Form, type OpenReport, openQuestion } from './question.ts'
import { handleReport } from './reporting.ts'
import { isTwinAsk, takeTwinAnswer } from './twins.ts'

/** How often a household may be missed before the bot says how to have it added (interface §1). */
const MISSES_ALLOWED = 2

/** Takes a message as the answer to what was asked about a report, and goes on with it. */
export async function answerReport(context: SpeakerContext, command: ReportCommand, open: OpenReport, raw: string): Promise<Reply> {
  const attachments = [...open.attachments, ...context.message.attachments]
  const form = open.of?.form ?? command
  const outcome = takeAnswer(context, form, open, raw)
  if (outcome) return await askAgain(context, form, { ...open, attachments }, outcome)
  takeBesides(context, command, open, raw)
  await closeQuestion(context)
  if (open.of) return await resumeCase(context, { ...open.of, item: open.item, attachments })
  const reply = await handleReport(context, command, [open.item, ...open.waiting], { sentAt: open.sentAt, attachments })
  return reply
}

/** Puts the answer into the item; returns what is still to be asked about the same field, or null. */
function takeAnswer(context: SpeakerContext, command: Form, open: OpenReport, raw: string): Ask | null {
  const { item, ask } = open
  if (isTwinAsk(ask)) return takeTwinAnswer(item, ask, raw) ? null : ask
  const spec = command.fields[ask.field]
  if (!spec) return null
  const candidates = ask.candidates ?? []
  const chosen = candidates.length > 0 ? readChoice(raw, candidates) : null
  if (chosen === 'none') return { field: ask.field, reason: 'missing' }
  if (chosen !== null) {
    settle(
      item,
      ask.field,
      chosenOf(context, item, { field: ask.field, type: spec.type, id: chosen, name: candidates.find(({ id }) => id === chosen)?.name }),
    )
    return null
  }
  // 对, 就是他 among several says nothing yet, and is no name that was missed.
  if (candidates.length > 0 && readYesNo(raw) !== null) return { ...ask }
  const isFile = raw.trim() === '' && context.message.attachments.length > 0 && command.fileFor === ask.field
  if (isFile) {
    item.asks = item.asks.filter((other) => other.field !== ask.field)
    return null
  }
  const reading = readField(spec.type === 'text' ? raw : withoutDenial(raw), ask.field, spec, context.reading)
  if (reading.ask) return reading.ask
  if (reading.value === undefined && context.message.attachments.length > 0 && command.fileFor === ask.field) return null
  if (reading.value === undefined) return { ...ask }
  // Figures that were understood besides the one asked about stay.
  const value = spec.type === 'values' ? { ...asObject(item.values[ask.field]), ...asObject(reading.value) } : reading.value
  for (const other of reading.others ?? []) open.waiting.unshift(withReading(item, ask.field, other))
  if (spec.type === 'units') settle(item, ask.field, joined(item, ask.field, reading))
  else settle(item, ask.field, { value, id: reading.ids })
  item.corrections.push(...(reading.corrections ?? []))
  return null
}

/** The same report about another of several that the answer names (南庄乡、马岭镇). */
function withReading(item: ItemReading, field: string, { value, ids, ask }: FieldReading): ItemReading {
  const other = structuredClone(item)
  settle(other, field, { value, id: ids })
  return ask ? { ...other, asks: [ask, ...other.asks] } : other
}

/** The chosen candidate in the shape that its field is stored in; of several units (交办) it joins those that were clear. */
function chosenOf(
  { house }: SpeakerContext,
  item: ItemReading,
  chosen: { field: string; type: FieldType; id: number; name: string | undefined },
): { value: unknown; id: number | number[] } {
  const { field, type, id, name } = chosen
  if (type !== 'unit' && type !== 'units') return { value: name, id }
  const { code, officialName } = house.directory.unit(id)
  const value: UnitRef = { code, name: officialName }
  return type === 'unit' ? { value, id } : joined(item, field, { value: [value], ids: [id] })
}

/** Units besides those that were clear before. */
function joined({ values, ids }: ItemReading, field: string, found: Pick<FieldReading, 'value' | 'ids'>): { value: unknown; id: number[] } {
  const all = (before: unknown, more: unknown): unknown[] => [before ?? [], more ?? []].flat()
  return { value: all(values[field], found.value), id: all(ids[field], found.ids).filter((id) => typeof id === 'number') }
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}

function settle(item: ItemReading, field: string, found: { value: unknown; id?: number | number[] | undefined }): void {
  item.values[field] = found.value
  if (found.id !== undefined) item.ids[field] = found.id
  item.asks = item.asks.filter((ask) => ask.field !== field)
}

async function askAgain(context: SpeakerContext, command: Form, open: OpenReport, ask: Ask): Promise<Reply> {
  const misses = open.misses + (ask.reason === 'unknown' ? 1 : 0)
  if (ask.reason === 'unknown' && misses >= MISSES_ALLOWED) {
    await closeQuestion(context)
    return refused('名册里还是没有找到这一户，没有记录。请核对户主姓名；确是新户的，请乡镇管理员在名册里新增后再报。')
  }
  if (ask.reason === 'outside') {
    await closeQuestion(context)
    return refused(ask.message ?? '不在您的填报范围内，不能上报。')
  }
  const item = { ...open.item, asks: [ask, ...open.item.asks.filter((other) => other.field !== ask.field)] }
  await openQuestion(context, { ...open, item, ask, misses })
  return askAbout(context, command, item, ask)
}

/** Asks the open question once more, after something else was answered. */
export function repeatQuestion(context: SpeakerContext, command: ReportCommand, open: OpenReport): Reply {
  const again = askAbout(context, open.of?.form ?? command, open.item, open.ask)
  return asking([text('刚才的还没报完：'), ...again.blocks], again.buttons ? { buttons: again.buttons } : {})
}
