import { findEntry } from '../db/queries/entries.ts'
import { type Block, heading, list, note, text } from '../src/core/blocks.ts'
import type { Entry } from '../src/core/nouns.ts'
import { answer, type Reply, refused } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { shortTime } from '../src/domain/figure-notes.ts'
import { maySeeEntry } from '../src/domain/secrecy.ts'
import { statusWord } from '../src/domain/status-words.ts'
import { linesOf, summaryOf, type WarningLine } from '../src/domain/warning-lines.ts'

/** Rows that a chat shows; the table has them all. */
const MOST_LINES = 30

/** 预警结果 1030: what the villages found, row by row, with a table. Persons are named: to the direct chat only. */
export default defineQuery({
  name: 'warning-result',
  title: '预警结果',
  aliases: ['预警核实结果'],
  summary: '看一份预警清单各村核实得怎样，附表格，例如：预警结果 1030',
  order: 22,
  roles: ['reporter', 'manager', 'leader', 'admin'],
  alone: true,
  asks: [],
  examples: [{ say: '预警结果 {编号}', mark: '❌', after: 'visit' }],
  async run(context, query) {
    const no = query.no ?? Number(/\d{4,9}/.exec(context.message.text)?.[0] ?? Number.NaN)
    const entry = Number.isNaN(no) ? null : await findEntry(context.db, no)
    if (entry?.kind !== 'warning' || !maySeeEntry(context, entry))
      return refused('没有找到这份预警清单，或者它不在您的范围内。请写清单编号，例如：预警结果 1030')
    const rows = await rowsOf(context, entry)
    const reply = show(context, entry, rows)
    if (context.chat.kind !== 'group') return reply
    return { ...reply, blocks: [text('名单已私信您，不在群里显示。')], direct: { blocks: reply.blocks } }
  },
})

interface Row extends WarningLine {
  state: string
}

async function rowsOf({ db }: SpeakerContext, entry: Entry): Promise<Row[]> {
  const rows: Row[] = []
  for (const line of linesOf(entry)) {
    const risk = await findEntry(db, line.no ?? line.sameAs ?? -1)
    const told = risk && typeof risk.fields.verdict === 'string' ? `${risk.fields.verdict}，` : ''
    rows.push({ ...line, state: line.fault ?? (risk ? `${told}${statusWord(risk)}` : '') })
  }
  return rows
}

function show(context: SpeakerContext, entry: Entry, rows: Row[]): Reply {
  const verified = rows.filter(({ no, state }) => no !== undefined && !state.startsWith('待核实')).length
  const sent = rows.filter(({ no }) => no !== undefined).length
  const title = `预警结果 ${entry.no}`
  const lines = rows.slice(0, MOST_LINES).map(({ line, village, head, cause, no, sameAs, state }) => {
    const number = no === undefined ? (sameAs === undefined ? '' : `（已有 ${sameAs}）`) : `${no} `
    return `第${line}行 ${number}${village} ${head} ${cause}：${state}`
  })
  const more = rows.length > MOST_LINES ? [text(`……还有 ${rows.length - MOST_LINES} 行，见表格。`)] : []
  const blocks: Block[] = [
    heading(title),
    text(`${summaryOf(rows)}；已核实 ${verified}，待核实 ${sent - verified}。`),
    list(lines),
    ...more,
    note(`口径：按清单逐行；数据截至${shortTime(context.now)}`),
  ]
  const table: Block = {
    kind: 'table',
    columns: ['行', '村', '户主', '原因', '编号', '结果'].map((name) => ({ title: name })),
    rows: rows.map((row) => [String(row.line), row.village, row.head, row.cause, String(row.no ?? row.sameAs ?? ''), row.state]),
  }
  return answer(blocks, {
    drafts: [
      {
        name: title,
        blocks: [heading(title), note(`导出人：${context.speaker.name}；时间：${shortTime(context.now)}；请妥善保管`), table],
      },
    ],
    audit: [{ action: 'export', target: `entry:${entry.no}`, detail: `warning ${rows.length}` }],
  })
}
