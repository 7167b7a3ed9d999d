import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'qingcheng' } })
})
afterAll(async () => await house.stop())

test('A14 the reference score is counted by the pack’s weights, marked 本县自定, and documents stand beside it', async () => {
  const heads = ['何梅', '高双乐', '陈红守', '袁慧北']
  for (const head of heads) await reported(house, 'chenlu', `走访 户主:${head} 情况:收入稳定`)
  // One issue put right in time, one that fell due and is open.
  const good = await reported(house, 'sunli@621021', '问题 五组蓄水池渗漏 责任单位:马岭镇 时限:6月20日')
  await reported(house, 'sunli@621021', '问题 通组路塌方 责任单位:马岭镇 时限:6月20日')
  await tell(house, 'liuhaifeng', `核实 ${good.no} 属实`)
  const sent = await house.post('/sandbox/api/messages', {
    chatId: 'direct:liuhaifeng',
    memberId: 'liuhaifeng',
    text: `整改 ${good.no} 蓄水池已修好`,
    attachments: [{ name: 'p.jpg', mime: 'image/jpeg', base64: Buffer.from('photo').toString('base64') }],
  })
  expect(sent.body).toContain('✅')
  await house.advance('2023-06-25T08:00:00+08:00')

  expect(await tell(house, 'sunli@621021', '结果 一票否决 单位:马岭镇 文号:甘乡振〔2023〕3号 国家后评估出现严重问题')).toMatch(/^✅/)
  expect(await tell(house, 'sunli@621021', '通报批评 马岭镇 问题整改不力')).toMatch(/^✅/)
  const shown = await tell(house, 'sunli', '马岭镇 参考分')
  // 25 June is day 176: 165 × 176/365 = 79.56 households are owed by then, 4 are visited (5.03 %); one issue of two in time.
  // (60 × 0.0503 + 10 × 0.0503 + 30 × 0.5) / 100 = 18.5 of a hundred.
  expect(shown).toMatch(/马岭镇[\s\S]*参考分 18\.5/)
  expect(shown).toContain('（4/79.6）')
  expect(shown).toContain('问题按期整改(30) 50%（1/2）')
  expect(shown).toContain('权重本县自定')
  expect(shown).toContain('不是考核结果')
  expect(shown).toMatch(/一票否决（1 条）：\n· 马岭镇 一票否决 .*依据 甘乡振〔2023〕3号/)
  expect(shown).toMatch(/通报批评（1 条）：\n· 马岭镇 问题整改不力/)
})
