import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { packFile } from '../support/packs.ts'
import { photo, reported, tell, tellWith } from '../support/reports.ts'

const classes = ['识别标准把握不精准', '集中突击纳入', '帮扶及时性针对性不强', '风险消除简单化']
let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: packFile('d2', '') } })
})
afterAll(async () => await house.stop())

test('D2 the four named classes of problems each have their ledger items, struck off one by one', async () => {
  const numbers: number[] = []
  for (const [index, name] of classes.entries()) {
    const { no, fields } = await reported(house, 'sunli', `问题 内容:第${index + 1}户有疑点 类别:${name} 责任单位:马岭镇 来源:自查`)
    expect(fields.class).toBe(name)
    numbers.push(no)
  }
  const [first = 0] = numbers
  await reported(house, 'sunli', `问题 内容:又一户有疑点 类别:${classes[0]} 责任单位:马岭镇`)
  await tellWith(house, 'liuhaifeng', { text: `整改 ${first} 已重新核对标准`, file: photo })
  expect(await tell(house, 'sunli', `销号 ${first}`)).toMatch(/^✅/)

  const text = await tell(house, 'sunli', '台账 问题')
  expect(text).toContain('共 5 条')
  expect(text).toContain('未办结 4 条')
  expect(text).toContain('已销号 1')
  expect(text).toContain(`${classes[0]} 2`)
  expect(text).toContain(`${classes[3]} 1`)
  expect(await tell(house, 'sunli', '台账 问题 未销号')).toContain('共 4 条')
})
