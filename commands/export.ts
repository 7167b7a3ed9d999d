import { countEntries, listEntries } from '../db/queries/entry-lists.ts'
import { text } from '../src/core/blocks.ts'
import type { Unit } from '../src/core/nouns.ts'
import { answer, type Reply } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { exportTable } from '../src/domain/documents/export-table.ts'
import { outsideLines } from '../src/domain/documents/outside.ts'
import { askedUnits, isReply } from '../src/domain/inquiry.ts'
import { type LedgerQuestion, ledgerQuestion, ledgerTitle, within } from '../src/domain/ledger-question.ts'

/** More rows than this would keep the others waiting; the question is to be narrowed. */
const MOST_ROWS = 5_000

/** 导出: a part of the ledger as a spreadsheet, always to the direct chat, always in the audit book. */
export default defineQuery({
  name: 'export',
  title: '导出',
  aliases: ['导表', '导成表'],
  summary: '把台账导成 xlsx 表格，发到您的私聊',
  order: 36,
  alone: true,
  asks: ['导出{matter}', '导出…台账', '导出…明细', '导出…清单', '导个表', '导个…表', '导一份', '导成', '导出来', '{matter}导出'],
  examples: [{ say: '导出 走访 6月', mark: '' }],
  async run(context, query) {
    const asked = askedUnits(context, query)
    if (isReply(asked)) return asked
    const question = ledgerQuestion(context, query)
    if (question === null) return answer([text('请写明导出哪一种记录，例如：导出 走访 6月，导出 风险。')])
    if ('mark' in question) return question
    const replies: Reply[] = []
    for (const unit of asked.units) replies.push(await exportUnit(context, unit, question))
    return together(context, replies, asked.outside)
  },
})

async function exportUnit(context: SpeakerContext, unit: Unit, question: LedgerQuestion): Promise<Reply> {
  const filter = await within(context, question, unit)
  const title = ledgerTitle(question, unit)
  const total = await countEntries(context.db, filter)
  if (total === 0) return answer([text(`${title}：没有记录，不用导出。`)])
  if (total > MOST_ROWS) return answer([text(`${title}有 ${total} 条，一次最多导出 ${MOST_ROWS} 条。请写明月份或单位，分几次导。`)])
  const entries = await listEntries(context.db, filter, MOST_ROWS)
  return answer([text(`${title}，共 ${total} 条。`)], {
    drafts: [{ name: title, blocks: exportTable(context, { question, title, entries }) }],
    audit: [{ action: 'export', target: `unit:${unit.id}`, detail: `${question.command.name} ${question.label} ${total}` }],
  })
}

/** One reply about several units; in a group the files and what is in them go to the direct chat (interface §2). */
function together(context: SpeakerContext, replies: Reply[], outside: string[]): Reply {
  const blocks = [...replies.flatMap((reply) => reply.blocks), ...outsideLines(outside)]
  const drafts = replies.flatMap((reply) => reply.drafts ?? [])
  const audit = replies.flatMap((reply) => reply.audit ?? [])
  if (drafts.length === 0) return answer(blocks)
  const notice = text('表里有人员信息，请妥善保管；导出已记入查阅记录。')
  if (context.chat.kind === 'direct') return answer([...blocks, notice], { drafts, audit })
  return answer([text('表格已私信您，不发在群里。')], { drafts, audit, direct: { blocks: [...blocks, notice] } })
}
