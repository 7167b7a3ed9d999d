import { heading, list, note, text } from '../src/core/blocks.ts'
import { answer } from '../src/core/reply.ts'
import { caseRulesOf } from '../src/domain/cases.ts'
import { defineQuery } from '../src/domain/command.ts'

/** 排查要点: the pack's signs of risk by cause (D10). */
export default defineQuery({
  name: 'signs',
  title: '排查要点',
  aliases: ['识别要点', '风险苗头', '识别指标'],
  summary: '看入户时要留意哪些返贫风险苗头',
  order: 46,
  asks: ['排查什么', '重点排查什么'],
  alone: true,
  examples: [{ say: '排查要点', mark: '' }],
  async run({ house }) {
    const signs = Object.entries(caseRulesOf(house).signs)
    if (signs.length === 0) return answer([text('本县还没有列出排查要点（规则包 cases.signs），待县局填写。')])
    return answer([
      heading('入户排查要点'),
      list(signs.map(([cause, words]) => `${cause}：${(words ?? []).join('、')}`)),
      note('口径：本县规则包列出的识别要点；走访里写到这些情况的，机器人会问要不要报风险'),
    ])
  },
})
