import { listEntries } from '../db/queries/entry-lists.ts'
import { type Block, heading, list, note, text } from '../src/core/blocks.ts'
import type { Entry, Unit } from '../src/core/nouns.ts'
import { answer } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { entryLine } from '../src/domain/documents/entry-line.ts'
import { outsideLines } from '../src/domain/documents/outside.ts'
import { shortTime } from '../src/domain/figure-notes.ts'
import { askedUnits, isReply } from '../src/domain/inquiry.ts'
import { issueFields } from '../src/domain/workflows/issue-parties.ts'

/** More problems than a campaign strikes off. */
const MOST_ISSUES = 5_000
const MOST_LINES = 30

/** 回头看清单: what was struck off and has not been looked at again (D8). */
export default defineQuery({
  name: 'look-back',
  title: '回头看清单',
  aliases: ['回头看名单'],
  summary: '列出已经销号、还没有回头看的问题；写时间的只看那段时间销号的',
  order: 38,
  roles: ['manager', 'leader', 'inspector', 'admin'],
  asks: ['没回头看', '没有回头看', '哪些要回头看', '回头看…没'],
  examples: [{ say: '回头看清单', mark: '' }],
  async run(context, query) {
    const asked = askedUnits(context, query)
    if (isReply(asked)) return asked
    const blocks: Block[] = []
    for (const unit of asked.units) blocks.push(...(await listOf(context, unit, query.period)))
    return answer([...blocks, ...outsideLines(asked.outside)])
  },
})

async function listOf(
  context: SpeakerContext,
  unit: Unit,
  period: { from: string; to: string; label: string } | undefined,
): Promise<Block[]> {
  const unitIds = context.house.directory.subtree(unit.id).map(({ id }) => id)
  const closed = await listEntries(context.db, { kind: 'issue', unitIds, status: 'closed' }, MOST_ISSUES)
  const on = ({ fields }: Entry): string => String(fields.closedOn ?? '')
  const all = closed.filter((entry) => !period || (on(entry) >= period.from && on(entry) < period.to))
  const open = all.filter((entry) => (issueFields({ entry }).lookedBack ?? []).every((look) => look.on < on(entry)))
  const more = open.length > MOST_LINES ? [text(`……还有 ${open.length - MOST_LINES} 条`)] : []
  return [
    heading(`${unit.name} 回头看清单${period ? `（${period.label}销号的）` : ''}`),
    text(`已销号 ${all.length} 条，已回头看 ${all.length - open.length} 条，还没看 ${open.length} 条。`),
    ...(open.length > 0
      ? [
          list(open.slice(0, MOST_LINES).map((entry) => `${entryLine(context, entry)}（${on(entry)}销号）`)),
          ...more,
          text(`看过请发：回头看 ${open[0]?.no ?? ''} 通过 或 反弹`),
        ]
      : []),
    note(`口径：按销号日期；数据截至${shortTime(context.now)}`),
  ]
}
