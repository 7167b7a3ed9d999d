import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { putSetting } from '../../db/queries/settings.ts'
import duty from '../../schedules/duty-reminders.ts'
import { instant, type Ledger, manyHouseholds, openLedger } from '../support/ledger.ts'
import { runSchedule, type ShownNotice } from '../support/schedules.ts'

let ledger: Ledger

beforeEach(async () => {
  ledger = await openLedger({ households: [...manyHouseholds('纸房村', 10, '张'), ...manyHouseholds('贺旗村', 10, '李')] })
})

afterEach(async () => {
  await ledger.close()
})

const remind = (id: string, due: string): Promise<ShownNotice[]> => runSchedule(ledger, duty, { id, due })
const receivers = (notices: ShownNotice[]): string[] => notices.map((notice) => notice.to).sort()

describe('rule 21', () => {
  test('rule 21: first a private message to the one who answers for the unit', async () => {
    const notices = await remind('remind-month', '2023-06-20 09:00')

    expect(receivers(notices)).toEqual(['吴敏'])
    expect(notices[0]?.text).toContain('吴敏同志')
    expect(notices[0]?.mentions).toEqual([])
  })

  test('rule 21: then the unit in its group, by name', async () => {
    const notices = await remind('remind-month-group', '2023-06-28 09:00')

    expect(receivers(notices)).toEqual(['产业专班', '住房专责组', '就业专班', '财政局'].sort())
    expect(notices.find(({ to }) => to === '就业专班')?.text).toContain('专班、专责工作组调度会：2023年6月还差 1 次，6月30日前')
    expect(notices.flatMap(({ mentions }) => mentions)).toEqual([])
  })

  test('rule 21: then the person by @ in the group, when the date has passed', async () => {
    const notices = await remind('overdue-month', '2023-07-03 10:00')

    expect(notices.find(({ to }) => to === '产业专班')?.mentions).toEqual(['吴敏'])
    expect(notices.find(({ to }) => to === '产业专班')?.text).toContain('2023年6月还差 1 次，已逾期')
  })

  test('rule 21: last the unit above, with everybody who is overdue', async () => {
    await ledger.report({ kind: 'meeting', date: '2023-06-20', unit: '就业专班' })
    const [notice, ...others] = await remind('overdue-month-above', '2023-07-04 10:00')

    expect(others).toEqual([])
    expect(notice?.to).toBe('庆城县')
    expect(notice?.text).toContain('专班、专责工作组调度会（2 个）')
    expect(notice?.text).toContain('产业专班 2023年6月还差 1 次，已逾期')
  })
})

describe('a reminder', () => {
  it('never goes to who owes nothing', async () => {
    await ledger.report({ kind: 'meeting', date: '2023-06-05', unit: '产业专班' })
    await ledger.report({ kind: 'info', class: '经验成效', date: '2023-06-05', unit: '产业专班' })
    await ledger.report({ kind: 'task', date: '2023-06-05', unit: '产业专班' })

    expect(await remind('remind-month', '2023-06-20 09:00')).toEqual([])
    expect(receivers(await remind('remind-month-group', '2023-06-28 09:00'))).not.toContain('产业专班')
  })

  it('says everything that one owes in one message, and how to report it', async () => {
    const [notice] = await remind('remind-month', '2023-06-20 09:00')

    expect(notice?.text).toContain('产业专班 专班、专责工作组调度会：2023年6月还差 1 次，6月30日前')
    expect(notice?.text).toContain('产业专班 信息报送：2023年6月还差 1 次，6月25日 18:00前')
    expect(notice?.text).toContain('发“会议 类型：')
  })

  it('of coverage comes only to who is behind 序时进度', async () => {
    for (let n = 1; n <= 6; n++) await ledger.visit('纸房村', `张${n}`, '2023-06-01', { member: '贾宏伟' })
    const notices = await remind('remind-visits', '2023-07-14 09:00')

    // 195 of 365 days have passed, 53.4 %; 纸房村 and its secretary have 60 %, its 第一书记 none.
    expect(receivers(notices)).toEqual(['慕晓东', '杨治国'].sort())
    expect(notices.find(({ to }) => to === '慕晓东')?.text).not.toContain('纸房村 入户遍访')
    expect(notices.find(({ to }) => to === '杨治国')?.text).toContain('贺旗村 入户遍访：2023年还差 10 户（已走 0%，序时进度 53.4%）')
  })

  it('passes over who is on leave', async () => {
    await ledger.report({
      kind: 'checkin',
      date: '2023-06-19',
      unit: '产业专班',
      member: '吴敏',
      fields: { leaving: true, reason: '病假', until: '2023-06-22' },
    })
    expect(await remind('remind-month', '2023-06-20 09:00')).toEqual([])

    await ledger.report({ kind: 'checkin', date: '2023-06-20', unit: '产业专班', member: '吴敏', fields: { returning: true } })
    expect(receivers(await remind('remind-month', '2023-06-20 09:00'))).toEqual(['吴敏'])
  })

  it('is not sent for a time before the ledger was kept', async () => {
    await ledger.store.transaction((tx) => putSetting(tx, 'firstMoment', String(instant('2023-07-01 08:00'))))

    expect(await remind('overdue-month', '2023-07-03 10:00')).toEqual([])
  })

  it('has a key of its own for each schedule, time and receiver', async () => {
    const notices = [
      ...(await remind('remind-month-group', '2023-06-28 09:00')),
      ...(await remind('remind-month-group', '2023-07-27 09:00')),
      ...(await remind('overdue-month', '2023-06-28 09:00')),
    ]

    expect(new Set(notices.map(({ key }) => key)).size).toBe(notices.length)
  })
})
