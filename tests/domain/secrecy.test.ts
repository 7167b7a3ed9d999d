import { afterEach, beforeEach, expect, test } from 'vitest'
import dutyReminders from '../../schedules/duty-reminders.ts'
import periodSummary from '../../schedules/period-summary.ts'
import { isSecret } from '../../src/domain/secrecy.ts'
import { type Ledger, openLedger, qingcheng } from '../support/ledger.ts'
import { runSchedule } from '../support/schedules.ts'

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger()
})
afterEach(async () => await ledger.close())

test('only duties that ask for nothing else are secret', () => {
  const secret = qingcheng().duties.filter(isSecret)

  expect(secret.map((duty) => duty.id)).toEqual(['leader-inspection', 'taskforce-inspection'])
})

test('summaries count neither inspections nor the duty to make them', async () => {
  await ledger.report({ kind: 'inspection', date: '2023-06-05', unit: '纸房村', by: '产业专班' })
  const notices = await runSchedule(ledger, periodSummary, { id: 'half-year-summary', due: '2023-07-10 10:00' })

  expect(notices.length).toBeGreaterThan(0)
  for (const { text } of notices) expect(text).not.toMatch(/督查|明察暗访/)
})

test('who has not inspected is reminded himself', async () => {
  const notices = await runSchedule(ledger, dutyReminders, { id: 'remind-two-months', due: '2023-06-15 09:00' })

  expect(notices.map(({ to }) => to)).toEqual(['吴敏'])
  expect(notices[0]?.text).toContain('专班、专责工作组明察暗访')
})
