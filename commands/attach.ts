import { findEntry } from '../db/queries/entries.ts'
import { text } from '../src/core/blocks.ts'
import type { IncomingAttachment } from '../src/core/message.ts'
import type { Entry } from '../src/core/nouns.ts'
import { accepted, answer, type Reply, refused } from '../src/core/reply.ts'
import { defineAction } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { applyStep } from '../src/domain/entries.ts'
import { keepFiles } from '../src/domain/keep-files.ts'
import { Offered, rememberEntry } from '../src/domain/question.ts'
import { supplementRefusal } from '../src/domain/rights.ts'

/** 补: adds photos, files or a remark to an entry; without a file the next one sent belongs to it. */
export default defineAction({
  name: 'attach',
  title: '补',
  aliases: ['补材料', '补充'],
  summary: '给一条记录补照片、文件或说明',
  order: 30,
  single: true,
  examples: [{ say: '补 {编号} 村医已上门', mark: '✅', after: 'visit' }],
  run: (context, { entry, rest }) => supplement(context, { entry, rest, attachments: context.message.attachments }),
  async answer(context, data, chosen) {
    const { no, attachments } = Offered.parse(data)
    if (chosen === null) return answer([text('好的，没有附上。请发：补 编号，再把照片或文件发来。')])
    const entry = await findEntry(context.db, no)
    return entry ? await supplement(context, { entry, rest: '', attachments }) : refused(`没有找到编号 ${no} 的记录。`)
  },
})

async function supplement(
  context: SpeakerContext,
  { entry, rest, attachments }: { entry: Entry; rest: string; attachments: IncomingAttachment[] },
): Promise<Reply> {
  if (entry.status === 'withdrawn') return refused(`#${entry.no} 已经撤回，不能再补。请重新报一条。`)
  const refusal = supplementRefusal(context, entry)
  if (refusal) return refused(refusal)
  await rememberEntry(context, entry.no)
  await keepFiles(context, entry.no, attachments)
  if (rest) await applyStep(context.db, entry, { action: 'supplemented', memberId: context.speaker.id, at: context.now, text: rest })
  const done = [rest ? '说明已补上' : '', attachments.length > 0 ? `${attachments.length} 个附件已收到` : ''].filter(Boolean)
  const words = done.length > 0 ? `${done.join('，')}。` : '请在10分钟内把照片或文件发来，我附到这一条上。'
  return accepted([text(`#${entry.no} ${words}`)], { entries: [entry.no] })
}
