import { findFiles, findSteps } from '../db/queries/entries.ts'
import { toDate, toTimeOfDay } from '../src/clock.ts'
import { type Block, facts, heading, list, note, text } from '../src/core/blocks.ts'
import type { Entry, Step } from '../src/core/nouns.ts'
import { answer } from '../src/core/reply.ts'
import { caseFacts, deadlineWords, stepWord } from '../src/domain/case-words.ts'
import { defineAction, type ReportCommand } from '../src/domain/command.ts'
import { privately, type SpeakerContext } from '../src/domain/context.ts'
import { echoFields, showDate, showValue } from '../src/domain/echo.ts'
import { hiddenHere, isOpenGroup } from '../src/domain/hidden-fields.ts'
import { shownName } from '../src/domain/scope.ts'
import { belongsHere, isSecretKind } from '../src/domain/secrecy.ts'
import { statusWord } from '../src/domain/status-words.ts'
import { nameWithParent } from '../src/domain/unit-shown.ts'

/** 查: an entry with everything that was ever done to it. */
export default defineAction({
  name: 'look',
  title: '查',
  aliases: ['查看', '查询'],
  summary: '看一条记录的全部内容和每次改动',
  order: 40,
  examples: [{ say: '查 {编号}', mark: '', after: 'visit' }],
  async run(context, { entry }) {
    const audit = [{ action: 'look', target: `entry:${entry.no}`, detail: entry.kind }]
    if (context.chat.kind !== 'group') return answer(await describeEntry(context, entry), { audit })
    const direct = { blocks: await describeEntry(privately(context), entry) }
    if (isSecretKind(context, entry.kind) || !belongsHere(context, entry))
      return answer([text(`${entry.no} 的内容不在群里显示，已私信您。`)], { direct, audit })
    const blocks = await describeEntry(context, entry)
    return answer(blocks, { audit, ...(isOpenGroup(context) ? { direct } : {}) })
  },
})

async function describeEntry(context: SpeakerContext, entry: Entry): Promise<Block[]> {
  const command = context.commands.byName.get(entry.kind)
  if (command?.form !== 'report') throw new Error(`entry ${entry.no} is of the unknown kind ${entry.kind}`)
  const hidden = hiddenHere(context, command)
  const blocks: Block[] = [heading(`${command.title} ${entry.no}${entry.status === 'recorded' ? '' : `（${statusWord(entry)}）`}`)]
  const about = context.house.directory.unit(entry.unitId)
  const unit = { 单位: nameWithParent(context.house.directory, about) ?? about.name }
  blocks.push(
    facts({ ...unit, ...echoFields(context, command, entry, { hidden }), ...(hidden.length > 0 ? {} : caseFacts(context, entry)) }),
  )
  const how = command.explains?.(entry)
  if (how !== undefined && hidden.length === 0) blocks.push(note(how))
  const steps = await findSteps(context.db, entry.no)
  const waiting = await deadlineWords(context, entry, { steps, isBrief: hidden.length > 0 })
  if (waiting.length > 0) blocks.push(text('现在该办：'), list(waiting))
  blocks.push(list(steps.map((step) => describeStep(context, command, { step, entry, hidden }))))
  const files = await findFiles(context.db, entry.no)
  if (files.length > 0)
    blocks.push(note(`附件：${files.map((file) => `${file.name}${file.state === 'failed' ? '（没有收全，请重发）' : ''}`).join('、')}`))
  if (hidden.length > 0) blocks.push(note(`详细内容不在群里显示，${isOpenGroup(context) ? '已私信您' : '请私聊查看'}。`))
  return blocks
}

const actionNames: Record<string, string> = {
  created: '上报',
  corrected: '更正',
  withdrawn: '撤回',
  supplemented: '补充说明',
  file: '补附件',
  companion: '确认同行',
  acknowledged: '收到',
  objected: '对核数单有异议',
  transferred: '移交',
  noted: '已通知',
  checked: '填抽查结果',
}

function describeStep(context: SpeakerContext, command: ReportCommand, about: { step: Step; entry: Entry; hidden: string[] }): string {
  const { step, entry, hidden } = about
  const who = context.house.directory.member(step.memberId ?? 0, context.today)?.name ?? '系统'
  const what = stepWord(entry.kind, step) ?? actionNames[step.action] ?? step.action
  const words = step.action === 'corrected' ? earlierValues(context, command, step, hidden) : hidden.length > 0 ? '' : step.text
  return `${showDate(toDate(step.at))} ${toTimeOfDay(step.at)} ${who} ${what}${words ? `：${words}` : ''}`
}

/** What a correction replaced: each earlier value can be read (guarantee 6). */
function earlierValues(context: SpeakerContext, command: ReportCommand, step: Step, hidden: string[]): string {
  const was = (step.fields.was ?? {}) as Record<string, unknown>
  return Object.entries(was)
    .flatMap(([key, value]) => {
      const spec = command.fields[key]
      if (!spec || hidden.includes(key)) return []
      const shown = value === null ? '（空）' : spec.type === 'household' ? shownName(context, String(value)) : showValue(spec, value)
      return [`${spec.label}原为“${shown}”`]
    })
    .join('，')
}
