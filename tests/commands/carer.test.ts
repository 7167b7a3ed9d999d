import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'

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

test('blanks part households as well, also behind their village', async () => {
  expect(await tell(house, 'liuhaifeng', '帮扶人 陈璐 欧阳建平 麻永胜 纸房村 高全大')).toBe(
    '✅ 已登记：陈璐是纸房村 欧阳建平、纸房村 麻永胜、纸房村 高全大的帮扶责任人。',
  )
})

test('who holds no post any more answers for nobody', async () => {
  await tell(house, 'zhoukai', '免职 李倩')

  expect(await tell(house, 'liuhaifeng', '帮扶人 李倩 欧阳建平')).toMatch(/^❌ 李倩现在没有职务/)
})

test.each([
  ['liuhaifeng', '帮扶人 陈璐 欧阳建平 诸葛查无', /^❌ .*诸葛查无/],
  ['liuhaifeng', '帮扶人 陈璐', /^❌ 请按/],
  ['liuhaifeng', '帮扶人 诸葛查无 王亦态', /^❌ 名册里没有/],
  ['liuhaifeng', '结对 陈璐 诸葛查无', /^❌ .*(?:没有找到|可能是)/],
  ['caojun', '帮扶人 陈璐 纸房村欧阳建平', /^❌/],
  ['jiahongwei', '帮扶人 陈璐 欧阳建平', /^❌ .*管理员/],
])('%s: %s is refused', async (who, text, words) => {
  expect(await tell(house, who, text)).toMatch(words)
})

test('reports visits and risks on his own households whatever his unit, and nothing else there is confirmed to exist', async () => {
  await tell(house, 'liuhaifeng', '帮扶人 赵立平 欧阳建平、麻永胜')

  const list = await tell(house, 'zhaoliping', '没走的')
  expect(list).toMatch(/您包 2 户，还有 2 户没走访[\s\S]*麻永胜[\s\S]*欧阳建平/)
  expect(await tell(house, 'zhaoliping', '我的待办')).toMatch(/您帮扶的户[\s\S]*纸房村四组 欧阳建平：还没走访/)

  const visit = await reported(house, 'zhaoliping', '走访 欧阳建平 家里情况稳定')
  expect(visit).toMatchObject({ unit: { code: '621021103204' }, byUnit: { code: '621021902' } })
  expect(await reported(house, 'zhaoliping', '风险 纸房村麻永胜 因病 住院花了两万')).toMatchObject({
    kind: 'risk',
    unit: { code: '621021103204' },
  })
  expect(await tell(house, 'jiahongwei', '走访 进度')).toMatch(/今年 1\/62 户/)
  expect(await tell(house, 'zhaoliping', '没走的')).toMatch(/您包 2 户，还有 1 户没走访/)

  // Neighbours, the village and what others reported stay unknown to him.
  const neighbour = await tell(house, 'zhaoliping', '走访 王亦态 家里情况稳定')
  const nobody = await tell(house, 'zhaoliping', '走访 王会秋 家里情况稳定')
  expect(neighbour).toMatch(/^❓ 名册里没有找到“王亦态”/)
  expect(nobody).toContain(neighbour.replaceAll('王亦态', '王会秋'))
  await tell(house, 'zhaoliping', '取消')
  expect(await tell(house, 'zhaoliping', '欧阳建平 情况')).toMatch(/^❌/)
  expect(await tell(house, 'zhaoliping', '纸房村 走访 进度')).toMatch(/^❌/)
  const reply = await tell(house, 'zhaoliping', '走访 欧阳建平 又去了一次')
  expect(reply).not.toMatch(/\d+\/62 户/)
})

test('who cares for a household no longer is refused again', async () => {
  await tell(house, 'liuhaifeng', '帮扶人 陈璐 欧阳建平')

  expect(await tell(house, 'zhaoliping', '走访 欧阳建平 家里情况稳定')).not.toMatch(/^✅/)
})
