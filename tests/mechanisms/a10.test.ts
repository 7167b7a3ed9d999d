import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { packFile } from '../support/packs.ts'
import { entryOf, photo, reported, saidIn, tell, tellWith } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

const csv = [
  '乡镇,村,户主,原因,情况,发生日期',
  '马岭镇,纸房村,何梅,因病,住院自付3.2万元,6月1日',
  '马岭镇,纸房村,高双乐,因失业,企业裁员,6月10日',
  '马岭镇,贺旗村,查无此人,因病,住院,6月10日',
  '马岭镇,没有村,何梅,因病,住院,6月10日',
  '马岭镇,纸房村,何梅,因病,重复的一行,6月1日',
].join('\n')

/** Waits until the bot has said something that holds the words: the file is fetched after the reply. */
async function heard(chat: string, words: string): Promise<string> {
  for (let tries = 0; tries < 200; tries++) {
    const found = (await saidIn(house, chat)).findLast((said) => said.includes(words))
    if (found) return found
    await house.advance('PT1S')
  }
  throw new Error(`${chat} never heard “${words}”`)
}

test('A10 a department’s list fans out to the villages, duplicates and strangers are listed, and comes back verified', async () => {
  const reply = await tellWith(house, 'heweimin', { text: '预警清单', file: { name: '医保大额支出.csv', mime: 'text/csv', content: csv } })
  expect(reply).toMatch(/^✅ 预警清单 #\d+ 已记录/)
  const no = Number(/#(\d+)/.exec(reply)?.[1])
  const result = await heard('direct:heweimin', '已核对')
  expect(result).toContain('共 5 行：已下发 2 户，重复 1 户，没有下发 2 行')
  expect(result).toMatch(/第4行 马岭镇 贺旗村 查无此人：名册里没有这一户/)
  expect(result).toMatch(/第5行 马岭镇 没有村 何梅：没有“没有村”这个村/)
  expect(result).toMatch(/第6行 马岭镇 纸房村 何梅：已有同样的风险（\d+）/)

  // The village hears of both in one message, and verifies; heads are shown in its own group.
  const told = await heard('group:621021103204', '核实风险')
  expect(told.match(/核实风险/g)).toHaveLength(2)
  const risks = (await house.api('/entries?kind=risk')).json().items.map((entry: { no: number }) => entry.no)
  expect(risks).toHaveLength(2)
  const [first = 0] = risks
  expect((await entryOf(house, first)).fields).toMatchObject({ source: '部门预警', warning: no, happenedOn: '2023-06-01', cause: '因病' })
  expect(await tell(house, 'jiahongwei', `核实 ${first} 属实`)).toMatch(/^✅/)

  const back = await tell(house, 'heweimin', `预警结果 ${no}`)
  expect(back).toContain('已核实 1，待核实 1')
  expect(back).toMatch(new RegExp(`第2行 ${first} 马岭镇 纸房村 何梅 因病：属实，已核实，待纳入`))
  expect(await tell(house, 'caojun', `预警结果 ${no}`)).toMatch(/^❌/)

  // The department hears of it when the last one is verified, and once.
  const returns = async (): Promise<string[]> => (await saidIn(house, 'direct:heweimin')).filter((said) => said.includes('全部核实'))
  expect(await returns()).toEqual([])
  const second = risks[1] ?? 0
  expect(await tell(house, 'jiahongwei', `核实 ${second} 不属实 企业没有裁员`)).toMatch(/^✅/)
  await house.advance('PT1M')
  expect(await returns()).toHaveLength(1)
  expect((await returns())[0]).toContain(`预警清单 ${no} 已全部核实：下发 2 户，属实 1 户，不属实 1 户`)
  expect((await returns())[0]).toContain(`预警结果 ${no}`)
  expect(await tell(house, 'liuhaifeng', `重启 ${second} 再次失业`)).toMatch(/^✅/)
  expect(await tell(house, 'jiahongwei', `核实 ${second} 已解释 已重新就业`)).toMatch(/^✅/)
  await house.advance('PT1M')
  expect(await returns()).toHaveLength(1)
  expect(await tell(house, 'heweimin', `预警结果 ${no}`)).toContain('已核实 2，待核实 0')
  expect(await tell(house, 'heweimin', `查 ${no}`)).not.toMatch(/spread|returned/)
})

test('A10 a list whose last open row is withdrawn has come back too', async () => {
  const rows = ['乡镇,村,户主,原因,情况', '马岭镇,纸房村,陈红守,因学,学费缺口', '马岭镇,纸房村,袁慧北,因学,学费缺口'].join('\n')
  const file = { name: '助学.csv', mime: 'text/csv', content: rows }
  const no = Number(/#(\d+)/.exec(await tellWith(house, 'zhaoliping', { text: '预警清单', file }))?.[1])
  await heard('direct:zhaoliping', '已核对')
  const pushed = (await house.api('/entries?kind=risk'))
    .json()
    .items.filter(({ fields }: { fields: { warning?: number } }) => fields.warning === no)
  expect(pushed).toHaveLength(2)
  await tell(house, 'jiahongwei', `核实 ${pushed[0].no} 已解释 已申请助学贷款`)
  expect(await tell(house, 'liuhaifeng', `撤 ${pushed[1].no} 推错了户`)).toMatch(/^✅/)
  expect(await heard('direct:zhaoliping', '全部核实')).toContain('下发 2 户，已解释 1 户，撤回 1 户')
})

/** Sends a list and gives its number and those of the risks that came of it. */
async function pushed(from: string, name: string, rows: string[]): Promise<{ no: number; risks: number[] }> {
  const file = { name, mime: 'text/csv', content: ['乡镇,村,户主,原因,情况', ...rows].join('\n') }
  const no = Number(/#(\d+)/.exec(await tellWith(house, from, { text: '预警清单', file }))?.[1])
  await heard(`direct:${from}`, `预警清单 ${no} 已核对`)
  const items = (await house.api('/entries?kind=risk')).json().items
  const own = items.filter(({ fields }: { fields: { warning?: number } }) => fields.warning === no)
  return { no, risks: own.map((entry: { no: number }) => entry.no) }
}

test('A10 a list that is withdrawn takes along what nobody has verified yet, and says so to those who were to', async () => {
  const list = [
    '马岭镇,纸房村,刘恩北,因灾,冰雹',
    '马岭镇,纸房村,周松北,因灾,冰雹',
    '马岭镇,贺旗村,吴举禄,因灾,冰雹',
    '马岭镇,纸房村,周瑞禄,因灾,冰雹',
  ]
  const { no, risks } = await pushed('heweimin', '冰雹.csv', list)
  const [first = 0, second = 0, third = 0, fourth = 0] = risks
  expect(risks).toHaveLength(4)
  await tell(house, 'jiahongwei', `核实 ${first} 属实`)
  // Another department's list leaves this household out because of the first: somebody still has to look.
  const other = await pushed('zhaoliping', '危房.csv', ['马岭镇,纸房村,周瑞禄,因灾,房屋受损'])
  expect(other.risks).toEqual([])

  const reply = await tell(house, 'heweimin', `撤 ${no} 名单有误`)
  expect(reply).toMatch(new RegExp(`^✅ 预警清单 #${no} 已撤回.*名单有误`))
  expect(reply).toContain(`清单里还没核实的风险 ${second}、${third} 一并撤回`)
  expect(reply).toContain('已告知：纸房村、贺旗村')
  const states = await Promise.all([first, second, third, fourth].map(async (risk) => (await entryOf(house, risk)).status))
  expect(states).toEqual(['verified', 'withdrawn', 'withdrawn', 'reported'])
  const told = await heard('group:621021103204', '不用再办')
  expect(told).toMatch(new RegExp(`#${second} 纸房村 周松北（风险）：核实风险`))
  expect(told).toContain('原因：名单有误')
  expect(told).not.toContain(String(first))
  expect(await tell(house, 'jiahongwei', '我的待办')).not.toContain('周松北')
  expect(await tell(house, 'jiahongwei', `核实 ${second} 属实`)).toMatch(/^❌ .*已撤回/)
  expect(await tell(house, 'jiahongwei', `核实 ${fourth} 属实`)).toMatch(/^✅/)
})

test('A10 a list without a file, or with identity numbers, changes nothing', async () => {
  expect(await tell(house, 'heweimin', '预警清单')).toMatch(/^❓ .*表格/)
  await tell(house, 'heweimin', '取消')
  const file = { name: '名单.csv', mime: 'text/csv', content: '村,户主,身份证号\n纸房村,何梅,1' }
  expect(await tellWith(house, 'heweimin', { text: '预警清单', file })).toMatch(/^✅/)
  expect(await heard('direct:heweimin', '没有下发：')).toContain('身份证号')
})

test('A10 clearing: while the county has not given its conditions, a statement and an approver; with them each is asked', async () => {
  const { no } = await reported(house, 'liuhaifeng', '风险 何云廷 因病 住院自付两万')
  await tell(house, 'liuhaifeng', `核实 ${no} 属实`)
  await tell(house, 'liuhaifeng', `纳入 ${no} 脱贫不稳定户`)
  expect(await tell(house, 'liuhaifeng', `消除 ${no}`)).toMatch(/^❓ .*待县局填写/)
  expect(await tell(house, 'liuhaifeng', '收入恢复，保障齐全')).toMatch(/^✅ .*下一步：审定/)
  expect(await tell(house, 'liuhaifeng', `审定 ${no} 同意`)).toMatch(/^❌/)
  expect(await tell(house, 'sunli', `审定 ${no} 同意`)).toMatch(/^✅ .*观察期/)

  const yaml = 'cases: { risk: { clearing: [收入是否稳定, 住房是否安全] } }'
  const other = await startTestApp({ env: { PACKS: packFile('a10', yaml) } })
  const risk = await reported(other, 'liuhaifeng', '风险 何云廷 因病 住院自付两万')
  await tell(other, 'liuhaifeng', `核实 ${risk.no} 属实`)
  await tell(other, 'liuhaifeng', `纳入 ${risk.no} 脱贫不稳定户`)
  expect(await tell(other, 'liuhaifeng', `消除 ${risk.no} 是`)).toMatch(/^❓ （1\/2）收入是否稳定/)
  expect(await tell(other, 'liuhaifeng', '是')).toMatch(/^❓ （2\/2）住房是否安全/)
  expect(await tell(other, 'liuhaifeng', '否')).toMatch(/^❌ .*住房是否安全/)
  expect((await entryOf(other, risk.no)).status).toBe('monitored')
  await tell(other, 'liuhaifeng', `消除 ${risk.no}`)
  await tell(other, 'liuhaifeng', '是')
  expect(await tell(other, 'liuhaifeng', '是')).toMatch(/^✅ .*观察期至2023年12月15日/)
  await other.stop()
})

test('A10 a photo is evidence of what is not real', async () => {
  const { no } = await reported(house, 'liuhaifeng', '风险 周红斌 因灾 冰雹打了三亩烟叶')
  expect(await tell(house, 'liuhaifeng', `核实 ${no} 不属实`)).toMatch(/^❌/)
  expect(await tellWith(house, 'liuhaifeng', { text: `核实 ${no} 不属实`, file: photo })).toMatch(/^✅/)
})
