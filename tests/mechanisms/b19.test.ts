import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { entriesIn, reported, saidIn, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'yichun' } })
})
afterAll(async () => await house.stop())

test('B19 a village meeting is held on its agenda, and what it decided becomes the task of whom it names', async () => {
  const reply = await tell(
    house,
    'jiahongwei',
    '会议 类型:村级例会 主题:6月村级例会\n议题：\n1.饮水排查情况\n2.监测户收入\n议定：\n1.纸房村6月25日前修好五组蓄水池',
  )
  const [meeting] = await entriesIn(house, reply.split('\n')[0] ?? '')
  expect(meeting?.fields).toMatchObject({ type: '村级例会', agenda: ['饮水排查情况', '监测户收入'] })
  expect(meeting?.fields.decisions).toMatchObject([{ text: expect.stringContaining('蓄水池'), due: '2023-06-25' }])
  expect(reply).toContain('纸房村本月村级例会 1/1 次')
  const tasks = (await house.api('/entries?kind=task')).json<{ items: { fields: { content: string; due: string } }[] }>().items
  expect(tasks.map(({ fields }) => fields.due)).toEqual(['2023-06-25'])
  expect(tasks[0]?.fields.content).toContain('五组蓄水池')
  // The village that met owes nothing more, its neighbour does.
  expect(await tell(house, 'jiahongwei', '我的待办')).not.toContain('村级例会：')
  expect(await tell(house, 'yangzhiguo', '我的待办')).toContain('村级例会：2023年6月还差 1 次')
})

test('B19 the theme of the month opens a check-list; villages answer, and issues, review and inspection stand beside it', async () => {
  // Without a theme nobody owes an answer.
  expect(await tell(house, 'yangzhiguo', '我的待办')).not.toContain('本月主题')
  expect(await tell(house, 'yangzhiguo', '零报告 本月主题')).toMatch(/^❌/)
  expect(await tell(house, 'liuhaifeng', '本月主题 饮水安全')).toContain('由县级管理员来定')
  expect(await tell(house, 'sunli@621021', '本月主题 修路')).toContain('可以定：饮水安全、住房安全、义务教育、基本医疗')
  expect(await tell(house, 'sunli@621021', '本月主题 饮水')).toMatch(/^✅ #\d+ 2023年6月主题定为“饮水安全”，清单已发给 176 个村/)
  const list = (await saidIn(house, 'group:621021103203')).at(-1) ?? ''
  expect(list).toContain('本月主题：饮水安全')
  expect(list).toContain('1. 水量够不够')
  expect(list).toContain('零报告 本月主题')

  await reported(house, 'jiahongwei', '问题 五组蓄水池渗漏，水压上不去 类别：饮水')
  await reported(house, 'qiyonghong', '问题 二组路面破损 类别：道路')
  expect(await tell(house, 'yangzhiguo', '零报告 本月主题')).toContain('✅ 零报告已记：贺旗村 本月主题 2023年6月')
  await reported(house, 'liuhaifeng', '会议 类型:调度会 主题:饮水安全问题整改调度')
  await reported(house, 'hanming', '暗访 纸房村 饮水管护没有人负责')

  const shown = await tell(house, 'liuhaifeng@621021103', '本月主题')
  // 14 villages: one reported an issue of the class, one nothing found; an issue of another class is no answer.
  expect(shown).toContain('排查：应报 14 个，报问题 1 个，零报告 1 个；还没报的 12 个（6月25日前）')
  expect(shown).toContain('琵琶寨村')
  expect(shown).toContain('整改：发现问题 1 个，已交办 0 个，已销号或办结 0 个。')
  // The township's dispatch, and the village meeting whose agenda had it.
  expect(shown).toContain('调度：开会研究 2 次')
  expect(shown).toContain('督导：由督查组掌握，交办后公开。')
  expect(await tell(house, 'hanming', '本月主题')).toContain('督导：您看得到的 1 次。')

  // Only those who owe are reminded of it.
  await house.advance('2023-06-20T09:01:00+08:00')
  expect((await saidIn(house, 'direct:qiyonghong')).join('\n')).toContain('本月主题')
  expect((await saidIn(house, 'direct:yangzhiguo')).filter((text) => text.includes('本月主题：2023'))).toEqual([])

  // A new month has no theme until one is set.
  await house.advance('2023-07-03T08:00:00+08:00')
  expect(await tell(house, 'qiyonghong', '我的待办')).not.toContain('本月主题')
  expect(await tell(house, 'qiyonghong', '本月主题')).toContain('2023年7月还没有定主题')
})
