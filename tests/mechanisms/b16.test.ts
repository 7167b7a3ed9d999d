import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'tests/fixtures/projects-pack.yaml' } })
})
afterAll(async () => await house.stop())

test('B16 a unit’s base documents: held, missing, not said; nothing beyond the list, nobody is chased', async () => {
  await reported(house, 'jiahongwei', '资料 已有 帮扶手册')
  await reported(house, 'jiahongwei', '资料 缺 会议记录')
  expect(await tell(house, 'jiahongwei', '资料 已有 光盘行动照片')).toMatch(/^❌ 资料清单里没有.*清单以外的不用登记/)

  const shown = await tell(house, 'jiahongwei', '资料清单')
  expect(shown).toMatch(/已有：帮扶手册\n缺：会议记录\n没登记：监测户档案/)
  expect(shown).toContain('不催报、不排名')
  // 14 villages below 马岭镇; one of them lacks something.
  expect(await tell(house, 'liuhaifeng', '资料清单')).toMatch(
    /下级 14 个单位：资料齐全 0 个，登记了缺资料的 1 个[\s\S]*纸房村 缺：会议记录/,
  )

  await reported(house, 'jiahongwei', '资料 已有 会议记录')
  await reported(house, 'jiahongwei', '资料 已有 监测户档案')
  expect(await tell(house, 'liuhaifeng', '资料清单')).toContain('资料齐全 1 个，登记了缺资料的 0 个')
})

test('B16 without a list from the county names are kept as they are typed', async () => {
  const other = await startTestApp()
  try {
    expect((await reported(other, 'jiahongwei', '资料 已有 帮扶手册')).fields).toMatchObject({ state: '已有', name: '帮扶手册' })
    expect(await tell(other, 'jiahongwei', '资料清单')).toContain('待县局填写')
  } finally {
    await other.stop()
  }
})
