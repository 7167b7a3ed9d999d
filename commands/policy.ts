import { answer } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import { policyBlocks, policyList, unlistedPolicy } from '../src/domain/documents/policy.ts'
import { policyNamed } from '../src/domain/policies.ts'
import { stripEnds } from '../src/language/mentions.ts'

/** 政策 小额信贷 (B15): who, how much, how to apply, where it is written. */
export default defineQuery({
  name: 'policy',
  title: '政策',
  aliases: ['政策问答', '政策清单'],
  summary: '查政策：给谁、标准、怎么办、依据，例如：政策 小额信贷；只发“政策清单”列出全部',
  order: 62,
  alone: true,
  asks: [],
  examples: [{ say: '政策 小额信贷', mark: '' }],
  async run({ house, message, reading }, { rest, indicator }) {
    const named = policyNamed(house, message.text)
    if (named) return answer(policyBlocks(named.policy))
    // 小额信贷 is also what an indicator is called: then it is no rest.
    const asked = rest === '' && indicator !== undefined ? askedFor(message.text, reading.botNames) : rest
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
