import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { packFile } from '../support/packs.ts'
import { entriesIn, reported, saidIn, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: packFile('d7', '') } })
  expect(await tell(house, 'sunli', '分管 王建新 马岭镇')).toMatch(/^✅/)
})
afterAll(async () => await house.stop())

test('D7 findings stay secret until they are given back, then each is an issue of the inspected unit', async () => {
  const { no } = await reported(house, 'hanming', '暗访 马岭镇 1.明白卡没有更新 2.值班无人')
  expect(await tell(house, 'liuhaifeng', `查 ${no}`)).toMatch(/^❌/)
  const reply = await tell(house, 'hanming', `反馈 ${no} 时限:6月30日`)
  expect(reply).toMatch(/^✅ .*共2个问题/)
  const issues = (await entriesIn(house, reply)).filter(({ kind }) => kind === 'issue')
  expect(issues.map(({ fields }) => fields.content)).toEqual(['明白卡没有更新', '值班无人'])
  expect(issues.every(({ unit, status, fields }) => unit.code === '621021103' && status === 'assigned' && fields.source === '暗访')).toBe(
    true,
  )
  expect((await saidIn(house, 'group:621021103')).at(-1)).toMatch(/明白卡没有更新[\s\S]*值班无人/)
  expect(await tell(house, 'liuhaifeng', `查 ${no}`)).toMatch(/^❌/)
})

test('D7 人大、政协 and inspectors may propose accountability; the leader alone sees it and decides', async () => {
  expect(await tell(house, 'liuhaifeng', '问责建议 马岭镇 数字整改，建议约谈')).toMatch(/^❌/)
  const { no } = await reported(house, 'hanming', '问责建议 马岭镇 数字整改，建议约谈主要负责人')
  expect((await saidIn(house, 'direct:wangjianxin')).at(-1)).toContain(`批示 ${no}`)
  for (const who of ['liuhaifeng', 'sunli', 'liguodong']) expect(await tell(house, who, `查 ${no}`)).toMatch(/^❌/)
  expect(await tell(house, 'wangjianxin', `查 ${no}`)).toContain('数字整改')
  expect(await tell(house, 'hanming', `批示 ${no} 同意`)).toMatch(/^❌/)
  expect(await tell(house, 'wangjianxin', `批示 ${no} 请督查组核实后约谈`)).toMatch(/^✅/)
})
