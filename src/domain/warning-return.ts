import { findEntry, WITHDRAWN } from '../../db/queries/entries.ts'
import { listEntries } from '../../db/queries/entry-lists.ts'
import { text } from '../core/blocks.ts'
import type { Entry } from '../core/nouns.ts'
import type { Notice, Receiver } from '../core/reply.ts'
import type { SpeakerContext } from './context.ts'
import { applyStep } from './entries.ts'
import { linesOf } from './warning-lines.ts'

/** The state of a risk that nobody has verified yet. */
const UNVERIFIED = 'reported'

/** A department's list has come back when its last risk is verified or taken back (A10): the department is told, once, in counts. */
export async function listReturned(context: SpeakerContext, risk: Entry): Promise<Notice[]> {
  if (typeof risk.fields.warning !== 'number' || risk.status === UNVERIFIED) return []
  const list = await findEntry(context.db, risk.fields.warning)
  if (!list || list.status === WITHDRAWN || list.fields.returnedOn !== undefined) return []
  const nos = linesOf(list).flatMap(({ no }) => no ?? [])
  const [open] = await listEntries(context.db, { nos, status: UNVERIFIED }, 1)
  if (open) return []
  const counts = countWords(await listEntries(context.db, { nos, all: true }, nos.length))
  const change = { fields: { returnedOn: context.today } }
  const step = { action: 'returned', memberId: null, at: context.now, text: counts, change, extra: { word: '核实完毕' } }
  await applyStep(context.db, list, step)
  const words = `预警清单 ${list.no} 已全部核实：${counts}。逐户结果和表格请发：预警结果 ${list.no}`
  return [{ to: receiverOf(context, list), key: `warning-return/${list.no}`, content: { blocks: [text(words)] } }]
}

/** 下发 9 户，属实 6 户，不属实 2 户，撤回 1 户. */
function countWords(risks: Entry[]): string {
  const counts = new Map<string, number>([['下发', risks.length]])
  for (const { status, fields } of risks) {
    const result = status === WITHDRAWN ? '撤回' : String(fields.verdict ?? '')
    counts.set(result, (counts.get(result) ?? 0) + 1)
  }
  return ['下发', '属实', '不属实', '已解释', '撤回']
    .flatMap((word) => (counts.has(word) ? [`${word} ${counts.get(word)} 户`] : []))
    .join('，')
}

/** Who sent it, while he is in office; else the department. */
function receiverOf({ house, today }: SpeakerContext, { typedById, byUnitId, unitId }: Entry): Receiver {
  const sender = typedById === null ? undefined : house.directory.member(typedById, today)
  return sender && sender.posts.length > 0 ? { memberId: sender.id } : { unitId: byUnitId ?? unitId }
}
