import { listEntries } from '../db/queries/entry-lists.ts'
import type { Entry } from '../src/core/nouns.ts'
import { type Reply, refused } from '../src/core/reply.ts'
import { defineAction } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { handleReport } from '../src/domain/reporting.ts'
import { findSign } from '../src/domain/signs.ts'
import { settledStatuses } from '../src/domain/status-words.ts'
import type { ItemReading } from '../src/language/types.ts'

/** 报风险 1027: a risk from a visit, its fields filled in (D10). */
export default defineAction({
  name: 'raise-risk',
  title: '报风险',
  aliases: ['从'],
  summary: '由一次走访直接报风险，户主、情况、来源照抄，例如：从 1027 报风险',
  order: 46,
  single: true,
  roles: ['reporter', 'manager', 'leader', 'admin'],
  examples: [],
  run: raise,
})

async function raise(context: SpeakerContext, { entry }: { entry: Entry; word: string; rest: string }): Promise<Reply> {
  const risk = context.commands.byName.get('risk')
  if (risk?.form !== 'report') throw new Error('there is no report of risks')
  if (entry.kind !== 'visit' || entry.householdId === null)
    return refused(`${entry.no} 不是走访，不能由它报风险。请发：风险 户主 原因 情况`)
  if (entry.status === 'withdrawn') return refused(`#${entry.no} 已经撤回。`)
  const { household, situation, problem } = entry.fields
  const words = [situation, problem].filter((part) => typeof part === 'string').join('；')
  const cause = findSign(context.house, words)?.cause
  const open = await listEntries(context.db, { kind: 'risk', householdId: entry.householdId, notStatuses: settledStatuses('risk') }, 10)
  const same = open.find((known) => cause === undefined || known.class === cause)
  if (same) return refused(`这户已经报过同样的风险（${same.no}），还在办。请发：查 ${same.no}`)
  const item: ItemReading = {
    values: { household, situation: words, source: '走访发现', date: entry.date, ...(cause === undefined ? {} : { cause }) },
    ids: { household: entry.householdId },
    asks: cause === undefined ? [{ field: 'cause', reason: 'missing' }] : [],
    corrections: [],
    source: words,
    trace: [],
  }
  return await handleReport(context, risk, [item], { sentAt: context.message.sentAt, attachments: context.message.attachments })
}
