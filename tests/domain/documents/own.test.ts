import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { putClaim } from '../../../db/queries/roster.ts'
import { commandHelp } from '../../../src/domain/documents/help.ts'
import { fillExample } from '../../../src/domain/examples.ts'
import { type Ledger, manyHouseholds, openLedger, shown } from '../../support/ledger.ts'
import { askCommands, askLedger } from '../../support/questions.ts'

let ledger: Ledger
let risk: number

beforeAll(async () => {
  ledger = await openLedger({
    commands: askCommands,
    households: [
      { village: '纸房村', head: '王亦态', group: '三组', kind: '脱贫户', carer: '慕晓东' },
      { village: '纸房村', head: '李秀兰' },
      { village: '贺旗村', head: '李秀兰', group: '五组' },
      ...manyHouseholds('贺旗村', 14, '李'),
    ],
  })
  for (let n = 1; n <= 12; n++) await ledger.visit('贺旗村', `李${n}`, '2023-06-01', { member: '杨治国', fields: { situation: '都正常' } })
  await ledger.visit('纸房村', '王亦态', '2023-06-02', { member: '慕晓东', fields: { situation: '在合作社务工' } })
  const { directory } = await ledger.house()
  const household = directory.households((await ledger.unit('纸房村')).id).find(({ head }) => head === '王亦态')
  const fields = { household: '王亦态', cause: '因病', situation: '住院自付两万' }
  risk = await ledger.report({
    kind: 'risk',
    class: '因病',
    date: '2023-06-03',
    unit: '纸房村',
    member: '慕晓东',
    status: 'reported',
    householdId: household?.id ?? 0,
    fields,
  })
})

afterAll(async () => {
  await ledger.close()
})

async function householdIds(head: string): Promise<number[]> {
  return [...(await ledger.house()).directory.allHouseholds()].filter((household) => household.head === head).map(({ id }) => id)
}

describe("a household's history", () => {
  it('shows who lives there, who cares and what was reported, newest first', async () => {
    const { text } = await askLedger(ledger, 'household', '慕晓东', { parts: { householdIds: await householdIds('王亦态') } })

    expect(text).toContain('纸房村 王亦态')
    expect(text).toContain('帮扶责任人：慕晓东')
    expect(text).toContain(`2023年6月3日 #${risk} 风险·因病 慕晓东 住院自付两万`)
    expect(text.indexOf('风险·因病')).toBeLessThan(text.indexOf('在合作社务工'))
  })

  it('in the village group keeps the details of a risk back', async () => {
    const { text } = await askLedger(ledger, 'household', '贾宏伟', {
      group: '纸房村',
      parts: { householdIds: await householdIds('王亦态') },
    })

    expect(text).toContain(`#${risk} 风险`)
    expect(text).not.toMatch(/因病|住院/)
  })

  it('above village level goes to the direct chat, the head masked in the group', async () => {
    const { text, direct } = await askLedger(ledger, 'household', '刘海峰', {
      group: '马岭镇',
      parts: { householdIds: await householdIds('王亦态') },
    })

    expect(text).toBe('王*态的情况已私信您，不在群里显示。')
    expect(direct).toContain('住院自付两万')
  })

  it('of several of one name asks which', async () => {
    const { text } = await askLedger(ledger, 'household', '刘海峰', { parts: { householdIds: await householdIds('李秀兰') } })

    expect(text).toContain('1. 纸房村 李秀兰（一组 一般户）')
    expect(text).toContain('2. 贺旗村 李秀兰（五组 一般户）')
  })

  it('of several of one name takes the one whose group was typed', async () => {
    const parts = { householdIds: await householdIds('李秀兰') }
    const { text } = await askLedger(ledger, 'household', '刘海峰', { text: '五组李秀兰 情况', parts })

    expect(text).toContain('贺旗村 李秀兰')
  })

  it('outside the scope is not confirmed to exist', async () => {
    const outside = await askLedger(ledger, 'household', '杨治国', { parts: { householdIds: await householdIds('王亦态') } })
    const nobody = await askLedger(ledger, 'household', '杨治国', { parts: { householdIds: [] } })

    expect(outside.mark).toBe('❌')
    expect(outside).toEqual(nobody)
  })
})

