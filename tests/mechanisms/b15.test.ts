import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, saidIn, tell, tellWith } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'tests/fixtures/projects-pack.yaml' } })
})
afterAll(async () => await house.stop())

test('B15 政策 answers from the county’s list, and says what is still open', async () => {
  const shown = await tell(house, 'jiahongwei', '政策 小额信贷')
  expect(shown).toContain('给谁：脱贫户和监测对象')
  expect(shown).toContain('标准：待县局填写')
  expect(await tell(house, 'jiahongwei', '政策清单')).toContain('雨露计划')
})

test('B15 the card lists the policies for the household’s kind', async () => {
  const monitored = await tell(house, 'jiahongwei', '明白卡 陈红守')
  expect(monitored).toMatch(/边缘易致贫户[\s\S]*政策：小额信贷[\s\S]*落实：还没核对[\s\S]*政策：雨露计划/)
  // 一般户: the list is for 脱贫户 and 三类户.
  expect(await tell(house, 'jiahongwei', '明白卡 何梅')).toContain('没有专门针对这类户的政策')
  expect(await tell(house, 'caojun', '明白卡 陈红守')).toMatch(/^❌/)
})

test('B15 household by household and policy by policy; who is not checked yet is listed', async () => {
  // 纸房村 has 38 households of these kinds (counted in households.csv), two policies each.
  expect(await tell(house, 'jiahongwei', '政策落实情况')).toMatch(/应核对 38 户、76 项，已核对 0 项.*还有 38 户没核对完/)

  await reported(house, 'jiahongwei', '政策落实 陈红守 小额信贷 已享')
  expect(await tell(house, 'jiahongwei', '政策落实 陈红守 雨露计划 未享')).toMatch(/^❌ 请写明没享受的原因/)
  await reported(house, 'jiahongwei', '政策落实 陈红守 雨露计划 未享 家里没有学生')
  await reported(house, 'jiahongwei', '政策落实 张耀宗 小额信贷 应享')

  const shown = await tell(house, 'jiahongwei', '政策落实情况')
  expect(shown).toMatch(/已核对 3 项（3.9%）；还有 37 户没核对完，应享还没享 1 项，写明原因未享 1 项/)
  expect(shown).toContain('陈红守（边缘易致贫户）：雨露计划 未享（家里没有学生）')
  expect(shown).toContain('张耀宗（脱贫户）：没核对：雨露计划；小额信贷 应享')
  expect(await tell(house, 'jiahongwei', '明白卡 陈红守')).toContain('落实：未享（家里没有学生）')

  // What is said later stands.
  await reported(house, 'jiahongwei', '政策落实 张耀宗 小额信贷 已享')
  expect(await tell(house, 'liuhaifeng', '政策落实情况')).toMatch(/纸房村 3\/76 项，37 户没核对完/)
})

test('B15 names go to the direct chat above village level', async () => {
  const shown = await tell(house, 'liuhaifeng@621021103', '纸房村政策落实情况')
  expect(shown).toContain('名单已私信您')
  expect(shown).not.toMatch(/张.宗/)
  expect((await saidIn(house, 'direct:liuhaifeng')).at(-1)).toContain('张耀宗')
})

test('B15 a department’s list prefills the check-list; what it cannot place is told to the sender', async () => {
  const content = [
    '村,户主,政策,落实,原因',
    '纸房村,郭红锁,小额信贷,,',
    '纸房村,谢伟百,雨露计划,未享,没有在校学生',
    '纸房村,何云廷,雨露计划,未享,',
    '纸房村,郭红锁,养老保险,已享,',
    '纸房村,查无此人,小额信贷,已享,',
  ].join('\n')
  await tellWith(house, 'heweimin', { text: '政策名单', file: { name: '名单.csv', mime: 'text/csv', content } })
  const result = await heard('direct:heweimin', '共 5 行')

  expect(result).toContain('已登记 2 项，没有登记 3 行')
  expect(result).toMatch(/第4行：未享要写原因[\s\S]*第5行：政策清单里没有“养老保险”[\s\S]*第6行：名册里没有这一户/)
  expect(await tell(house, 'jiahongwei', '明白卡 郭红锁')).toMatch(/小额信贷[\s\S]*落实：已享/)
  expect(await tell(house, 'jiahongwei', '明白卡 谢伟百')).toContain('落实：未享（没有在校学生）')
  expect(await tell(house, 'liuhaifeng', '政策落实情况')).toContain('纸房村 5/76 项')
})

/** Waits until the bot has said something that holds the words: the file is fetched after the reply. */
async function heard(chat: string, words: string): Promise<string> {
  for (let tries = 0; tries < 200; tries++) {
    const found = (await saidIn(house, chat)).findLast((said) => said.includes(words))
    if (found) return found
    await house.advance('PT1S')
  }
  throw new Error(`${chat} never heard “${words}”`)
}
