import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { packFile } from '../support/packs.ts'
import { entriesIn, reported, saidIn, tell } from '../support/reports.ts'

const rules = `
duties:
  - { id: meetings, row: C3, title: 调度会, who: { kind: taskforce }, report: { kind: meeting }, atLeast: 1, every: month, note: 本县自定 }
schedules:
  - { id: prompt, run: prompt, title: 一月一提示, when: 每月第1个工作日 09:00, to: { kind: taskforce } }
  - { id: analysis, run: period-summary, title: 一月一分析, when: 每月第4个工作日 10:00, to: { kind: county }, with: { every: month } }
  - { id: dispatch, run: dispatch, title: 一月一调度, when: 每月第6个工作日 09:00, to: { kind: county } }
  - { id: plan, run: inspection-plan, title: 一月一督导, when: 每月第7个工作日 15:00, with: { units: 1 } }
  - { id: draw, run: spot-check-draw, title: 一周一抽查, when: 每周一 09:00, to: { kind: county }, with: { count: 3, kind: 三类户 } }
  - { id: warning, run: warning, title: 一季一预警, when: 每季末月20日 09:00, to: { kind: county } }
`
let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ now: '2023-05-31T09:00:00+08:00', env: { PACKS: packFile('c3', rules) } })
})
afterAll(async () => await house.stop())

const of = async (chat: string, title: string): Promise<string[]> => (await saidIn(house, chat)).filter((text) => text.includes(title))

test('C3 六个一: prompt, analysis, dispatch list, inspection plan, weekly draw, quarterly warning, each to whom it concerns', async () => {
  // One taskforce of two holds its meeting of May; a risk of 马岭镇 is left lying and falls due on 7 June (five working days).
  expect(await tell(house, 'wumin@621021909', '会议 类型：调度会 主题：苹果产业 人数：8人')).toMatch(/^✅/)
  const risk = await reported(house, 'jiahongwei', '风险 何梅 因病 住院花了两万')

  await house.advance('2023-06-15T16:00:00+08:00')
  // 提示: 1 June, both owe the meeting of June.
  for (const group of ['group:621021909', 'group:621021910']) {
    const [prompt, ...more] = await of(group, '一月一提示')
    expect(more).toEqual([])
    expect(prompt).toContain('调度会：2023年6月还差 1 次，6月30日前')
  }
  // 分析: 6 June, of May; in April there was no ledger to compare with.
  expect((await of('group:621021', '一月一分析'))[0]).toMatch(/会议 1 次\n[\s\S]*上期还没有台账[\s\S]*未完成：就业帮扶专班/)
  // 调度: 8 June. One taskforce owes May's meeting, 马岭镇 has one open risk which is overdue; nobody else is listed.
  const dispatch = (await of('group:621021', '一月一调度'))[0] ?? ''
  expect(dispatch).toMatch(/马岭镇：风险未办结 1；逾期事项 1 项/)
  expect(dispatch).toMatch(/就业帮扶专班：调度会 2023年5月还差 1 次，已逾期/)
  expect(dispatch).not.toMatch(/产业发展专班|驿马镇/)
  // 督导: 9 June, in private to the inspector; never to a group or the township.
  expect((await of('direct:hanming', '一月一督导'))[0]).toContain('马岭镇：逾期事项 1 项')
  expect(await of('direct:liuhaifeng', '一月一督导')).toEqual([])
  expect(await of('group:621021', '一月一督导')).toEqual([])

  // 抽查: on Mondays, 5 and 12 June; the seed is kept, and drawing again gives the same households.
  const draws = await of('direct:hanming', '一周一抽查')
  expect(draws).toHaveLength(2)
  const [entry] = await entriesIn(house, draws[0] ?? '')
  expect(entry?.fields.drawn).toHaveLength(3)
  expect(await tell(house, 'hanming', `依据 ${entry?.no}`)).toContain('名单一致')
  expect(await of('group:621021', '一周一抽查')).toEqual([])
  expect(await tell(house, 'liuhaifeng', `查 ${entry?.no}`)).toMatch(/^❌/)

  // 预警: 20 June, without names of households.
  await house.advance('2023-06-20T09:01:00+08:00')
  const warning = (await of('group:621021', '一季一预警'))[0] ?? ''
  expect(warning).toMatch(/本季新报 1 户，未结案 1 户[\s\S]*因病 1[\s\S]*马岭镇 1[\s\S]*核实风险 1 项/)
  expect(warning).not.toContain('何梅')
  expect(risk.status).toBe('reported')
})
