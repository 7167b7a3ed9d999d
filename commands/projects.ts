import { answer } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import { outsideLines } from '../src/domain/documents/outside.ts'
import { type ProjectQuestion, projectLedger } from '../src/domain/documents/project-ledger.ts'
import { askedUnits, isReply } from '../src/domain/inquiry.ts'
import { finished, notBegun, underWay } from '../src/domain/project-rules.ts'
import project from './project.ts'

/** What words narrow the list to. */
const NARROWED: [RegExp, readonly string[], string][] = [
  [/(?:未|没有?|还没有?)开工/, notBegun, '未开工'],
  [/(?:未|没有?|还没有?)(?:完工|建成)|在建/, [...notBegun, ...underWay], '未完工'],
  [/(?:未|没有?|还没有?)验收/, ['done'], '已完工未验收'],
  [/(?:未|没有?|还没有?)移交/, ['accepted'], '已验收未移交'],
  [/闲置|亏损/, ['idle'], '资产闲置亏损'],
  [/完工|建成/, finished, '已完工'],
]

/** 项目台账, 项目 未开工, 示范村 完工: projects and sites by state. */
export default defineQuery({
  name: 'projects',
  title: '项目台账',
  aliases: ['闲置资产', '项目清单', '项目明细', '示范点台账', '示范点进度'],
  summary: '看项目和示范点：各到哪一步、资金合计、目标完成多少、哪些晚了，例如：项目 未开工',
  order: 54,
  alone: true,
  asks: [
    ...[
      '未开工',
      '没开工',
      '没有开工',
      '未完工',
      '没完工',
      '没有完工',
      '在建',
      '未验收',
      '没验收',
      '未移交',
      '没移交',
      '完工',
      '建成',
    ].flatMap((word) => [`项目…${word}`, `示范村…${word}`, `示范点…${word}`]),
    '哪些项目',
    '多少个项目',
    '项目情况',
    '项目进展',
  ],
  examples: [
    { say: '项目台账', mark: '' },
    { say: '项目 未开工', mark: '' },
  ],
  async run(context, query) {
    const asked = askedUnits(context, query)
    if (isReply(asked)) return asked
    const question = narrow(context.message.text)
    const blocks = []
    for (const unit of asked.units) blocks.push(...(await projectLedger(context, unit, question)))
    return answer([...blocks, ...outsideLines(asked.outside)])
  },
})

function narrow(words: string): ProjectQuestion {
  const [, states, stateLabel] = NARROWED.find(([pattern]) => pattern.test(words)) ?? [null, null, null]
  const className = project.fields.class?.options?.find(({ name }) => words.includes(name))?.name
  const label = [className, stateLabel].filter(Boolean).join('，') || '全部'
  return { label, fits: (one) => (states?.includes(one.state) ?? true) && (className === undefined || one.class === className) }
}
