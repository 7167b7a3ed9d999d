import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ledger, manyHouseholds, openLedger } from '../../support/ledger.ts'
import { askCommands, askLedger, june, lastQuarter } from '../../support/questions.ts'

let ledger: Ledger

beforeAll(async () => {
  ledger = await openLedger({
    commands: askCommands,
    households: [
      ...manyHouseholds('纸房村', 30, '张'),
      { village: '纸房村', head: '王亦态', group: '三组', kind: '脱贫户', carer: '慕晓东' },
      { village: '纸房村', head: '李秀兰', group: '三组', carer: '慕晓东' },
      ...manyHouseholds('贺旗村', 5, '李'),
    ],
  })
  for (let n = 1; n <= 5; n++) await ledger.visit('纸房村', `张${n}`, '2023-06-10')
  await ledger.visit('纸房村', '李秀兰', '2023-05-10')
  await ledger.report({ kind: 'meeting', date: '2023-06-05', unit: '产业专班' })
  await ledger.report({ kind: 'meeting', date: '2023-11-05', unit: '产业专班' })
  await ledger.report({ kind: 'meeting', date: '2023-06-06', unit: '贺旗村' })
})

afterAll(async () => {
  await ledger.close()
})

describe('who is missing', () => {
  it('in a village are the households, numbered, twenty at the most', async () => {
    const { text } = await askLedger(ledger, 'missing', '贾宏伟', { group: '纸房村', parts: { matter: 'visit', period: june } })

    expect(text).toContain('2023年6月已走访 5 户')
    expect(text).toContain('还有 26 户没走访')
    expect(text).toContain('1. 张6（一组 一般户）')
    expect(text).toContain('20. 张25（一组 一般户）')
    expect(text).toContain('还有 6 户没列出')
    expect(text).not.toContain('张5（')
  })

  it('in a group above village level are not named there, but in the direct chat', async () => {
    const unit = await ledger.unit('纸房村')
    const { text, direct } = await askLedger(ledger, 'missing', '刘海峰', {
      group: '马岭镇',
      parts: { matter: 'visit', unitIds: [unit.id] },
    })

    expect(text).toContain('还有 26 户没走访')
    expect(text).toContain('户名单已私信您')
    expect(text).not.toContain('张6')
    expect(direct).toContain('1. 张6')
  })

  it('above villages are the villages with how many each', async () => {
    const { text, direct } = await askLedger(ledger, 'missing', '刘海峰', { group: '马岭镇', parts: { matter: 'visit' } })

    expect(text).toContain('纸房村 26 32')
    expect(text).toContain('贺旗村 5 5')
    expect(direct).toBe('')
  })

  it('of my own households are those in my care that nobody visited', async () => {
    const { text } = await askLedger(ledger, 'missing', '慕晓东', { text: '我包的户还有谁没走到', parts: { matter: 'visit' } })

    expect(text).toContain('您包 2 户，还有 1 户没走访')
    expect(text).toContain('1. 王亦态（三组 脱贫户）')
  })

  it('of meetings are the units by name', async () => {
    const { text } = await askLedger(ledger, 'missing', '王建新', { parts: { matter: 'meeting', period: june } })

    expect(text).toContain('本月 应报 3 个单位，还有 2 个没报（时限 6月30日）')
    expect(text).toContain('1. 就业专班')
    expect(text).toContain('2. 住房专责组')
  })

  it('of a quarter are the units with their months', async () => {
    const { text } = await askLedger(ledger, 'missing', '王建新', {
      now: '2024-01-03 09:00',
      parts: { matter: 'meeting', period: lastQuarter },
    })

    expect(text).toContain('产业专班（2023年10月、2023年12月）')
    expect(text).toContain('就业专班（2023年10月、2023年11月、2023年12月）')
    expect(text).toContain('2023年四季度 应报 1 个单位，还有 1 个没报（已逾期）')
  })

  it('of what nobody owes says so and who reported', async () => {
    const unit = await ledger.unit('马岭镇')
    const { text } = await askLedger(ledger, 'missing', '刘海峰', { group: '马岭镇', parts: { matter: 'meeting', unitIds: [unit.id] } })

    expect(text).toContain('按现行规定，马岭镇各村没有“会议”上报任务；2023年6月已报会议 1 次')
  })
})
