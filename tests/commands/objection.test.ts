import { afterEach, beforeEach, expect, test } from 'vitest'
import { findSteps } from '../../db/queries/entries.ts'
import checkSheet from '../../schedules/check-sheet.ts'
import { manyHouseholds } from '../support/ledger.ts'
import { runSchedule } from '../support/schedules.ts'
import { noticesOf, openTalk, type Talk } from '../support/talk.ts'

let talk: Talk
let no: number
beforeEach(async () => {
  talk = await openTalk()
  no = await talk.ledger.report({ kind: 'meeting', date: '2023-06-05', unit: '产业专班' })
  await runSchedule(talk.ledger, checkSheet, { id: 'check-meetings', due: '2023-07-06 09:00' })
  talk.at('2023-07-06 10:00')
})
afterEach(async () => await talk.ledger.close())

test('rule 19: an objection is a step of the entry, and the manager above is told', async () => {
  expect(await talk.say('吴敏', `异议 ${no} 不是本专班的会`)).toMatch(new RegExp(`^✅ #${no} 已记下异议（.*调度会）：不是本专班的会`))
  const last = (await findSteps(talk.ledger.store.read, no)).at(-1)
  const [notice] = await noticesOf(talk, 'objection/')

  expect(last).toMatchObject({ action: 'objected', text: '不是本专班的会' })
  expect(notice?.chatId).toBe('direct:周凯')
  expect(notice?.text).toContain(`产业专班（吴敏）对核数单里的 ${no} 有异议：不是本专班的会`)
  expect(await talk.say('吴敏', `查 ${no}`)).toContain('对核数单有异议：不是本专班的会')
})

test('it needs a reason, an entry of the line, and a line that is open', async () => {
  const other = await talk.ledger.report({ kind: 'task', date: '2023-06-05', unit: '产业专班' })

  expect(await talk.say('吴敏', `异议 ${no}`)).toMatch(/^❌ 请写明理由/)
  expect(await talk.say('吴敏', `异议 ${other} 不对`)).toMatch(/^❌.*不在您单位的核数单里/)
  expect(await talk.say('王建新', `异议 ${no} 不对`)).toMatch(/^❌ 现在没有等您单位核对的/)
  talk.at('2023-08-01 10:00')
  expect(await talk.say('吴敏', `异议 ${no} 不对`)).toMatch(/^❌ 现在没有等您单位核对的/)
})

test('a township’s manager hears of a village’s objection', async () => {
  await talk.ledger.addHouseholds([...manyHouseholds('纸房村', 10, '张'), ...manyHouseholds('贺旗村', 10, '李')])
  const visit = await talk.ledger.visit('纸房村', '张1', '2023-06-01')
  await runSchedule(talk.ledger, checkSheet, { id: 'check-visits', due: '2023-07-06 09:00' })

  expect(await talk.say('贾宏伟', `异议 ${visit} 走访重复`, '纸房村')).toMatch(/^✅/)
  expect((await noticesOf(talk, 'objection/')).map(({ chatId }) => chatId)).toEqual(['direct:刘海峰'])
})

test('an entry that the sheet does not count is taken with the reason why, and what helps', async () => {
  const meeting = { kind: 'meeting', unit: '产业专班', date: '2023-06-06' }
  const withdrawn = await talk.ledger.report({ ...meeting, status: 'withdrawn' })
  const may = await talk.ledger.report({ ...meeting, date: '2023-05-30' })
  // The books of June are closed on 5 July at 18:00.
  const late = await talk.ledger.report({ ...meeting, sent: '2023-07-05 18:30' })
  const afterwards = await talk.ledger.report({ ...meeting, sent: '2023-07-06 09:30' })

  expect(await talk.say('吴敏', `异议 ${withdrawn} 撤错了`)).toMatch(/^✅ [\s\S]*没有计入核数单：已经撤回.*请重新报一条/)
  expect(await talk.say('吴敏', `异议 ${may} 是6月的`)).toMatch(/^✅ [\s\S]*日期是2023年5月30日，不在2023年6月之内.*改 \d+ 日期/)
  expect(await talk.say('吴敏', `异议 ${late} 系统没收到`)).toMatch(/^✅ [\s\S]*是关账（2023年7月5日18:00）以后报的/)
  expect(await talk.say('吴敏', `异议 ${afterwards} 漏了`)).toMatch(/^✅ [\s\S]*没有计入核数单：是/)
  expect(await talk.say('吴敏', `异议 ${no} 不是本专班的会`)).not.toContain('没有计入')
  expect((await noticesOf(talk, 'objection/'))[0]?.text).toContain('没有计入是因为：已经撤回')
})
