import { type Block, text } from '../src/core/blocks.ts'
import { answer, type Reply } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import { privately, type SpeakerContext } from '../src/domain/context.ts'
import { ledgerDocument, ledgerOverview } from '../src/domain/documents/ledger.ts'
import { outsideLines } from '../src/domain/documents/outside.ts'
import { isOpenGroup } from '../src/domain/hidden-fields.ts'
import { type AskedUnits, askedUnits, isReply, namesGoDirect } from '../src/domain/inquiry.ts'
import { type LedgerQuestion, ledgerQuestion, ledgerTitle } from '../src/domain/ledger-question.ts'

const unfinished = ['没', '没有', '未'].flatMap((not) => ['整改', '整改完', '销号', '核实', '办结', '消除'].map((done) => `${not}${done}`))

/** 台账: the entries themselves: how many, and the newest by number. */
export default defineQuery({
  name: 'ledger',
  title: '台账',
  aliases: ['明细', '清单'],
  summary: '列出风险、问题、走访等记录：有几条、编号、日期、办到哪一步',
  order: 35,
  figures: true,
  asks: [
    '风险户',
    ...['什么', '啥', '哪些', '哪几种'].flatMap((what) => [`{matter}${what}原因`, `{matter}因为${what}`]),
    '{matter}原因是',
    '{matter}原因呢',
    '{matter}多不多',
    '{matter}为什么',
    '{matter}为啥',
    '监测户',
    '新增风险',
    '{matter}新增',
    '{matter}有没有新增',
    '几户风险',
    '多少户风险',
    ...['有没有…风险', '出没出…风险', '有…风险没', '有…风险吗', '有什么…风险', '出…风险没'].map((ask) => `{unit}${ask}`),
    ...['有没…风险', '冒出…风险'].map((ask) => `{period}${ask}`),
    ...['最近…风险', '有没新…风险', '有没有新…风险', '出没出新…风险', '有新…风险没', '有新…风险吗'],
    '{matter}还有几',
    '{matter}现在有几',
    '{matter}现在有多少',
    '{matter}一共有几',
    ...['有什么', '有啥'].flatMap((word) => [`{unit}${word}问题`, `{unit}${word}风险`]),
    '多少风险户',
    ...['哪些', '哪几个', '哪几条', '几个', '几条', '多少', '多少个', '多少条'].flatMap((word) => [
      `${word}问题`,
      `${word}风险`,
      `${word}任务`,
    ]),
    ...['发现', '查出', '查到', '找出', '暗访…出', '督查…出', '检查…出'].flatMap((verb) =>
      ['多少', '几个', '几条', '几处', '哪些', '什么', '啥'].map((what) => `${verb}…${what}`),
    ),
    ...unfinished,
    ...unfinished.map((ask) => `{matter}${ask}`),
  ],
  examples: [
    { say: '台账 风险', mark: '' },
    { say: '{单位}风险户', mark: '' },
    { say: '走访 明细 6月', mark: '' },
  ],
  async run(context, query) {
    const asked = askedUnits(context, query)
    if (isReply(asked)) return asked
    const question = ledgerQuestion(context, query)
    if (question === null) {
      const blocks: Block[] = []
      for (const unit of asked.units) blocks.push(...(await ledgerOverview(context, unit)))
      return answer([...blocks, ...outsideLines(asked.outside)])
    }
    return 'mark' in question ? question : await place(context, asked, question)
  },
})

/** Lists of households go to the direct chat above village level, all lists where outsiders read, and what inspections found everywhere (interface §2, 'Who may'). */
async function place(context: SpeakerContext, { units, outside }: AskedUnits, question: LedgerQuestion): Promise<Reply> {
  const { command } = question
  const isSecret = context.chat.kind === 'group' && command.secret === true
  const hasNames = Object.values(command.fields).some((field) => field.type === 'household')
  const goesDirect = isSecret || isOpenGroup(context) || (hasNames && namesGoDirect(context))
  const here: Block[] = []
  const direct: Block[] = []
  for (const unit of units) {
    if (isSecret) here.push(text(`${ledgerTitle(question, unit)}：内容不在群里显示，已私信您。`))
    else here.push(...(await ledgerDocument(context, unit, question, { lines: !goesDirect })))
    if (goesDirect) direct.push(...(await ledgerDocument(privately(context), unit, question, { lines: true })))
  }
  const blocks = [...here, ...outsideLines(outside)]
  if (!goesDirect) return answer(blocks)
  return answer(isSecret ? blocks : [...blocks, text('名单已私信您，不在群里显示。')], { direct: { blocks: direct } })
}
