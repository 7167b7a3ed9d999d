import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { testPack } from '../support/ledger.ts'
import { openTalk, type Talk } from '../support/talk.ts'

const text = readFileSync(new URL('../../packs/qingcheng.yaml', import.meta.url), 'utf8')
const listed = `${text.replace(/^policies:.*$/m, '')}
policies:
  - { name: 小额信贷, aliases: [信贷], for: [脱贫户], who: 脱贫户, amount: 5万元以内, how: 到信用社申请, source: 待县局填写 }
`

let talk: Talk
beforeEach(async () => {
  talk = await openTalk()
})
afterEach(async () => await talk.ledger.close())

test('a county without a list says back what was asked, that nothing is filled in, and how it is', async () => {
  const reply = await talk.say('贾宏伟', '政策 雨露计划')

  expect(reply).toContain('“雨露计划”待县局填写')
  expect(reply).toContain('规则包的 policies')
  expect(reply).toContain('发“政策 雨露计划”就能查到')
  expect(await talk.say('贾宏伟', '政策清单')).toContain('政策清单待县局填写')
})

test('a policy that the list does not hold is not explained; those that it holds are named', async () => {
  await talk.ledger.close()
  talk = await openTalk({ packs: [testPack(listed)] })
  const reply = await talk.say('贾宏伟', '政策 雨露计划怎么办')

  expect(reply).toContain('雨露计划')
  expect(reply).toContain('还没有这一项')
  expect(reply).toContain('现在能查的有：小额信贷')
  expect(await talk.say('贾宏伟', '政策 信贷')).toContain('标准：5万元以内')
})

test('what is also called an indicator is said back as a policy that is not listed', async () => {
  await talk.ledger.close()
  const yulin = readFileSync(new URL('../../packs/yulin.yaml', import.meta.url), 'utf8')
  talk = await openTalk({ packs: [testPack(yulin)] })

  expect(await talk.say('贾宏伟', '政策 小额信贷')).toContain('“小额信贷”待县局填写')
})

test.each(['雨露计划政策是怎么样的', '问一下雨露计划的政策怎么个搞法', '雨露计划是么子政策'])(
  '“%s” asks about the policy that it names',
  async (words) => {
    expect(await talk.say('贾宏伟', words)).toContain('“雨露计划”待县局填写')
  },
)

test.each(['这个政策是怎么样的', '看下有哪些政策'])('“%s” names none: all are listed', async (words) => {
  expect(await talk.say('贾宏伟', words)).toContain('政策清单待县局填写')
})

test('a long question is said back cut', async () => {
  const long = '关于脱贫人口跨省务工一次性交通补助和稳岗补贴以及公益性岗位安置的具体办理流程'

  expect(await talk.say('贾宏伟', `政策 ${long}`)).toContain(`${long.slice(0, 30)}…`)
})
