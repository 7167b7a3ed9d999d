import { afterEach, expect, it } from 'vitest'
import { addPeople } from '../mechanisms/people.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { heard, heardWhere } from '../support/heard.ts'
import { packFile } from '../support/packs.ts'
import { reported, tell } from '../support/reports.ts'

const rules = (when = '每工作日 08:30'): string => `
cases: { warn: 1, escalate: [1, 3, 5] }
schedules:
  - { id: deadlines, row: A13, run: case-deadlines, title: 个案时限提醒, when: ${when} }
`

let house: TestApp
afterEach(async () => await house.stop())

/** A task of 马岭镇 that is due on Tuesday 13 June 2023; gives its number. */
async function started(yaml = rules()): Promise<number> {
  house = await startTestApp({ now: '2023-06-09T09:00:00+08:00', env: { PACKS: packFile('deadlines', yaml) } })
  const { no } = await reported(house, 'sunli', '任务 核对监测户台账 责任单位:马岭镇 时限:6月13日')
  return no
}

/** Where and when what is due or overdue was told. */
const reminded = async (): Promise<string[]> => [...(await heardWhere(house, '时限提醒')), ...(await heardWhere(house, '逾期未办'))]

it('warns in private the working day before, then the unit’s group, then the county’s, each once', async () => {
  const no = await started()
  await house.advance('2023-06-30T12:00:00+08:00')

  const where = await reminded()
  const [inGroup, privately] = (await heard(house, '时限提醒')).map(({ text }) => text)
  const line = `#${no} 核对监测户台账（任务），办理任务 马岭镇：时限2023年6月13日`
  expect(privately).toContain(`· ${line}，办了请发“办结 ${no}”\n收到请回复：收到 ${no}；看全部内容请发：查 ${no}`)
  expect(inGroup).toContain(`· ${line}，已逾期1个工作日，办了请发“办结 ${no}”\n收到请回复：收到 ${no}`)
  const [above] = (await heard(house, '逾期未办')).map(({ text }) => text)
  expect(above).toContain(`· ${line}，已逾期3个工作日\n请督促责任单位办理。`)
  expect(above).not.toContain('办了请发')
  // Due on the 13th: warned on Monday 12; overdue by one working day on the 14th, by three on the 16th; above the county there is nobody.
  expect(where.filter((one) => one.startsWith('direct:liuhaifeng'))).toEqual(['direct:liuhaifeng 2023-06-12 08:30'])
  expect(where.filter((one) => one.startsWith('group:621021103 '))).toEqual(['group:621021103 2023-06-14 08:30'])
  expect(where.filter((one) => one.startsWith('group:621021 '))).toEqual(['group:621021 2023-06-16 08:30'])
  expect(where.join()).not.toMatch(/caojun|621021101/)
})

it('says in groups of a household only whose it is, masked above the village, and nothing of what is done for it', async () => {
  house = await startTestApp({ now: '2023-06-12T09:00:00+08:00', env: { PACKS: packFile('deadlines', rules()) } })
  const { no } = await reported(house, 'liuhaifeng', '风险 周松北 因病 胃癌住院自付三万元')
  await tell(house, 'liuhaifeng', `核实 ${no} 属实`)
  await tell(house, 'liuhaifeng', `帮扶 ${no} 大病医疗救助二次报销 时限:6月14日`)
  await tell(house, 'liuhaifeng', `帮扶 ${no} 慈善救助三千元 住建局 时限:6月14日`)
  await house.advance('2023-06-20T12:00:00+08:00')

  const said = (await heard(house, '时限')).filter(({ text }) => text.includes(`#${no}`))
  const inGroups = said.filter(({ chat }) => chat.startsWith('group:'))
  // The village's own people know their neighbours; the township and the county read 周*北.
  expect(inGroups.find(({ chat }) => chat === 'group:621021103204')?.text).toContain(`#${no} 纸房村 周松北（风险），落实措施1 纸房村：时限`)
  expect(inGroups.find(({ chat }) => chat === 'group:621021902')?.text).toContain(
    `#${no} 纸房村 周*北（风险），落实措施2 庆城县住房和城乡建设局：时限`,
  )
  expect(inGroups.filter(({ text }) => text.includes('周松北')).map(({ chat }) => chat)).toEqual(['group:621021103204'])
  for (const { text } of inGroups) expect(text).not.toMatch(/胃癌|因病|医疗|报销|慈善|三千|三万/)
  // In private it is said in full.
  expect(said.find(({ chat }) => chat === 'direct:zhaoliping')?.text).toContain(`落实措施2：慈善救助三千元 庆城县住房和城乡建设局`)
})

