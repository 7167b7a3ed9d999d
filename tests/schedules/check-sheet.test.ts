import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import checkSheet from '../../schedules/check-sheet.ts'
import ranking from '../../schedules/ranking-notice.ts'
import { closeUntil } from '../support/closed.ts'
import { manyHouseholds } from '../support/ledger.ts'
import { runSchedule } from '../support/schedules.ts'
import { openTalk, type Talk } from '../support/talk.ts'

let talk: Talk
let no: number
beforeEach(async () => {
  talk = await openTalk({ households: [...manyHouseholds('纸房村', 10, '张'), ...manyHouseholds('贺旗村', 10, '李')] })
  no = await talk.ledger.report({ kind: 'meeting', date: '2023-06-05', unit: '产业专班' })
  await closeUntil(talk.ledger, '2023-07-01', '2023-07-06')
  talk.at('2023-07-06 10:00')
})
afterEach(async () => await talk.ledger.close())

const sheets = (id: string) => runSchedule(talk.ledger, checkSheet, { id, due: '2023-07-06 09:00' })
const published = (id: string) => runSchedule(talk.ledger, ranking, { id, due: '2023-07-07 09:40' })

describe('rule 19', () => {
  test('rule 19: each ranked unit gets its own line, and only its own, with the entries behind it', async () => {
    const notices = await sheets('check-meetings')
    const own = notices.find(({ to }) => to === '产业专班')?.text

    expect(notices.map(({ to }) => to).sort()).toEqual(['产业专班', '住房专责组', '就业专班'].sort())
    expect(own).toContain('产业专班：1/1 次，100%')
    expect(own).toContain(`计入的记录（编号）：${no}`)
    expect(own).toMatch(/7月7日发布.*无异议.*异议/s)
    expect(own).toMatch(/快照\d+号，数据截至7月5日 18:00/)
    expect(own).not.toContain('就业专班')
    expect(notices.find(({ to }) => to === '就业专班')?.text).toContain('没有计入的记录')
  })

  test('rule 19: the ranking prints what each unit answered, 未反馈 where nothing came, and rule, time, source and snapshot', async () => {
    await sheets('check-meetings')
    await talk.say('吴敏', `异议 ${no} 是两场会`)
    const [notice] = await published('rank-meetings')

    expect(notice?.text).toContain('核数反馈——有异议：产业专班；未反馈：就业专班、住房专责组')
    expect(notice?.text).toMatch(/口径：庆城县八项机制 A6.*快照\d+号，数据截至7月5日 18:00/)
    expect(notice?.text).toContain('数据来源：各单位上报记录；通报编号 1')
  })

  test('rule 19: townships get theirs for the county, villages for the township', async () => {
    await talk.ledger.visit('纸房村', '张1', '2023-06-01')
    await talk.ledger.addHouseholds(manyHouseholds('儒林村', 10, '儒'))
    const notices = await sheets('check-visits')

    expect(notices.map(({ to }) => to)).toEqual(['马岭镇', '驿马镇', '纸房村', '贺旗村'])
    expect(notices[0]?.text).toContain('马岭镇：1/20 户')
    expect(notices[2]?.text).toContain('纸房村：1/10 户')
  })
})

describe('a check sheet', () => {
  it('of an issue that came twice keeps the answers', async () => {
    await sheets('check-meetings')
    await talk.say('吴敏', '无异议')
    await sheets('check-meetings')

    expect((await published('rank-meetings'))[0]?.text).toContain('无异议：产业专班')
  })

  it('takes no answer once the ranking is out, and none is printed where none went out', async () => {
    expect((await published('rank-info'))[0]?.text ?? '').not.toContain('核数反馈')
    await sheets('check-meetings')
    await published('rank-meetings')

    expect(await talk.say('吴敏', '无异议')).toBe('现在没有等您单位核对的核数单。')
  })
})
