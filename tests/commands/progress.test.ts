import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ world: 'demo' })
})
afterAll(async () => await house.stop())

const linesOf = (answer: string): string[] => answer.split('\n')

test('units that no message has room for are counted, and it is said how to see them', async () => {
  const answer = linesOf(await tell(house, 'xuxueming', '信息 进度'))
  const owing = Number(/应报 (\d+) 个单位/.exec(answer[1] ?? '')?.[1])

  expect(owing).toBeGreaterThan(30)
  expect(answer.filter((line) => /\d+\/\d+ \d+$/.test(line))).toHaveLength(30)
  const [, more, example] = /^……还有 (\d+) 个单位没列出，请写上单位问，例如：(.+)$/m.exec(answer.join('\n')) ?? []
  expect(Number(more)).toBe(owing - 30)
  expect(await tell(house, 'xuxueming', example ?? '')).toMatch(/^【.+ 信息报送】/)
})

test('persons as well', async () => {
  const answer = linesOf(await tell(house, 'muzhansheng', '驿马镇 走访 进度'))
  const villages = answer.filter((line) => /^　完成率/.test(line)).length

  expect(answer.filter((line) => line.startsWith('·') && line.includes('书记'))).toHaveLength(30)
  // Each of the villages has a 村书记 and a 第一书记.
  expect(answer.join('\n')).toContain(`……还有 ${2 * villages - 30} 人没列出`)
})

test('a county’s secretaries are counted only, and asked for by their unit', async () => {
  const answer = await tell(house, 'wangwuming', '走访 进度')
  const [, example = ''] = /^共 3\d\d 人，不在这里一一列出，请写上乡镇或村问，例如：(.+)$/m.exec(answer) ?? []

  expect(linesOf(answer).length).toBeLessThan(70)
  expect(await tell(house, 'wangwuming', example)).toMatch(/^【.+ 村书记、第一书记遍访】\n· .+村书记.+ 0\/\d+ 户/)
})

test('where nobody has to be visited nobody was', async () => {
  await tell(house, 'wuhongwei', '免报 董家滩村 走访 整村搬迁')

  const answer = await tell(house, 'wuhongwei', '董家滩村 走访 谁没走')
  expect(answer).toContain('今年没有应走访的户。')
  expect(answer).not.toContain('全部走到')
})
