import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'
import { addPeople } from './people.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'qingcheng' } })
  await addPeople(house, [['石磊', '621021103', '党委书记', 'leader', 'shilei']])
})
afterAll(async () => await house.stop())

test('A4 households visited by anybody count for the village, and for each named person his own', async () => {
  // 纸房村 has 62 households in five groups (households.csv); 15 June is day 166 of 365: 45.5 %.
  await reported(house, 'chenlu', '走访 何梅 收入稳定')
  // The same household on the same day is one visit.
  expect(await tell(house, 'jiahongwei', '走访 何梅 收入稳定，羊圈已修好')).toContain('✅')
  await reported(house, 'jiahongwei', '走访 高双乐 在家务农')
  expect(await tell(house, 'liuhaifeng', '纸房村 走访 进度')).toContain('今年 2/62 户，3.2%，序时进度 45.4%，慢于进度')
  // The secretary went to two households, the first secretary to none; each reads his own.
  expect(await tell(house, 'jiahongwei', '走访 进度')).toContain('您本人今年 2/62 户')
  expect(await tell(house, 'muxiaodong', '走访 进度')).toContain('您本人今年 0/62 户')
})

test('A4 the township secretary owes every natural village and every hardship household', async () => {
  await reported(house, 'shilei', '走访 纸房村 陈红守 边缘易致贫户，产业奖补已到账')
  const own = await tell(house, 'shilei', '谁没走')
  // 马岭镇: three villages of the fixture with five groups each.
  expect(own).toContain('还有 14 组没走到')
  expect(own).not.toContain('纸房村一组')
  expect(own).toContain('纸房村二组')
  // Nobody else reads what he owes himself.
  expect(await tell(house, 'chenlu', '谁没走')).not.toContain('党委书记')
})
