import { listEntries } from '../db/queries/entry-lists.ts'
import { heading, list, note, text } from '../src/core/blocks.ts'
import { answer } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import { entryLine } from '../src/domain/documents/entry-line.ts'
import { shortTime } from '../src/domain/figure-notes.ts'
import { periodOf } from '../src/domain/periods.ts'
import { belongsHere } from '../src/domain/secrecy.ts'

/** Entries that one answer lists. */
const MOST_ENTRIES = 10
/** More than a person reports in a year. */
const MOST_REPORTED = 5_000

/** 我今儿报的都报上了没: is it stored? */
const whether = ['报上', '报进去', '记上'].flatMap((done) =>
  ['没', '了没', '没有', '了没有', '吗', '了吗'].map((end) => `我…${done}${end}`),
)

/** 我的上报: what the speaker himself reported. */
export default defineQuery({
  name: 'mine',
  title: '我的上报',
  aliases: ['我报的', '我的记录', '报上了没', '报上没有', '报上了吗'],
  summary: '看自己本月报了哪些、编号是多少',
  order: 50,
  asks: [
    '我上报的',
    '我…报的',
    '我…报上去',
    '我…交上去',
    '我报了',
    '我的上报记录',
    '我…报了哪些',
    '我…报了什么',
    '我…报了啥',
    '我…报了些',
    '我…报了没',
    '我…上报的',
    '我…报了几',
    '我…报了几条',
    '我…报了几户',
    '我…报了几次',
    '我…报了多少',
    '我…报了多少条',
    '我…报了多少户',
    ...whether,
  ],
  alone: true,
  examples: [{ say: '我的上报', mark: '' }],
  async run(context, query) {
    const { db, speaker, today, now } = context
    const period = query.period ?? periodOf('month', today)
    const filter = {
      memberId: speaker.id,
      from: period.from,
      to: period.to,
      ...(query.matter === undefined ? {} : { kind: query.matter }),
    }
    const found = await listEntries(db, filter, MOST_REPORTED, true)
    const here = found.filter((entry) => belongsHere(context, entry))
    const title = heading(`我的上报（${period.label}）`)
    const rule = note(`口径：按事情发生日期计，撤回的不列；数据截至${shortTime(now)}`)
    const elsewhere = found.length - here.length
    const rest = elsewhere > 0 ? [text(`还有 ${elsewhere} 条不在本群范围内，请私聊发“我的上报”看。`)] : []
    if (here.length === 0) return answer([title, ...(elsewhere > 0 ? rest : [text(`${period.label}还没有您的上报记录。`)]), rule])
    const entries = here.slice(0, MOST_ENTRIES)
    const more = here.length - entries.length
    return answer([
      title,
      text(`共 ${here.length} 条${more > 0 ? `，最近 ${entries.length} 条：` : '：'}`),
      list(entries.map((entry) => entryLine(context, entry))),
      text('要改请发“改 编号 …”，补照片请发“补 编号”。'),
      ...rest,
      rule,
    ])
  },
})
