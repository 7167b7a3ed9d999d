import type { Block } from '../src/core/blocks.ts'
import { answer } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import { departmentsDocument } from '../src/domain/documents/departments.ts'
import { outsideLines } from '../src/domain/documents/outside.ts'
import { askedUnits, isReply } from '../src/domain/inquiry.ts'

/** 部门责任: departments beside townships: given, done in time, passed on, pushed (E8). */
export default defineQuery({
  name: 'departments',
  title: '部门责任',
  aliases: ['部门办理情况', '部门落实情况'],
  summary: '看部门和乡镇交办、整改、转办、推送预警的情况，放在一起比照，不排名',
  order: 39,
  roles: ['manager', 'leader', 'inspector', 'admin'],
  asks: ['部门…转办', '部门…推送', '谁在转办'],
  examples: [{ say: '部门责任', mark: '' }],
  async run(context, query) {
    const asked = askedUnits(context, query)
    if (isReply(asked)) return asked
    const blocks: Block[] = []
    for (const unit of asked.units) blocks.push(...(await departmentsDocument(context, unit, query.period)))
    return answer([...blocks, ...outsideLines(asked.outside)])
  },
})
