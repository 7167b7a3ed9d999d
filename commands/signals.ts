import { text } from '../src/core/blocks.ts'
import { answer, refused } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { type ShownSignal, signalsDocument } from '../src/domain/documents/signals.ts'
import { periodOf } from '../src/domain/periods.ts'
import { mayRead } from '../src/domain/scope.ts'
import { isInsider, mayLookInto } from '../src/domain/secrecy.ts'
import { findSignals, statementsOn } from '../src/domain/signals.ts'

/** 信号 (D9): odd patterns, for inspectors and the named leader only, never as a verdict (counting-rules 22). */
export default defineQuery({
  name: 'signals',
  title: '信号',
  aliases: ['疑似信号', '疑似'],
  summary: '督查员和分管、包抓领导看疑似信号：集中纳入、集中消除、文字相近、照片重复',
  order: 64,
  roles: ['inspector', 'leader', 'admin'],
  asks: ['有没有信号', '有什么信号', '有没有突击纳入', '突击纳入', '集中突击纳入'],
  examples: [{ say: '疑似信号 本月', mark: '' }],
  async run(context, query) {
    if (!isInsider(context)) return refused('“信号”只给督查员和分管、包抓领导看。')
    const period = query.period ?? periodOf('month', context.today)
    const isNamed = (unitId: number): boolean =>
      query.unitIds.length === 0 || query.unitIds.some((id) => context.house.directory.isWithin(unitId, id))
    const isAsked = (unitId: number): boolean => isNamed(unitId) && maySee(context, unitId)
    const shown: ShownSignal[] = []
    for (const signal of await findSignals(context, { from: period.from, to: period.to, isAsked }))
      shown.push({ ...signal, statements: await statementsOn(context, signal) })
    const blocks = signalsDocument(context.house, shown, { label: period.label, now: context.now })
    const audit = [{ action: 'look', target: 'signals', detail: period.label }]
    if (context.chat.kind !== 'group') return answer(blocks, { audit })
    return answer([text('疑似信号不在群里显示，已私信您。')], { direct: { blocks }, audit })
  },
})

function maySee(context: SpeakerContext, unitId: number): boolean {
  return mayRead({ ...context, chat: { ...context.chat, kind: 'direct' } }, unitId) && mayLookInto(context, unitId)
}
