import { answer } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import { outsideLines } from '../src/domain/documents/outside.ts'
import { askedUnits, isReply } from '../src/domain/inquiry.ts'
import { unfiledBlocks } from '../src/domain/unfiled.ts'

/** 谁没报清单: who has not filed his task lists, and how many are missing (A12, C1, E3). */
export default defineQuery({
  name: 'unfiled',
  title: '谁没报清单',
  aliases: ['清单未报送', '清单报送情况'],
  summary: '看哪些单位的任务清单还没有报送、差几项',
  order: 39,
  roles: ['manager', 'leader', 'inspector', 'admin'],
  asks: ['谁没报任务清单', '谁没报…清单', '清单谁没报', '任务清单没报', '没报清单'],
  examples: [{ say: '谁没报清单', mark: '' }],
  async run(context, query) {
    const asked = askedUnits(context, query)
    if (isReply(asked)) return asked
    const { today, now } = context
    const blocks = await unfiledBlocks(context, { today, now, roots: asked.units.map(({ id }) => id) })
    return answer([...blocks, ...outsideLines(asked.outside)])
  },
})
