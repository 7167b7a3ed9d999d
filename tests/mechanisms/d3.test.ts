import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'tests/fixtures/projects-pack.yaml' } })
})
afterAll(async () => await house.stop())

test('D3 a duty is owed by position: the squad leader of the town checks a village every week', async () => {
  // 副镇长 stands for the 大队长 in this roster.
  expect(await tell(house, 'zhangcaixia', '我的待办')).toContain('大队长查村')
  expect(await tell(house, 'liuhaifeng', '我的待办')).not.toContain('您本人 大队长查村')
  await reported(house, 'zhangcaixia', '调研 纸房村 主题：风险户识别')
  expect(await tell(house, 'zhangcaixia', '我的待办')).not.toContain('大队长查村')
  await house.advance('P7D')
  expect(await tell(house, 'zhangcaixia', '我的待办')).toContain('大队长查村')
})
