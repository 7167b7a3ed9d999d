import { isDeepStrictEqual } from 'node:util'
import { facts, note, text } from '../src/core/blocks.ts'
import type { Entry } from '../src/core/nouns.ts'
import { accepted, asking, type Reply, refused } from '../src/core/reply.ts'
import { describeAsk } from '../src/domain/asking.ts'
import { unknownNote } from '../src/domain/assignment.ts'
import { expectationNotices, toldNote } from '../src/domain/case-notices.ts'
import { refreshCase } from '../src/domain/cases.ts'
import { defineAction, type ReportCommand } from '../src/domain/command.ts'
import { privately, type SpeakerContext } from '../src/domain/context.ts'
import { echoFields } from '../src/domain/echo.ts'
import { applyStep, type Change } from '../src/domain/entries.ts'
import { hiddenHere } from '../src/domain/hidden-fields.ts'
import { leftWords } from '../src/domain/left-household.ts'
import { nameCompanions } from '../src/domain/reporting.ts'
import { correctionRefusal } from '../src/domain/rights.ts'
import { belongsHere } from '../src/domain/secrecy.ts'
import { findNamed, numberOf, storedIds, visitorOf } from '../src/domain/subject.ts'
import { narrowToVillage } from '../src/domain/village-named.ts'
import { workflows } from '../src/domain/workflows/all.ts'
import { readAmendment } from '../src/language/amendment.ts'
import type { ItemReading } from '../src/language/types.ts'

/** 改: corrects an entry; the earlier values stay readable in its steps (guarantee 6). */
export default defineAction({
  name: 'amend',
  title: '改',
  aliases: ['更正', '修改'],
  summary: '更正一条记录，原来的内容仍可查到',
  order: 10,
  single: true,
  examples: [{ say: '改 {编号} 情况:土地流转给了合作社', mark: '✅', after: 'visit' }],
  run: amend,
})

async function amend(context: SpeakerContext, input: { entry: Entry; word: string; rest: string }): Promise<Reply> {
  const { entry, rest } = input
  const command = context.commands.byName.get(entry.kind)
  if (command?.form !== 'report') throw new Error(`entry ${entry.no} is of the unknown kind ${entry.kind}`)
  if (entry.status === 'withdrawn') return refused(`#${entry.no} 已经撤回，不能再改。请重新报一条。`)
  const refusal = correctionRefusal(context, entry)
  if (refusal) return refused(refusal)
  if (command.fixed) return refused(`“${command.title}”由系统随机抽出，不能改。范围写错了的，请撤回后重新${command.title}。`)
  const isSecretHere = context.chat.kind === 'group' && command.secret === true
  // Nobody is invited to write in a group what must not stand there.
  const inWords = isSecretHere ? '请私聊报给我' : '请写明'
  const reading = readAmendment(rest, command.fields, { ...context.reading, stored: { ...entry.fields, date: entry.date } })
  const elsewhere = narrowToVillage(context, command, reading)
  if (elsewhere !== null) return refused(`${elsewhere}没有改动。`)
  const left = leftThen(context, entry, reading)
  if (left !== null) return refused(`${left}。没有改动。`)
  const [ask] = reading.asks.filter((candidate) => candidate.reason !== 'missing')
  if (ask) return refused(describeAsk(context, command, ask))
  if (Object.keys(reading.values).length === 0)
    return asking([text(`没看明白 ${entry.no} 要改哪一项、改成什么，还没有改动。${inWords}，例如：${exampleOf(command, entry)}`)])
  const same = Object.entries(reading.values).every(([key, value]) =>
    isDeepStrictEqual(key === 'date' ? entry.date : entry.fields[key], value),
  )
  if (same) return asking([text(`${entry.no} 记的本来就是这样，没有改动。要改成别的，${inWords}，例如：${exampleOf(command, entry)}`)])
  const fixed = Object.entries(workflows.get(entry.kind)?.fixed?.(entry) ?? {}).find(([key]) => reading.values[key] !== undefined)
  if (fixed) return refused(`#${entry.no} 已经交办，${command.fields[fixed[0]]?.label ?? ''}不能直接改，请发：${fixed[1]} ${entry.no} …`)
  const about = findNamed(context, command, reading)
  if (typeof about === 'string') return refused(`${about}没有改动。`)
  const change = toChange(context, command, { entry, reading, unitId: about?.unitId })
  const step = {
    action: 'corrected',
    memberId: context.speaker.id,
    at: context.now,
    text: rest,
    change,
    extra: { was: earlier(entry, change) },
  }
  const now = await applyStep(context.db, entry, step)
  const expected = expectationNotices(context, [await refreshCase(context, now)])
  const told = [...toldNote(context, expected), ...unknownNote(context, [now], Object.keys(reading.values))]
  const notices = [...(await nameCompanions(context, now, reading)), ...expected]
  const done = text(`${command.title} #${entry.no} 已更正`)
  const kept = note(`原内容已留存，发“查 ${entry.no}”可以看到。`)
  const extra = { entries: [entry.no], notices }
  if (isSecretHere || !belongsHere(context, now)) {
    const blocks = [done, facts(echoFields(privately(context), command, now, { hidden: [] })), kept]
    return accepted([text(`#${entry.no} 已更正，内容不在群里显示`)], { ...extra, direct: { blocks } })
  }
  return accepted([done, facts(echoFields(context, command, now, { hidden: hiddenHere(context, command) })), ...told, kept], extra)
}