describe('我的上报', () => {
  it('lists the newest ten with their numbers, and how many there are', async () => {
    const { text } = await askLedger(ledger, 'mine', '杨治国')

    expect(text).toContain('共 12 条，最近 10 条')
    expect(text).toContain('#1012 走访 6月1日 李12 都正常')
    expect(text).not.toContain('#1002')
  })

  it('masks heads in a group above village level', async () => {
    const { text } = await askLedger(ledger, 'mine', '慕晓东', { group: '马岭镇' })

    expect(text).toContain('王*态')
    expect(text).not.toContain('王亦态')
    expect(text).not.toContain('住院')
  })

  it('says so when there is nothing', async () => {
    expect((await askLedger(ledger, 'mine', '王建新')).text).toContain('还没有您的上报记录')
  })
})

describe('我的待办', () => {
  it('shows what the unit and the person himself still owe', async () => {
    const { text } = await askLedger(ledger, 'todo', '慕晓东')

    expect(text).toContain('纸房村 入户遍访：2023年还差 1 户（已走 50%，序时进度 45.4%），12月31日前')
    expect(text).toContain('您本人 村书记、第一书记遍访：2023年还差 1 户')
  })

  it('shows a manager the risks to verify and the people to confirm', async () => {
    const unitId = (await ledger.unit('贺旗村')).id
    await ledger.store.transaction((tx) => putClaim(tx, { platform: 'sandbox', userId: 'x', name: '张三', unitId, title: '网格员', at: 1 }))
    const { text } = await askLedger(ledger, 'todo', '刘海峰')

    expect(text).toContain(`#${risk} 风险 6月3日 王亦态`)
    expect(text).toContain('贺旗村 网格员 张三：发“确认身份 张三”')
  })

  it('says so when there is nothing', async () => {
    const empty = await openLedger({ commands: askCommands })
    const { text } = await askLedger(empty, 'todo', '刘海峰')
    await empty.close()

    expect(text).toBe('刘海峰同志，您现在没有待办，暂无待办事项。')
  })
})

describe('规定', () => {
  it('lists what a unit owes with row, date and what the county added', async () => {
    const { text } = await askLedger(ledger, 'rules', '贾宏伟', { group: '纸房村' })

    expect(text).toContain(
      '入户遍访：每年走访全部农户，共 2 户（入户、其他），本期12月31日前［庆城县八项机制 A4；期限本县自定，按自然年、对照序时进度］',
    )
  })

  it('of a county lists what is owed below it apart', async () => {
    const { text } = await askLedger(ledger, 'rules', '王建新')

    expect(text).toContain('领导小组会议：每季度至少报会议 1 次（领导小组会议），本期6月30日前')
    expect(text.indexOf('所辖单位')).toBeLessThan(text.indexOf('信息报送：每月至少报信息 1 次，本期6月25日 18:00前'))
  })
})

describe('帮助', () => {
  it('shows what the roles allow, and how one thing is written', async () => {
    const overview = await askLedger(ledger, 'help', '贾宏伟', { parts: { rest: '帮助' } })
    const visit = await askLedger(ledger, 'help', '贾宏伟', { parts: { matter: 'visit' } })

    expect(overview.text).toContain('走访：')
    expect(visit.text).toContain('户主（也写')
    expect(visit.text.indexOf('户主')).toBeLessThan(visit.text.indexOf('方式'))
    expect(visit.text).toContain('走访 王亦态 在合作社务工')
  })

  it('for the handbook shows examples as they are declared', () => {
    const visit = askCommands.byName.get('visit')
    if (!visit) throw new Error('there is no visit')

    expect(shown(commandHelp(visit))).toContain('走访 {户主} 在合作社务工')
  })

  it('fills examples from the roster of the speaker, and with made-up names where names are masked', async () => {
    const example = { say: '{户主} {户主2} {村} {单位} {编号}', mark: '' as const }

    expect(fillExample(await ledger.ask('贾宏伟', { now: '2023-06-15' }), example)).toBe('王亦态 李秀兰 纸房村 纸房村 1027')
    expect(fillExample(await ledger.ask('刘海峰', { now: '2023-06-15', group: '马岭镇' }), example)).toBe(
      '王亦态 李秀兰 纸房村 马岭镇 1027',
    )
  })
})
