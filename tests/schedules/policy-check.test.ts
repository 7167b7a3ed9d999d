import { afterEach, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { heard, heardWhere } from '../support/heard.ts'
import { packFile } from '../support/packs.ts'
import { reported } from '../support/reports.ts'

/** 突发严重困难户 in tests/fixtures/world-dev/households.csv: four in 纸房村, one in 贺旗村, one in 涝池村, none elsewhere. */
const policies = `
policies:
  - { name: 应急救助, for: [突发严重困难户] }
  - { name: 临时救助, for: [突发严重困难户] }
`
const schedule = `
schedules:
  - { id: policies, row: B15, run: policy-check, title: 政策落实清单, when: 每季第3个工作日 10:00, to: { kind: township } }
`

let house: TestApp
afterEach(async () => await house.stop())

const start = async (yaml: string): Promise<void> => {
  house = await startTestApp({ now: '2023-06-15T09:00:00+08:00', env: { PACKS: packFile('policies', yaml) } })
}

it('tells each township by numbers which villages have households unchecked or policies owed, and names nobody', async () => {
  await start(policies + schedule)
  await reported(house, 'jiahongwei', '政策落实 高魁 应急救助 已享')
  await reported(house, 'jiahongwei', '政策落实 高魁 临时救助 应享')
  await reported(house, 'jiahongwei', '政策落实 何伟 应急救助 已享')
  await house.advance('2023-07-05T12:00:00+08:00')

  // 1 July 2023 is a Saturday: the third working day of the quarter is Wednesday 5 July.
  expect(await heardWhere(house, '政策落实清单')).toEqual(['group:621021101 2023-07-05 10:00', 'group:621021103 2023-07-05 10:00'])
  const [yima, maling] = (await heard(house, '政策落实清单')).map(({ text }) => text)
  // 纸房村: 4 × 2 = 8, three said; 何伟 and two others are not through.
  expect(maling).toContain('纸房村：已核对 3/8 项，还有 3 户没核对完，应享还没享 1 项')
  expect(maling).toContain('贺旗村：已核对 0/2 项，还有 1 户没核对完')
  expect(maling).not.toMatch(/董家滩|琵琶寨|高魁|何伟/)
  expect(maling).toContain('户名请私聊发：政策落实情况；数据截至7月5日 10:00')
  expect(yima).toContain('涝池村：已核对 0/2 项，还有 1 户没核对完')
})

it('goes on while something is due though all is checked, and ends when it is had; 未享 with its reason owes nothing', async () => {
  await start(policies + schedule)
  await reported(house, 'fengjianzhong', '政策落实 袁殿守 应急救助 应享')
  await reported(house, 'fengjianzhong', '政策落实 袁殿守 临时救助 未享 已有保险赔付')
  await house.advance('2023-07-05T12:00:00+08:00')
  const [first] = await heard(house, '驿马镇 政策落实清单')
  expect(first?.text).toContain('涝池村：已核对 2/2 项，应享还没享 1 项')
  expect(first?.text).not.toContain('0 户')

  await reported(house, 'fengjianzhong', '政策落实 袁殿守 应急救助 已享')
  await house.advance('2023-10-20T12:00:00+08:00')
  // Only 马岭镇 heard it again, on the third working day after the holidays.
  expect((await heardWhere(house, '政策落实清单')).slice(1)).toEqual([
    'group:621021103 2023-07-05 10:00',
    'group:621021103 2023-10-09 10:00',
  ])
})

it('says nothing where the pack has no policies', async () => {
  await start(schedule)
  await house.advance('2023-07-06T12:00:00+08:00')

  expect(await heard(house, '政策落实清单')).toEqual([])
})

it('waits for the morning after quiet hours and does not come twice after a restart', async () => {
  await start(policies + schedule.replace('10:00', '06:00'))
  await house.advance('2023-07-05T07:00:00+08:00')
  house = await house.restart()
  await house.advance('2023-07-05T12:00:00+08:00')

  expect(await heardWhere(house, '马岭镇 政策落实清单')).toEqual(['group:621021103 2023-07-05 08:00'])
})
