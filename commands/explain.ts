import { text } from '../src/core/blocks.ts'
import { accepted, refused } from '../src/core/reply.ts'
import { defineAction } from '../src/domain/command.ts'
import { applyStep } from '../src/domain/entries.ts'
import { manages } from '../src/domain/scope.ts'
import { isSecretKind } from '../src/domain/secrecy.ts'
import { STATEMENT } from '../src/domain/signals.ts'

/** 说明 1027 …: what a unit says to one of its entries, such as the first of a signal (counting-rules 22). */
export default defineAction({
  name: 'explain',
  title: '说明',
  summary: '单位审核人对本单位的一条记录（督查员问到的信号编号）作说明，督查员能看到',
  aliases: ['作说明'],
  order: 65,
  roles: ['manager', 'admin'],
  examples: [],
  async run(context, { entry, rest }) {
    const { db, house, speaker, now } = context
    if (!manages(house.directory, speaker, entry.unitId) || isSecretKind(context, entry.kind))
      return refused(`#${entry.no} 的说明由本单位或上级单位的审核人来写。`)
    if (rest.trim() === '') return refused(`请把情况写在后面，例如：说明 ${entry.no} 县里统一比对后集中核实，都走了程序`)
    await applyStep(db, entry, { action: STATEMENT, memberId: speaker.id, at: now, text: rest.trim() })
    return accepted([text(`#${entry.no} 的说明已记下，督查员和分管、包抓领导看得到。`)], { entries: [entry.no] })
  },
})
