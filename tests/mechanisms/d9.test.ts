import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { packFile } from '../support/packs.ts'
import { reported, saidIn, tell } from '../support/reports.ts'

const rules = `
signals: { days: 3, burst: 5, copied: 3 }
schedules:
  - { id: signals, row: D9, run: signals-notice, title: 疑似信号, when: 每月第2个工作日 16:00 }
`
let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ now: '2023-06-05T09:00:00+08:00', env: { PACKS: packFile('d9', rules) } })
})
afterAll(async () => await house.stop())

const COPIED = /信号 \d+ 文字相近/
/** Of 纸房村. */
const heads = ['何梅', '高双乐', '袁慧北', '张耀宗', '巩俊英', '郭红锁']

test('D9 a burst of intake and copied texts are signals for inspectors, with the entries behind and the unit’s own words', async () => {
  const numbers: number[] = []
  for (const head of heads.slice(0, 5)) {
    const { no } = await reported(house, 'jiahongwei', `风险 ${head} 因病 住院`)
    numbers.push(no)
    expect(await tell(house, 'liuhaifeng', `核实 ${no} 属实`)).toMatch(/^✅/)
  }
  for (const no of numbers.slice(0, 4)) expect(await tell(house, 'liuhaifeng', `纳入 ${no} 脱贫不稳定户`)).toMatch(/^✅/)
  expect(await tell(house, 'hanming', '疑似信号 本月')).toContain('没有发现')
  // The fifth within three days makes a burst of it.
  await house.advance('P2D')
  expect(await tell(house, 'liuhaifeng', `纳入 ${numbers[4]} 边缘易致贫户`)).toMatch(/^✅/)
  const [first] = numbers
  const seen = await tell(house, 'hanming', '疑似信号 本月')
  expect(seen).toContain(`信号 ${first} 集中纳入`)
  expect(seen).toContain(`2023-06-05至2023-06-07纳入监测 5 户；记录 ${numbers.join('、')}`)
  expect(seen).toContain('只是线索，不是结论')

  // Only inspectors and the leader in charge see it, and never a group.
  expect(await tell(house, 'liuhaifeng', '疑似信号 本月')).toMatch(/^❌/)
  const inGroup = await tell(house, 'hanming@621021', '疑似信号 本月')
  expect(inGroup).not.toContain('集中纳入')

  // The unit's manager may say what it was; a village cadre may not.
  expect(await tell(house, 'jiahongwei', `说明 ${first} 县里统一比对`)).toMatch(/^❌/)
  expect(await tell(house, 'liuhaifeng', `说明 ${first} 县医保局集中推送预警，逐户走了程序`)).toMatch(/^✅/)
  expect(await tell(house, 'hanming', '疑似信号 本月')).toContain('单位说明：县医保局集中推送预警，逐户走了程序')
})

test('rule 22 一条消息报几户, 都正常 and short texts are no signal; the same long text for three households is', async () => {
  expect(await tell(house, 'jiahongwei', '走访\n何梅 都正常\n高双乐 都正常\n袁慧北 都正常')).toMatch(/^✅/)
  expect(await tell(house, 'hanming', '疑似信号 本月')).not.toMatch(COPIED)
  const words = '已入户走访，家庭生产生活正常，政策享受到位，没有返贫风险'
  for (const head of ['张耀宗', '巩俊英']) expect(await tell(house, 'muxiaodong', `走访 ${head} ${words}`)).toMatch(/^✅/)
  expect(await tell(house, 'hanming', '疑似信号 本月')).not.toMatch(COPIED)
  expect(await tell(house, 'muxiaodong', `走访 郭红锁 ${words}，收入稳定`)).toMatch(/^✅/)
  expect(await tell(house, 'hanming', '疑似信号 本月')).toMatch(/信号 \d+ 文字相近 马岭镇纸房村：走访情况文字相近 3 户/)
})

test('rule 22 the month’s signals go to inspectors in private, and to nobody else', async () => {
  await house.advance('2023-07-04T16:01:00+08:00')
  expect((await saidIn(house, 'direct:hanming')).at(-1)).toMatch(/疑似信号（2023年6月）[\s\S]*信号 \d+ 集中纳入[\s\S]*信号 \d+ 文字相近/)
  for (const chat of ['direct:liuhaifeng', 'direct:jiahongwei', 'group:621021', 'group:621021103', 'direct:zhoukai'])
    expect((await saidIn(house, chat)).join('\n')).not.toContain('疑似信号（2023年6月）')
})
