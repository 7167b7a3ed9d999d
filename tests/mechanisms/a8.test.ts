import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { entriesIn, reported, saidIn, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'qingcheng' } })
})
afterAll(async () => await house.stop())

test('A8 leaders and taskforces inspect once in two months; findings become issues, and nothing of it is shown in a group', async () => {
  await tell(house, 'sunli@621021', '包抓 王建新 马岭镇')
  expect(await tell(house, 'wangjianxin', '我的待办')).toContain('县级领导明察暗访：2023年5—6月还差 1 次')
  const { no } = await reported(house, 'wangjianxin', '督查 单位：纸房村 发现：1.明白卡没有更新 2.值班无人')
  expect(await tell(house, 'wangjianxin', '我的待办')).not.toContain('明察暗访')

  const opened = await tell(house, 'wangjianxin', `交办 ${no} 马岭镇 时限:6月30日`)
  const issues = (await entriesIn(house, opened)).filter(({ kind }) => kind === 'issue')
  expect(issues.map(({ fields }) => fields.content)).toEqual(['明白卡没有更新', '值班无人'])
  expect(issues.map(({ unit }) => unit.name)).toEqual(['纸房村委会', '纸房村委会'])

  expect(await tell(house, 'sunli@621021', '谁没报督查')).toContain('督查、暗访的情况')
  await house.advance('2023-07-10T12:00:00+08:00')
  const shown = [...(await saidIn(house, 'group:621021')), ...(await saidIn(house, 'group:621021103'))]
  expect(shown.filter((text) => text.includes('明察暗访'))).toEqual([])
})
