import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { packFile } from '../support/packs.ts'
import { entryOf, photo, reported, tell, tellWith } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: packFile('d8', '') } })
})
afterAll(async () => await house.stop())

test('D8 after the campaign every item struck off is looked at again, and what came back is opened', async () => {
  const numbers: number[] = []
  for (const words of ['路灯不亮', '水压不足', '垃圾乱倒']) {
    const { no } = await reported(house, 'sunli', `问题 ${words} 责任单位:马岭镇`)
    await tellWith(house, 'liuhaifeng', { text: `整改 ${no} 已办好`, file: photo })
    numbers.push(no)
  }
  const [first = 0, second = 0, third = 0] = numbers
  await tell(house, 'sunli', `销号 ${first}`)
  await tell(house, 'sunli', `销号 ${second}`)
  expect(await tell(house, 'hanming', '回头看清单')).toContain('已销号 2 条，已回头看 0 条，还没看 2 条')

  expect(await tell(house, 'hanming', `回头看 ${first} 通过`)).toMatch(/^✅/)
  expect(await tell(house, 'hanming', `回头看 ${third} 通过`)).toMatch(/^❌/)
  expect(await tell(house, 'hanming', '回头看清单')).toContain('已销号 2 条，已回头看 1 条，还没看 1 条')
  // 15 working days from Thursday 15 June: 16, 19–21 June, 25–30 June (22–24 端午 off, Sunday 25 worked), 3–7 July.
  expect(await tell(house, 'hanming', `回头看 ${second} 反弹 又降下来了`)).toMatch(/^✅ .*2023年7月7日/)
  expect((await entryOf(house, second)).status).toBe('verified')
  expect(await tell(house, 'hanming', '回头看清单')).toContain('已销号 1 条，已回头看 1 条，还没看 0 条')
})
