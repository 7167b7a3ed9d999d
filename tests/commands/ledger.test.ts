import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import ledgerCommand from '../../commands/ledger.ts'
import { loadCommands } from '../../src/app.ts'
import { interpret } from '../../src/language/interpret.ts'
import type { QueryReading } from '../../src/language/types.ts'
import { startTestApp } from '../support/app.ts'
import { type Ledger, manyHouseholds, openLedger, shown } from '../support/ledger.ts'
import { tell } from '../support/reports.ts'

let ledger: Ledger
let risk: number

beforeAll(async () => {
  const commands = await loadCommands()
  ledger = await openLedger({ commands, households: [{ village: '纸房村', head: '王亦态' }, ...manyHouseholds('贺旗村', 20, '李')] })
  for (let n = 1; n <= 17; n++) await ledger.visit('贺旗村', `李${n}`, '2023-06-01', { fields: { situation: '都正常' } })
  await ledger.visit('贺旗村', '李1', '2022-12-30')
  const { directory } = await ledger.house()
  const household = directory.households((await ledger.unit('纸房村')).id)[0]
  const fields = { household: '王亦态', cause: '因病', situation: '住院自付两万' }
  const about = { kind: 'risk', unit: '纸房村', householdId: household?.id ?? 0, fields }
  risk = await ledger.report({ ...about, class: '因病', date: '2023-06-03', status: 'reported' })
  await ledger.report({ ...about, class: '因灾', date: '2023-02-03', status: 'withdrawn' })
})

afterAll(async () => {
  await ledger.close()
})

/** Says something as it is typed; only what goes to the ledger is answered. */
async function said(person: string, text: string, group?: string): Promise<{ mark: string; here: string; direct: string }> {
  const context = await ledger.ask(person, { now: '2023-06-15 09:00', text, ...(group === undefined ? {} : { group }) })
  const reading = interpret(text, context.reading)
  if (reading.kind !== 'query' || reading.command !== 'ledger') throw new Error(`${text} is ${JSON.stringify(reading)}`)
  const query: QueryReading = reading.query
  const reply = await ledgerCommand.run(context, query)
  return { mark: reply.mark, here: shown(reply.blocks), direct: reply.direct ? shown(reply.direct.blocks) : '' }
}

describe('a question goes to the ledger', () => {
  it.each([
    '台账',
    '台账 风险',
    '纸房村风险户',
    '马岭的风险户现在有几户',
    '纸房那边最近有没有新增的风险',
    '还有哪些风险没核实',
    '纸房村 走访 明细',
    '风险清单',
    '哪些村的风险没消除',
  ])('%s', async (text) => {
    expect((await said('刘海峰', text)).mark).toBe('')
  })

  it('and not where progress or those who are missing are asked for', async () => {
    const { reading } = await ledger.ask('刘海峰', { now: '2023-06-15 09:00' })
    const command = (text: string) => {
      const found = interpret(text, reading)
      return 'command' in found ? found.command : found.kind
    }

    expect(['走访进度', '还有哪些户没走', '本月走访多少户', '谁没报会议', '走访排名'].map(command)).toEqual([
      'progress',
      'missing',
      'progress',
      'missing',
      'ranking',
    ])
  })
})

describe('the ledger', () => {
  it('lists fifteen of the newest and says how many more there are', async () => {
    const { here } = await said('刘海峰', '贺旗村 走访 明细')

    expect(here).toContain('贺旗村 走访台账（2023年）')
    expect(here).toContain('共 17 条，涉及 17 户')
    expect(here).toContain('1017 6月1日 贺旗村 李17 入户 都正常')
    expect(here).not.toContain('李2 ')
    expect(here).toContain('还有 2 条没列出')
    expect(here).toContain('口径：按事情发生日期计')
  })

  it('takes the period that was named', async () => {
    expect((await said('刘海峰', '贺旗村 走访 明细 去年')).here).toContain('共 1 条')
    expect((await said('刘海峰', '贺旗村 走访 明细 5月')).here).toContain('没有走访记录')
  })

  it('of risks shows cause and state, without what was taken back, whenever it was', async () => {
    const { here } = await said('刘海峰', '纸房村风险户')

    expect(here).toContain('共 1 条，涉及 1 户；未办结 1 条')
    expect(here).toContain(`${risk} 6月3日 纸房村 王亦态 因病 待核实 住院自付两万`)
    expect(here).toContain('名册上监测对象 0 户')
  })

  it('in the village group keeps cause and details back', async () => {
    const { here } = await said('贾宏伟', '风险 明细', '纸房村')

    expect(here).toContain('王亦态')
    expect(here).not.toMatch(/因病|住院/)
  })

  it('above village level gives the figures and sends the names to the direct chat', async () => {
    const { here, direct } = await said('刘海峰', '风险 明细', '马岭镇')

    expect(here).toContain('共 1 条')
    expect(here).toContain('名单已私信您')
    expect(here).not.toMatch(/王|因病/)
    expect(direct).toContain('王亦态 因病')
  })

  it('is refused for a unit outside the scope', async () => {
    expect(await said('杨治国', '纸房村 走访 明细')).toMatchObject({ mark: '❌', here: expect.not.stringContaining('王亦态') })
  })

  it('as a whole counts every kind', async () => {
    const { here } = await said('刘海峰', '台账')

    expect(here).toContain('走访 17 条')
    expect(here).toContain('风险 1 条')
  })

  it('takes a class that is named, but not one inside the name of a unit', async () => {
    expect((await said('刘海峰', '纸房村因病的风险 明细')).here).toContain('风险台账（全部，因病）')
    expect((await said('周凯', '产业专班 问题 明细')).here).toContain('问题台账（全部）')
  })

  it('of what is not settled says so', async () => {
    expect((await said('刘海峰', '台账 问题 未销号')).here).toContain('没有未办结的问题记录')
    expect((await said('刘海峰', '哪些风险没消除')).here).toContain('风险台账（全部，未办结）')
  })

  it('of inspections is for insiders, and never in a group', async () => {
    expect((await said('贾宏伟', '上个月暗访发现了多少问题')).mark).toBe('❌')
    const { here, direct } = await said('王建新', '上个月暗访发现了多少问题', '庆城县')

    expect(here).toContain('督查台账（2023年5月，暗访）：内容不在群里显示，已私信您')
    expect(direct).toContain('没有暗访的督查记录')
  })
})

describe('what was given to somebody', () => {
  it('stands in the ledger of who has to act, wherever it was found', async () => {
    const house = await startTestApp()
    const county = await tell(house, 'sunli', '问题 内容:供水管网漏损 责任部门:水务局')
    await tell(house, 'sunli', '任务 内容:核对名单 责任人:刘海峰')
    await tell(house, 'sunli', '任务 内容:清理台账 责任人:曹军')
    const department = await tell(house, 'heweimin', '台账 问题')
    const other = await tell(house, 'zhaoliping', '台账 问题')
    const own = await tell(house, 'liuhaifeng', '台账 任务')
    await house.stop()

    expect(county).toMatch(/^✅/)
    expect(department).toContain('供水管网漏损')
    expect(other).not.toContain('供水管网漏损')
    expect(own).toContain('核对名单')
    expect(own).not.toContain('清理台账')
  })
})
