import { expect, test } from 'vitest'
import meeting from '../../../commands/meeting.ts'
import { howToReport } from '../../../src/domain/documents/kind-words.ts'
import { qingcheng } from '../../support/ledger.ts'

const dutyOf = (id: string) => {
  const duty = qingcheng().duties.find((one) => one.id === id)
  if (!duty) throw new Error(`no duty ${id}`)
  return duty
}

test('the model of a report has the class that the duty asks for, or that its title names', () => {
  expect(howToReport(meeting, dutyOf('leading-group-meeting'))).toContain('类型：领导小组会议')
  expect(howToReport(meeting, dutyOf('taskforce-meeting'))).toContain('类型：调度会')
})
