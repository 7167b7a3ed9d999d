import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ledger, manyHouseholds, openLedger } from '../../support/ledger.ts'
import { askCommands, askLedger, june } from '../../support/questions.ts'

let ledger: Ledger

beforeAll(async () => {
  ledger = await openLedger({
    commands: askCommands,
    households: [
      ...manyHouseholds('纸房村', 31, '张'),
      { village: '纸房村', head: '新户', since: '2023-03-02' },
      { village: '纸房村', head: '李迁', until: '2023-05-02', untilReason: '整户搬迁' },
      ...manyHouseholds('贺旗村', 9, '李'),
      ...manyHouseholds('儒林村', 10, '儒'),
    ],
  })
  for (let n = 1; n <= 20; n++) await ledger.visit('纸房村', `张${n}`, n <= 12 ? '2023-04-10' : '2023-06-10', { member: '慕晓东' })
  await ledger.visit('纸房村', '新户', '2023-06-01')
  await ledger.visit('贺旗村', '李1', '2023-06-01', { member: '杨治国' })
  await ledger.report({ kind: 'meeting', date: '2023-06-05', unit: '产业专班' })
  await ledger.report({ kind: 'meeting', date: '2023-06-06', unit: '纸房村' })
})

afterAll(async () => {
  await ledger.close()
})

describe('progress of a village', () => {
  it('shows done, required, rate, 序时进度 and both figures of rule 10', async () => {
    const { mark, text } = await askLedger(ledger, 'progress', '贾宏伟', { group: '纸房村', parts: { matter: 'visit' } })

    expect(mark).toBe('')
    // 166 of 365 days have passed; 20 of 31.
    expect(text).toContain('今年 20/31 户，64.5%，序时进度 45.4%，快于进度；按时 20 户，补报 0 户')
  })

  it('shows changes of the roster: visits to new households extra, those that left with their reason', async () => {
    const { text } = await askLedger(ledger, 'progress', '贾宏伟', { group: '纸房村', parts: { matter: 'visit' } })

    expect(text).toContain('户数变动 +1 −1；另走访新增户 1 户')
    expect(text).toContain('李迁（一组）5月2日起不再计入：整户搬迁')
  })

  it('of a month shows the month within the year', async () => {
    const { text } = await askLedger(ledger, 'progress', '贾宏伟', { parts: { matter: 'visit', period: june } })

    // 8 of the 31, and the new household.
    expect(text).toContain('其中2023年6月走访 9 户')
    expect(text).toContain('今年 20/31 户')
  })

  it('names its rule, what the document leaves open, and its time', async () => {
    const { text } = await askLedger(ledger, 'progress', '贾宏伟', { parts: { matter: 'visit' } })

    expect(text).toContain('口径：庆城县八项机制 A4 入户遍访')
    expect(text).toContain('本县自定')
    expect(text).toContain('数据截至6月15日 09:00')
  })

  it("shows a secretary's own coverage to himself, and to his manager in a direct chat only", async () => {
    const own = await askLedger(ledger, 'progress', '慕晓东', { parts: { matter: 'visit' } })
    const colleague = await askLedger(ledger, 'progress', '贾宏伟', { parts: { matter: 'visit' } })
    const unit = await ledger.unit('纸房村')
    const manager = await askLedger(ledger, 'progress', '刘海峰', { parts: { matter: 'visit', unitIds: [unit.id] } })
    const group = await askLedger(ledger, 'progress', '刘海峰', { group: '马岭镇', parts: { matter: 'visit', unitIds: [unit.id] } })

    expect(own.text).toContain('您本人今年 20/31 户')
    expect(colleague.text).toContain('您本人今年 0/31 户')
    expect(colleague.text).not.toContain('慕晓东')
    expect(manager.text).toContain('纸房村第一书记慕晓东今年 20/31 户')
    expect(group.text).not.toContain('慕晓东')
  })
})

describe('progress above villages', () => {
  it('of a township is the sum of its villages, with a line for each that owes', async () => {
    const { text } = await askLedger(ledger, 'progress', '刘海峰', { group: '马岭镇', parts: { matter: 'visit' } })

    expect(text).toContain('今年 21/40 户，52.5%')
    expect(text).toContain('纸房村 64.5% 20/31 20')
    expect(text).toContain('贺旗村 11.1% 1/9 1')
    expect(text).not.toContain('董家滩村')
  })

  it('of the county is the sum of its townships', async () => {
    const { text } = await askLedger(ledger, 'progress', '王建新', { group: '庆城县', parts: { matter: 'visit' } })

    expect(text).toContain('今年 21/50 户，42%，序时进度 45.4%，慢于进度')
    expect(text).toContain('马岭镇 52.5% 21/40 21')
    expect(text).toContain('驿马镇 0% 0/10 0')
  })

  it('of meetings says how many units have reported, in time and late', async () => {
    const { text } = await askLedger(ledger, 'progress', '王建新', { parts: { matter: 'meeting' } })

    expect(text).toContain('本月 应报 3 个单位，已完成 1 个（按时 1 个，补报 0 个），未完成 2 个（时限 6月30日）')
    expect(text).toContain('领导小组会议')
  })

  it('where nothing is owed says so and counts what was reported', async () => {
    const { text } = await askLedger(ledger, 'progress', '刘海峰', { parts: { matter: 'meeting' } })

    expect(text).toContain('按现行规定，马岭镇各村没有“会议”上报任务；2023年6月已报会议 1 次')
  })
})

describe('scope', () => {
  it('refuses a unit outside and says nothing of it but its name', async () => {
    const unit = await ledger.unit('驿马镇')
    const { mark, text } = await askLedger(ledger, 'progress', '贾宏伟', { parts: { matter: 'visit', unitIds: [unit.id] } })

    expect(mark).toBe('❌')
    expect(text).toMatch(/^驿马镇不在您的查看范围/)
    expect(text).not.toMatch(/\d/)
  })

  it("in the township's group a village cadre sees his own village", async () => {
    const { text } = await askLedger(ledger, 'progress', '杨治国', { group: '马岭镇', parts: { matter: 'visit' } })

    expect(text).toContain('贺旗村 入户遍访')
    expect(text).not.toContain('纸房村')
  })

  it('keeps inspections to inspectors and leaders', async () => {
    const { mark } = await askLedger(ledger, 'progress', '刘海峰', { parts: { matter: 'inspection' } })

    expect(mark).toBe('❌')
  })
})
