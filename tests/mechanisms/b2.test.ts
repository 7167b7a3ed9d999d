import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { reported, tell } from '../support/reports.ts'
import { addPeople } from './people.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'yichun' } })
  await addPeople(house, [
    ['马文海', '621021', '县委书记', 'leader', 'mawenhai'],
    ['石磊', '621021103', '镇长', 'leader', 'shilei'],
  ])
})
afterAll(async () => await house.stop())

test('B2 the county secretary goes to all villages with the task within the term, by visit or study', async () => {
  for (const village of ['纸房村', '贺旗村', '琵琶寨村', '涝池村']) await tell(house, 'sunli@621021', `属性 ${village} 有巩固任务`)
  await reported(house, 'mawenhai', '调研 纸房村 产业发展')
  await reported(house, 'mawenhai', '调研 纸房村 农房改造')
  // A village without the task is none of those to be covered.
  await reported(house, 'mawenhai', '调研 东滩村 果园')
  const own = await tell(house, 'mawenhai', '谁没走')
  expect(own).toContain('县委书记、县长遍访行政村（本届）')
  expect(own).toContain('还有 3 村没走到')
  expect(own).toMatch(/1\. 涝池村\n2\. 贺旗村\n3\. 琵琶寨村/)
  // 15 June 2023 is day 715 of the 1826 days of the term that the pack names: 39.15 %, cut to one place.
  expect(await tell(house, 'mawenhai', '我的待办')).toContain('本届还差 3 村（已走 25%，序时进度 39.1%）')
})

test('B2 the township head covers village groups within the term; a village secretary may also telephone', async () => {
  await reported(house, 'shilei', '走访 纸房村 何梅 收入稳定')
  expect(await tell(house, 'shilei', '谁没走')).toContain('还有 14 组没走到')

  expect(await tell(house, 'jiahongwei', '走访 户主:何梅 方式:电话 情况:在外务工，报平安')).toMatch(/^✅/)
  await reported(house, 'jiahongwei', '走访 户主:高双乐 情况:在家务农')
  expect(await tell(house, 'jiahongwei', '走访 进度')).toContain('您本人今年 2/62 户')
  // 何梅 was seen by two, one household.
  expect(await tell(house, 'liuhaifeng', '纸房村 走访 进度')).toContain('今年 2/62 户')
})
