import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPeople } from '../mechanisms/people.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { packFile } from '../support/packs.ts'
import { entryOf, photo, reported, tell, tellWith } from '../support/reports.ts'

// Interface, 'Who may', for cases: what managers alone may do is refused to reporters of the same unit, and to leaders what is not theirs.

let house: TestApp
beforeAll(async () => {
  const rules = 'cases: { issue: { signatures: [责任部门负责人, 分管领导] }, risk: { clearing: [待县局填写] } }'
  house = await startTestApp({ env: { PACKS: packFile('actors', rules) } })
  await addPeople(house, [
    ['钱小站', '621021103', '站员', 'reporter', 'townstaff'],
    ['钱镇章', '621021103', '镇长', 'leader', 'townleader'],
    ['赵科员', '621021902', '科员', 'reporter', 'officestaff'],
    ['孙科员', '621021', '科员', 'reporter', 'countystaff'],
  ])
  expect(await tell(house, 'sunli', '分管 王建新 马岭镇')).toMatch(/^✅/)
})
afterAll(async () => await house.stop())

const status = async (no: number): Promise<string> => (await entryOf(house, no)).status
/** Each of them tries the words and changes nothing. */
async function refuses(no: number, words: string, ...people: string[]): Promise<void> {
  const before = await entryOf(house, no)
  for (const who of people) expect([who, await tell(house, who, words)]).toEqual([who, expect.stringMatching(/^❌/)])
  expect(await entryOf(house, no)).toEqual(before)
}

test('a risk is verified, relieved, taken in and cleared by managers, not by a township’s staff, its leader or the village', async () => {
  const { no } = await reported(house, 'jiahongwei', '风险 周松北 因病 住院自付两万元')
  await refuses(no, `核实 ${no} 属实`, 'townstaff', 'townleader', 'jiahongwei', 'countystaff', 'hanming')
  await refuses(no, `救助 ${no} 3000元`, 'jiahongwei', 'townstaff')
  await tell(house, 'liuhaifeng', `核实 ${no} 属实`)
  await refuses(no, `纳入 ${no} 脱贫不稳定户`, 'jiahongwei', 'townstaff', 'townleader', 'wangjianxin')
  await tell(house, 'liuhaifeng', `纳入 ${no} 脱贫不稳定户`)
  await refuses(no, `消除 ${no} 收入恢复`, 'jiahongwei', 'townleader')
})

test('a department records the relief that it was given to do, by its manager, and ticks off its own measures only', async () => {
  const { no } = await reported(house, 'liuhaifeng', '风险 周瑞禄 因住房 房屋漏雨')
  await tell(house, 'liuhaifeng', `核实 ${no} 属实`)
  await tell(house, 'liuhaifeng', `纳入 ${no} 脱贫不稳定户`)
  await tell(house, 'liuhaifeng', `帮扶 ${no} 修缮房屋 住建局 6月30日`)
  await tell(house, 'liuhaifeng', `帮扶 ${no} 接通自来水 水务局 6月30日`)
  await tell(house, 'liuhaifeng', `帮扶 ${no} 公益岗位`)
  await refuses(no, `救助 ${no} 3000元`, 'officestaff')
  expect(await tell(house, 'zhaoliping', `救助 ${no} 3000元`)).toMatch(/^✅/)
  await refuses(no, `落实 ${no} 2`, 'zhaoliping', 'officestaff', 'jiahongwei')
  expect(await tell(house, 'officestaff', `落实 ${no}`)).toMatch(/^✅ .*措施1“修缮房屋”已落实，还有2项/)
  expect(await tell(house, 'zhaoliping', `落实 ${no}`)).toMatch(/^❌ .*别的单位/)
  // The village carries out what no department was named for; who manages the case may tick off any.
  expect(await tell(house, 'jiahongwei', `落实 ${no}`)).toMatch(/^✅ .*措施3“公益岗位”已落实/)
  expect(await tell(house, 'liuhaifeng', `落实 ${no} 2`)).toMatch(/^✅ .*措施都已落实/)
})

test('who applied for clearing does not approve it himself', async () => {
  const { no } = await reported(house, 'liuhaifeng', '风险 周红斌 因灾 冰雹打了三亩烟叶')
  await tell(house, 'liuhaifeng', `核实 ${no} 属实`)
  await tell(house, 'liuhaifeng', `纳入 ${no} 脱贫不稳定户`)
  expect(await tell(house, 'sunli', `消除 ${no} 收入恢复，保障齐全`)).toMatch(/^✅ .*下一步：审定/)
  expect(await tell(house, 'sunli', `审定 ${no} 同意`)).toMatch(/^❌ .*另一位同志/)
  expect(await tell(house, 'wangjianxin', `审定 ${no} 同意`)).toMatch(/^✅ .*观察期/)
})

