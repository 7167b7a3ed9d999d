import { answer } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import { policyBlocks, policyList, unlistedPolicy } from '../src/domain/documents/policy.ts'
import { policyNamed } from '../src/domain/policies.ts'
import { stripEnds } from '../src/language/mentions.ts'
import { normalise } from '../src/language/normalise.ts'

/** 政策 小额信贷 (B15): who, how much, how to apply, where it is written. */
export default defineQuery({
  name: 'policy',
  title: '政策',
  aliases: ['政策问答', '政策清单'],
  summary: '查政策：给谁、标准、怎么办、依据，例如：政策 小额信贷；只发“政策清单”列出全部',
  order: 62,
  alone: true,
  asks: [
    ...['怎么个', '是什么', '是啥', '是个什么', '是个啥'].map((what) => `…${what}政策`),
    ...[
      '怎么样',
      '咋样',
      '如何',
      '怎么搞',
      '怎么弄',
      '怎么个搞法',
      '怎么个办法',
      '怎么个说法',
      '是怎么样',
      '是怎么个搞法',
      '是怎么规定',
      '怎么规定',
      '怎么说',
      '是什么',
      '是啥',
      '有哪些',
      '怎么享受',
      '怎么申请',
      '怎么办理',
      '给哪些人',
      '给我讲',
      '跟我讲',
    ].map((ask) => `…政策${ask}`),
  ],
  examples: [{ say: '政策 小额信贷', mark: '' }],
  async run({ house, message, reading }, { rest, indicator }) {
    const named = policyNamed(house, message.text)
    if (named) return answer(policyBlocks(named.policy))
    const words = askedFor(message.text, reading.botNames)
    // 小额信贷 is also what an indicator is called, and belongs to the question in 小额信贷政策是怎么样的: then it is no rest.
    const asked = nameBefore(words) || (rest === '' && indicator !== undefined ? words : rest)
    return answer(asked === '' ? policyList(house) : unlistedPolicy(house, asked))
  },
})

/** What was typed behind the command word. */
function askedFor(raw: string, botNames: string[]): string {
  const { start, end } = stripEnds(raw, botNames)
  return raw
    .slice(start, end)
    .replace(/^\s*政策(?:问答|清单)?[\s:：]*/, '')
    .trim()
}

/** Whose 政策 is asked about: 小额信贷 in 问一下小额信贷的政策是怎么样的, or 小额信贷是什么政策. */
function nameBefore(words: string): string {
  const [before, behind] = normalise(words).split('政策', 2)
  if (behind === undefined) return ''
  return (before ?? '').replace(
    /^(?:我?想?(?:问|看|查|讲|说|晓得|知道|了解)(?:一?[下哈]子?|问|看)?|请问|[嗯这那有]个?|现在|\s)+|的?(?:怎么个|是个?什么|是个?啥|有?哪些|有什么|有啥)?$/g,
    '',
  )
}