it('chases each measure of a household by its own department and date until it is carried out', async () => {
  house = await startTestApp({ now: '2023-06-12T09:00:00+08:00', env: { PACKS: packFile('deadlines', rules()) } })
  const { no } = await reported(house, 'liuhaifeng', '风险 周瑞禄 因住房 房屋漏雨')
  await tell(house, 'liuhaifeng', `核实 ${no} 属实`)
  await tell(house, 'liuhaifeng', `纳入 ${no} 脱贫不稳定户`)
  await tell(house, 'liuhaifeng', `帮扶 ${no} 修缮房屋 住建局 6月14日`)
  await tell(house, 'liuhaifeng', `帮扶 ${no} 接通自来水 水务局 6月16日`)
  await house.advance('2023-06-15T12:00:00+08:00')
  // Warned on Tuesday 13 for the 14th, overdue on the 15th; the other department's date is the 16th.
  const about = async (words: string): Promise<string[]> => (await heardWhere(house, words)).sort()
  expect(await about('落实措施1')).toEqual(
    expect.arrayContaining(['direct:zhaoliping 2023-06-13 08:30', 'group:621021902 2023-06-15 08:30']),
  )
  expect(await about('落实措施2：接通自来水')).toContain('direct:heweimin 2023-06-15 08:30')
  expect(await tell(house, 'zhaoliping', `落实 ${no}`)).toMatch(/^✅/)
  const before = (await about('落实措施1')).length
  await house.advance('2023-06-30T12:00:00+08:00')
  expect(await about('落实措施1')).toHaveLength(before)
  expect((await about('落实措施2')).filter((one) => one.startsWith('group:'))).toEqual([
    'group:621021 2023-06-21 08:30',
    'group:621021903 2023-06-12 09:00',
    'group:621021903 2023-06-19 08:30',
  ])
})

it('goes up the line of units, from the village over its township to the county', async () => {
  house = await startTestApp({ now: '2023-06-09T09:00:00+08:00', env: { PACKS: packFile('deadlines', rules()) } })
  const { no } = await reported(house, 'liuhaifeng', '任务 核对监测户台账 责任单位:纸房村 时限:6月13日')
  await house.advance('2023-06-30T12:00:00+08:00')
  const told = (await heardWhere(house, `#${no} 核对监测户台账（任务），`)).filter((one) => one.startsWith('group:'))
  // Overdue by 1, 3 and 5 working days: Wednesday 14, Friday 16 and Tuesday 20 June.
  expect(told.sort()).toEqual(['group:621021 2023-06-20 08:30', 'group:621021103 2023-06-16 08:30', 'group:621021103204 2023-06-14 08:30'])
})

it('cuts long matters', async () => {
  house = await startTestApp({ now: '2023-06-09T09:00:00+08:00', env: { PACKS: packFile('deadlines', rules()) } })
  const { no } = await reported(house, 'sunli', `任务 内容:${'核对台账'.repeat(15)} 责任单位:马岭镇 时限:6月13日`)
  await house.advance('2023-06-12T12:00:00+08:00')
  expect((await heard(house, '时限提醒'))[0]?.text).toContain(`#${no} ${'核对台账'.repeat(10)}…（任务）`)
})

it('is silent once it is done, and goes no further up after 收到', async () => {
  const no = await started()
  expect(await tell(house, 'liuhaifeng', `办结 ${no} 已核对`)).toMatch(/^✅/)
  await house.advance('2023-06-30T12:00:00+08:00')
  expect(await reminded()).toEqual([])
  await house.stop()

  const other = await started()
  await house.advance('2023-06-14T12:00:00+08:00')
  expect(await tell(house, 'liuhaifeng', `收到 ${other}`)).toMatch(/^✅/)
  await house.advance('2023-06-30T12:00:00+08:00')
  expect((await reminded()).filter((one) => one.startsWith('group:621021 '))).toEqual([])
})

it('counts working days over the Dragon Boat Festival: due on the 21st, the group hears on Sunday 25, which is worked', async () => {
  house = await startTestApp({ now: '2023-06-16T09:00:00+08:00', env: { PACKS: packFile('deadlines', rules()) } })
  await reported(house, 'sunli', '任务 核对监测户台账 责任单位:马岭镇 时限:6月21日')
  await house.advance('2023-06-26T07:00:00+08:00')

  const where = await reminded()
  expect(where.filter((one) => one.startsWith('group:621021103 '))).toEqual(['group:621021103 2023-06-25 08:30'])
})

it('waits for the morning after quiet hours and does not come twice after a restart', async () => {
  await started(rules('每工作日 06:00'))
  await house.advance('2023-06-12T07:00:00+08:00')
  house = await house.restart()
  await house.advance('2023-06-12T12:00:00+08:00')

  expect(await reminded()).toEqual(['direct:liuhaifeng 2023-06-12 08:00'])
})

it('reminds of an office’s case who may act: its manager, not its staff, whose own list does not hold it', async () => {
  house = await startTestApp({ now: '2023-06-12T09:00:00+08:00', env: { PACKS: packFile('deadlines', rules()) } })
  await addPeople(house, [['赵科员', '621021903', '科员', 'reporter', 'officestaff']])
  const { no } = await reported(house, 'sunli', '问题 水质浑浊 责任部门:水务局 时限:6月14日')
  // On the roster the staff member stands for whatever is reported; the manager answers for what was assigned.
  expect(await tell(house, 'officestaff', `核实 ${no} 属实`)).toMatch(/^❌/)
  expect(await tell(house, 'officestaff', '我的待办')).not.toContain(`#${no}`)
  expect(await tell(house, 'heweimin', '我的待办')).toContain(`#${no}`)
  await house.advance('2023-06-16T12:00:00+08:00')

  const where = await heardWhere(house, '核实问题')
  // To be verified by Thursday 15; on the 12th he read his own list.
  expect(where.filter((one) => one.startsWith('direct:'))).toEqual(['direct:heweimin 2023-06-12 09:00', 'direct:heweimin 2023-06-14 08:30'])
  const inGroup = (await heard(house, '已过时限')).find(({ chat }) => chat === 'group:621021903')
  expect(inGroup?.text).toContain('何伟民')
  expect(inGroup?.text).not.toContain('赵科员')
})
