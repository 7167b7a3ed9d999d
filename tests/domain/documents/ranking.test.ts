import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closePeriod } from '../../../src/domain/closing.ts'
import { allDuties } from '../../../src/domain/house.ts'
import { dutyPeriod } from '../../../src/domain/progress.ts'
import { instant, type Ledger, manyHouseholds, openLedger } from '../../support/ledger.ts'
import { askCommands, askLedger, june, lastQuarter } from '../../support/questions.ts'

let ledger: Ledger

beforeAll(async () => {
  ledger = await openLedger({
    commands: askCommands,
    households: [
      ...manyHouseholds('纸房村', 10, '张'),
      ...manyHouseholds('贺旗村', 10, '李'),
      ...manyHouseholds('董家滩村', 4, '董'),
      ...manyHouseholds('儒林村', 10, '儒'),
    ],
  })
  for (let n = 1; n <= 6; n++) await ledger.visit('纸房村', `张${n}`, '2023-03-01')
  for (let n = 1; n <= 2; n++) await ledger.visit('贺旗村', `李${n}`, '2023-06-01')
  await ledger.visit('儒林村', '儒1', '2023-06-02')
  await ledger.report({ kind: 'meeting', date: '2023-06-05', unit: '产业专班' })
})

afterAll(async () => {
  await ledger.close()
})

describe('a ranking', () => {
  it('rule 18: in the county ranks townships, in a township its villages', async () => {
    const county = await askLedger(ledger, 'ranking', '王建新', { group: '庆城县', parts: { matter: 'visit' } })
    const township = await askLedger(ledger, 'ranking', '刘海峰', { group: '马岭镇', parts: { matter: 'visit' } })

    // 8 of 24 and 1 of 10.
    expect(county.text).toContain('1. 马岭镇 33.3% 8/24 33.3%')
    expect(county.text).toContain('2. 驿马镇 10% 1/10 10%')
    expect(township.text).toContain('1 纸房村 60% 6/10 60%')
    expect(township.text).toContain('2 贺旗村 20% 2/10 20%')
    expect(township.text).toContain('— 董家滩村 0% 0/4 0%')
    expect(township.text).toContain('少于 5 的只列数，不排名')
  })

  it('rule 18: never names persons', async () => {
    const { text } = await askLedger(ledger, 'ranking', '刘海峰', { parts: { matter: 'visit' } })

    expect(text).not.toMatch(/慕晓东|贾宏伟|杨治国/)
  })

  it('names last only who is behind 序时进度', async () => {
    const { text } = await askLedger(ledger, 'ranking', '刘海峰', { parts: { matter: 'visit', bottom: 2 } })

    expect(text).toContain('2. 贺旗村')
    expect(text).not.toContain('纸房村 60%')
  })

  it('of a month ranks the year as it stood, with what the month added', async () => {
    const { text } = await askLedger(ledger, 'ranking', '王建新', { now: '2023-07-03 09:00', parts: { matter: 'visit', period: june } })

    expect(text).toContain('2023年6月')
    expect(text).toContain('1. 马岭镇 33.3% 8/24 33.3% 2')
    expect(text).toContain('序时进度 49.5%')
  })

  it('is not made before anybody has begun, nor of what no rule ranks', async () => {
    const info = await askLedger(ledger, 'ranking', '王建新', { parts: { matter: 'info' } })
    const risk = await askLedger(ledger, 'ranking', '王建新', { parts: { matter: 'risk' } })

    expect(info.text).toContain('都还没有开始，暂无排名')
    expect(risk.text).toContain('没有排名')
  })

  it('is not shown to a village, which sees its own figures', async () => {
    const { text } = await askLedger(ledger, 'ranking', '贾宏伟', { group: '纸房村', parts: { matter: 'visit' } })

    expect(text).toContain('今年 6/10 户')
    expect(text).toContain('各村排名在乡镇群里公布')
    expect(text).not.toContain('贺旗村')
  })

  it('of an indicator without data says so', async () => {
    const { text } = await askLedger(ledger, 'ranking', '王建新', { parts: { indicator: '资金支出率', period: lastQuarter } })

    expect(text).toContain('资金支出率：2023年四季度还没有单位上报数据，暂无排名。')
  })

  it('of an indicator compares units of one kind by their latest figure', async () => {
    for (const [unit, value, period] of [
      ['马岭镇', 41, '2023-05'],
      ['马岭镇', 53, '2023-06'],
      ['驿马镇', 61.5, '2023-06'],
      ['财政局', 99, '2023-06'],
    ] as const) {
      await ledger.report({ kind: 'indicator', date: '2023-06-10', unit, fields: { values: { 资金支出率: value }, period } })
    }
    const { text } = await askLedger(ledger, 'ranking', '王建新', { parts: { indicator: '资金支出率', period: june } })

    expect(text).toContain('1. 驿马镇 61.5')
    expect(text).toContain('2. 马岭镇 53')
    expect(text).not.toContain('财政局')
  })
})

describe('a comparison', () => {
  it('shows the units that may be read and names the others without a figure', async () => {
    const unitIds = [(await ledger.unit('驿马镇')).id, (await ledger.unit('马岭镇')).id]
    const leader = await askLedger(ledger, 'ranking', '王建新', { parts: { matter: 'visit', unitIds } })
    const manager = await askLedger(ledger, 'ranking', '刘海峰', { parts: { matter: 'visit', unitIds } })

    expect(leader.text).toContain('1. 马岭镇 33.3% 8/24')
    expect(manager.text).toContain('今年 8/24 户')
    expect(manager.text).toContain('驿马镇不在您的查看范围')
    expect(manager.text).not.toContain('1/10')
  })
})

describe('a closed period', () => {
  it('is ranked from its snapshot, whatever is reported later', async () => {
    const house = await ledger.house()
    const meeting = allDuties(house).find(({ duty }) => duty.id === 'taskforce-meeting')
    if (!meeting) throw new Error('the pack has no such duty')
    const before = await askLedger(ledger, 'ranking', '王建新', { now: '2023-07-04 09:00', parts: { matter: 'meeting', period: june } })
    const period = dutyPeriod(meeting, '2023-06-30')
    const snapshot = await ledger.store.transaction((db) =>
      closePeriod({ db, house }, meeting, { period, now: instant('2023-07-05 18:00') }),
    )
    await ledger.report({ kind: 'meeting', date: '2023-06-20', unit: '就业专班', sent: '2023-07-06 09:00' })
    const after = await askLedger(ledger, 'ranking', '王建新', { now: '2023-07-06 10:00', parts: { matter: 'meeting', period: june } })

    expect(before.text).toContain('未关账，数据会变')
    expect(after.text).toContain(`快照${snapshot?.no}号，数据截至7月5日 18:00`)
    expect(after.text).toContain('2. 就业专班 0% 0/1')
  })
})