test('an issue: a department’s staff rectify, its manager verifies and passes on; leaders and the inspected unit do not strike off or look back', async () => {
  const { no } = await reported(house, 'sunli', '问题 纸房村三组房屋漏雨 责任单位:马岭镇 责任部门:住建局')
  await refuses(no, `核实 ${no} 属实`, 'officestaff', 'townstaff')
  await refuses(no, `转办 ${no} 水务局`, 'officestaff', 'townstaff')
  await refuses(no, `延期 ${no} 至7月30日 雨季`, 'zhaoliping', 'liuhaifeng')
  for (const who of ['zhaoliping', 'liuhaifeng']) expect(await tell(house, who, `核实 ${no} 属实`)).toMatch(/^✅/)
  expect(await tellWith(house, 'officestaff', { text: `整改 ${no} 已修缮`, file: photo })).toMatch(/^✅/)
  expect(await tellWith(house, 'townstaff', { text: `整改 ${no} 已清理排水沟`, file: photo })).toMatch(/^✅/)
  for (const who of ['zhaoliping', 'wangjianxin']) {
    await tell(house, who, `签字 ${no}`)
    expect(await tell(house, who, '同意')).toMatch(/^✅/)
  }
  await refuses(no, `销号 ${no}`, 'townleader', 'zhaoliping', 'liuhaifeng', 'officestaff', 'hanming')
  expect(await tell(house, 'sunli', `销号 ${no}`)).toMatch(/^✅/)
  await refuses(no, `回头看 ${no} 通过`, 'liuhaifeng', 'zhaoliping', 'townstaff')
  expect(await tell(house, 'hanming', `回头看 ${no} 通过`)).toMatch(/^✅/)
})

test('a village without a manager verifies for itself, and its township’s manager signs as head', async () => {
  const { no } = await reported(house, 'liuhaifeng', '问题 二组路灯不亮 责任单位:纸房村')
  expect(await tell(house, 'jiahongwei', `核实 ${no} 属实`)).toMatch(/^✅/)
  expect(await tellWith(house, 'jiahongwei', { text: `整改 ${no} 已更换`, file: photo })).toMatch(/^✅/)
  expect(await tell(house, 'zhangcaixia', '我的待办')).toMatch(new RegExp(`#${no} .*双签字（责任部门负责人）`))
  await refuses(no, `签字 ${no}`.replace('签字', '销号'), 'liuhaifeng')
  for (const who of ['zhangcaixia', 'wangjianxin']) {
    await tell(house, who, `签字 ${no}`)
    expect(await tell(house, who, '同意')).toMatch(/^✅/)
  }
  expect(await tell(house, 'liuhaifeng', `销号 ${no}`)).toMatch(/^✅/)
  expect(await status(no)).toBe('closed')
})

test('the root’s office marks what units below it wrote, never its own piece (counting-rules 13)', async () => {
  const piece = '信息\n类别：经验成效\n标题：三单制\n正文：推行群众点单、村级派单、部门接单，诉求三天内上门核实。'
  const { no } = await reported(house, 'sunli', piece)
  await refuses(no, `有效 ${no}`, 'sunli')
  await refuses(no, `采用 ${no} 省级 赣乡振〔2023〕12号`, 'sunli')
  expect(await tell(house, 'sunli', '我的待办')).not.toContain(`#${no}`)
  const other = await reported(house, 'zhaoliping', piece.replace('三单制', '危房清零'))
  await refuses(other.no, `有效 ${other.no}`, 'zhaoliping', 'countystaff', 'wangjianxin')
  expect(await tell(house, 'sunli', `有效 ${other.no}`)).toMatch(/^✅/)
})

test('a project is accepted by its managers, not by the village that carried it out', async () => {
  const { no } = await reported(house, 'liuhaifeng', '项目 入库 名称：蓄水池 实施单位：纸房村 下达额：30万元')
  for (const step of ['开工', '支出', '完工']) await tell(house, 'jiahongwei', `${step} ${no} ${step === '支出' ? '30万元' : ''}`)
  expect(await status(no)).toBe('done')
  await refuses(no, `验收 ${no}`, 'jiahongwei')
  expect(await tell(house, 'liuhaifeng', `验收 ${no}`)).toMatch(/^✅/)
})
