import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

const countOf = (answer: string): number => Number(/您包 (\d+) 户/.exec(answer)?.[1])

test('a household gets who answers for it, several at once too', async () => {
  await tell(house, 'liuhaifeng', '帮扶人 慕晓东 欧阳建平、麻永胜')
  const before = countOf(await tell(house, 'chenlu', '我包的户还有谁没走到'))

  expect(await tell(house, 'liuhaifeng', '帮扶人 陈璐 欧阳建平、纸房村麻永胜')).toMatch(
    '✅ 已登记：陈璐是纸房村 欧阳建平、纸房村 麻永胜的帮扶责任人。',
  )

  expect(await tell(house, 'jiahongwei', '欧阳建平 情况')).toContain('帮扶责任人：陈璐')
  expect(countOf(await tell(house, 'chenlu', '我包的户还有谁没走到'))).toBe(before + 2)
})

test.each([
  ['liuhaifeng', '帮扶人 陈璐', /^❌ 请按/],
  ['liuhaifeng', '帮扶人 诸葛查无 王亦态', /^❌ 名册里没有/],
  ['liuhaifeng', '结对 陈璐 诸葛查无', /^❌ .*(?:没有找到|可能是)/],
  ['caojun', '帮扶人 陈璐 纸房村欧阳建平', /^❌/],
  ['jiahongwei', '帮扶人 陈璐 欧阳建平', /^❌ .*管理员/],
])('%s: %s is refused', async (who, text, words) => {
  expect(await tell(house, who, text)).toMatch(words)
})
