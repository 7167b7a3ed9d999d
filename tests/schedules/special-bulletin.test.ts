import { afterEach, beforeEach, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { heard, heardWhere } from '../support/heard.ts'
import { packFile } from '../support/packs.ts'
import { reported, tell } from '../support/reports.ts'

const rules = `
schedules:
  - { id: bulletin, row: D7, run: special-bulletin, title: 督查专报, when: 每日 18:30, to: { kind: [county, township] } }
`

let house: TestApp
beforeEach(async () => {
  house = await startTestApp({ now: '2023-06-12T09:00:00+08:00', env: { PACKS: packFile('bulletin', rules) } })
})
afterEach(async () => await house.stop())

/** An inspection of a village by 韩明, given out at once. */
async function assigned(words: string): Promise<void> {
  const { no } = await reported(house, 'hanming', `督查 ${words}`)
  expect(await tell(house, 'hanming', `交办 ${no} 时限:6月30日`)).toMatch(/^✅/)
}

it('lists at half past six what was given out that day, unit by unit, to the county and to the township concerned', async () => {
  await assigned('纸房村\n发现：\n1.明白卡没有更新\n2.值班无人')
  await assigned('涝池村 台账缺签字')
  await house.advance('2023-06-12T19:00:00+08:00')

  expect(await heardWhere(house, '督查专报')).toEqual([
    'group:621021 2023-06-12 18:30',
    'group:621021101 2023-06-12 18:30',
    'group:621021103 2023-06-12 18:30',
  ])
  const [county, yima, maling] = (await heard(house, '督查专报')).map(({ text }) => text)
  // Three findings in two villages; two of them and one village are 马岭镇's.
  expect(county).toContain('庆城县 督查专报第1期（6月12日）')
  expect(county).toContain('本期交办 2 个单位、3 个问题')
  expect(county).toMatch(/纸房村（2 个）：\n· #\d+ 明白卡没有更新（2023年6月30日前整改）\n· #\d+ 值班无人/)
  expect(county).toContain('督查交办累计 3 个，已了结 0 个，还有 3 个')
  expect(maling).toContain('本期交办 1 个单位、2 个问题')
  expect(yima).toContain('涝池村（1 个）')
  expect(yima).not.toContain('纸房村')
  // Who inspected is nobody's business.
  expect(county).not.toMatch(/韩明|hanming/)
})

it('masks the heads of households whom a finding names: it goes to groups above village level', async () => {
  await assigned('纸房村 陈红守家明白卡没有更新')
  await house.advance('2023-06-12T19:00:00+08:00')

  const texts = (await heard(house, '督查专报')).map(({ text }) => text)
  expect(texts).toHaveLength(2)
  for (const text of texts) expect(text).toMatch(/陈\*守家明白卡没有更新/)
  expect(texts.join()).not.toContain('陈红守')
})

it('keeps what is not given out yet to the inspectors, and is silent on a day without', async () => {
  await reported(house, 'hanming', '暗访 纸房村 值班无人')
  await house.advance('2023-06-13T19:00:00+08:00')

  expect(await heardWhere(house, '值班无人')).toEqual(['direct:hanming 2023-06-12 09:00'])
  expect(await heard(house, '督查专报')).toEqual([])
})

it('of the evening after it went out stands in the next one: nothing that was given out is in none', async () => {
  await assigned('纸房村 明白卡没有更新')
  await house.advance('2023-06-12T20:00:00+08:00')
  await assigned('贺旗村 蓄水池渗漏')
  await house.advance('2023-06-13T19:00:00+08:00')

  const [first, second, ...more] = (await heard(house, '庆城县 督查专报')).map(({ text }) => text)
  expect(more).toEqual([])
  expect(first).not.toContain('蓄水池渗漏')
  expect(second).toContain('庆城县 督查专报第2期（6月13日）')
  expect(second).toContain('蓄水池渗漏')
  expect(second).toContain('累计 2 个')
})

it('counts its issues by those that went out, each place its own, and is not sent twice after a restart', async () => {
  await assigned('纸房村 明白卡没有更新')
  await house.advance('2023-06-13T19:00:00+08:00')
  await assigned('贺旗村 蓄水池渗漏')
  await assigned('涝池村 台账缺签字')
  await house.advance('2023-06-14T19:00:00+08:00')
  house = await house.restart()
  await house.advance('PT2H')

  expect(await heardWhere(house, '督查专报第2期')).toEqual(['group:621021 2023-06-14 18:30', 'group:621021103 2023-06-14 18:30'])
  // 驿马镇 had none before.
  expect(await heardWhere(house, '驿马镇 督查专报第1期')).toEqual(['group:621021101 2023-06-14 18:30'])
})

it('waits for the morning where it falls into quiet hours', async () => {
  await house.stop()
  const late = rules.replace('18:30', '22:00')
  house = await startTestApp({ now: '2023-06-12T09:00:00+08:00', env: { PACKS: packFile('late', late) } })
  await assigned('纸房村 明白卡没有更新')
  await house.advance('2023-06-13T09:00:00+08:00')

  expect(await heardWhere(house, '庆城县 督查专报')).toEqual(['group:621021 2023-06-13 08:00'])
})
