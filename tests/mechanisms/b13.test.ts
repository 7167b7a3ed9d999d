import { afterAll, beforeAll, expect, test } from 'vitest'
import { putPost } from '../../db/queries/roster.ts'
import { bumpRosterVersion } from '../../db/queries/roster-version.ts'
import { toDate } from '../../src/clock.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'tests/fixtures/projects-pack.yaml' } })
})
afterAll(async () => await house.stop())

test('B13 who has no 党委副书记, whose 副书记 is not station head, and who changed within the term', async () => {
  expect(await tell(house, 'liuhaifeng', '队伍情况')).toMatch(/应配 1 个单位，符合且任期内没有变动的 0 个[\s\S]*马岭镇：党委副书记空缺/)

  await appoint('zhangcaixia', '张彩霞', '党委副书记')
  expect(await tell(house, 'liuhaifeng', '队伍情况')).toContain('马岭镇：党委副书记没有兼任站长')
  await appoint('zhangcaixia', '张彩霞', '乡村振兴工作站站长')
  expect(await tell(house, 'liuhaifeng', '队伍情况')).toContain('符合且任期内没有变动的 1 个')

  expect(await tell(house, 'zhoukai', '免职 张彩霞 党委副书记')).toMatch(/^✅/)
  await house.advance('P2D')
  await appoint('liuhaifeng', '刘海峰', '党委副书记')
  // 刘海峰 is station head already; but the post changed hands.
  expect(await tell(house, 'liuhaifeng', '队伍情况')).toContain('马岭镇：任期内换了 1 次')
  // All 15 townships of the county: this one fulfils the rule but changed, fourteen have nobody.
  expect(await tell(house, 'sunli', '队伍情况')).toMatch(/应配 15 个单位，符合且任期内没有变动的 0 个/)
})

/** A change of the roster as the shell imports it: the post is held from today. */
async function appoint(id: string, name: string, title: string): Promise<void> {
  const { store, clock } = house.app
  const { directory } = await house.app.keepHouse(store.read)
  const member = directory.memberByIdentity('sandbox', id, toDate(clock.now()))
  const unit = directory.unitByCode('621021103')
  if (!member || !unit || member.name !== name) throw new Error(`${name} is not in the world`)
  await store.transaction(async (tx) => {
    await putPost(tx, { memberId: member.id, unitId: unit.id, title, role: 'manager', since: toDate(clock.now()), grantedAt: clock.now() })
    await bumpRosterVersion(tx)
  })
}