/** A corrected household or day must still go together (counting-rules 7). */
function leftThen({ chat, house }: SpeakerContext, entry: Entry, { ids, values }: ItemReading): string | null {
  const householdId = numberOf(ids.household) ?? entry.householdId
  if ((ids.household === undefined && values.date === undefined) || householdId === null) return null
  const household = house.directory.household(householdId)
  const date = typeof values.date === 'string' ? values.date : entry.date
  return household?.until && household.until <= date ? leftWords({ chat, house }, household) : null
}

/** 改 1027 情况:…, with a field that the entry has. */
function exampleOf({ fields }: ReportCommand, { no }: Entry): string {
  const [, spec] = Object.entries(fields).find(([, { type, main }]) => type === 'amount' || type === 'values' || main === true) ?? []
  if (spec?.type === 'values') return `改 ${no} ${spec.hint ?? ''}`
  return `改 ${no} ${spec?.label ?? '情况'}:${spec?.hint ?? '正确的内容'}`
}

interface Amendment {
  entry: Entry
  reading: ItemReading
  /** What it is about from now on, where the words name that. */
  unitId: number | undefined
}

function toChange(context: SpeakerContext, command: ReportCommand, { entry, reading, unitId }: Amendment): Change {
  const { date, ...fields } = reading.values
  const ids = storedIds(context, command, reading)
  const change: Change = { fields: { ...fields, ...ids } }
  if (typeof date === 'string') change.date = date
  const className = command.classField ? reading.values[command.classField] : command.classOf?.(context, reading.values)
  if (typeof className === 'string') change.class = className
  if (unitId !== undefined) change.unitId = unitId
  if (typeof ids.householdId === 'number') change.householdId = ids.householdId
  // Credit follows the 走访人 (counting-rules 3).
  const visitor = visitorOf(context, reading, unitId ?? entry.unitId)
  return visitor ? { ...change, memberId: visitor.memberId, byUnitId: visitor.post.unitId, byPost: visitor.post.title } : change
}

/** The values that the change replaces. */
function earlier(entry: Entry, change: Change): Record<string, unknown> {
  const was: Record<string, unknown> = {}
  for (const key of Object.keys(change.fields ?? {})) was[key] = entry.fields[key] ?? null
  if (change.date !== undefined) was.date = entry.date
  return was
}
