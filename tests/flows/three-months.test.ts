import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { generateDemoCounty } from '../../db/demo/county.ts'
import { addDays, toDate, toInstant, toTimeOfDay } from '../../src/clock.ts'
import type { Block, Content } from '../../src/core/blocks.ts'
import { type FlowHouse, openFlowHouse } from './house.ts'
import { type Act, type Count, countByHand, type Rule, rules, type Span, type Stand, type Sum, share, spanOf, sum } from './naive-count.ts'
import { type Cast, castRoles, changeRoster, playDay, withdrawClosed } from './play.ts'

// Three months of 庆城县 in virtual time; every notice and every figure is checked against a count of the raw rows.

const first = '2023-06-01'
const last = '2023-09-08'

interface Notice {
  key: string
  chatId: string
  text: string
  content: Content
  state: string
  sentAt: number
}

let house: FlowHouse
let cast: Cast
let count: Count
let notices: Notice[]

beforeAll(async () => {
  house = await openFlowHouse({
    roster: generateDemoCounty(),
    now: `${first}T08:05:00+08:00`,
    env: { PACKS: 'tests/fixtures/three-months-pack.yaml' },
  })
  cast = castRoles(house, 20230601)
  for (let day = first; day < last; day = addDays(day, 1)) {
    await house.advance(`${day}T16:00:00+08:00`)
    await playDay(house, cast, day)
    if (day === '2023-07-05') {
      await house.advance(`${day}T19:00:00+08:00`)
      await withdrawClosed(house, cast)
    }
    if (day === '2023-07-10') await changeRoster(house, cast, day)
    // Stopped and started; down over a due time; up again only in the quiet hours.
    if (day === '2023-07-15') await house.restart()
    if (day === '2023-07-19') await house.restart('2023-07-21T08:30:00+08:00')
    if (day === '2023-08-19') await house.restart('2023-08-20T22:00:00+08:00')
  }
  await house.advance(`${last}T12:00:00+08:00`)
  count = countByHand(house)
  notices = house
    .rows<Omit<Notice, 'content'> & { content: string }>(
      "select dedupe_key as key, chat_id as chatId, text, content, state, sent_at as sentAt from outbox where kind = 'notice' order by id",
    )
    .map((row) => ({ ...row, content: JSON.parse(row.content) as Content }))
}, 120_000)
afterAll(async () => await house.close())

/** Every time at which the county's rules have something sent, read off the calendar of 2023. */
const timetable: [id: string, times: string[]][] = [
  ['remind-month', ['06-20 09:00', '07-20 09:00', '08-20 09:00']],
  ['remind-month-group', ['06-28 09:00', '07-27 09:00', '08-29 09:00']],
  ['overdue-month', ['06-01 10:00', '07-03 10:00', '08-01 10:00', '09-01 10:00']],
  ['overdue-month-above', ['06-02 10:00', '07-04 10:00', '08-02 10:00', '09-04 10:00']],
  ['remind-quarter', ['06-09 09:00', '09-08 09:00']],
  ['remind-quarter-group', ['06-26 09:00']],
  ['overdue-quarter', ['07-03 10:30']],
  ['overdue-quarter-above', ['07-04 10:30']],
  ['remind-visits', ['06-14 09:00', '07-14 09:00', '08-14 09:00']],
  ['rank-visits', ['06-06 09:30', '07-06 09:30', '08-04 09:30', '09-06 09:30']],
  ['rank-meetings', ['06-06 09:40', '07-06 09:40', '08-04 09:40', '09-06 09:40']],
  ['rank-info', ['06-06 09:50', '07-06 09:50', '08-04 09:50', '09-06 09:50']],
  ['month-report', ['06-06 10:00', '07-06 10:00', '08-04 10:00', '09-06 10:00']],
  ['quarter-analysis', ['07-07 10:00']],
  ['half-year-summary', ['07-10 10:00']],
]
const closings = ['06-05 18:00', '07-05 18:00', '08-03 18:00', '09-05 18:00']

const instant = (words: string): number => toInstant(`2023-${words.slice(0, 5)}`, words.slice(6))
const timesOf = (id: string): number[] => (timetable.find(([name]) => name === id)?.[1] ?? []).map(instant)
const sentBy = (id: string, at: number): Notice[] => notices.filter((notice) => notice.key.startsWith(`qingcheng/${id}/${at}/`))
const ended = (every: Rule['every'], at: number): Span => spanOf(every, addDays(spanOf(every, toDate(at)).from, -1))
const listsOf = (content: Content): string[] => content.blocks.flatMap((block) => (block.kind === 'list' ? block.items : []))
const tablesOf = (content: Content): Extract<Block, { kind: 'table' }>[] =>
  content.blocks.flatMap((block) => (block.kind === 'table' ? [block] : []))
const ruleOf = (id: string): Rule => {
  const rule = rules.find((one) => one.id === id)
  if (!rule) throw new Error(`no rule ${id}`)
  return rule
}

test('everything that people typed was understood and stored, once', () => {
  expect(cast.surprises).toEqual([])
  expect(cast.accepted).toBeGreaterThan(2000)
  expect(house.count()).toBe(cast.accepted)
})

test('every schedule ran at its own time, once, and nothing else ran', () => {
  const ran = house.rows<{ schedule: string; dueAt: number }>('select schedule, due_at as dueAt from schedule_runs')
  const expected = [
    ...timetable.flatMap(([id, times]) => times.map((time) => `qingcheng/${id} ${instant(time)}`)),
    ...closings.map((time) => `period-close ${instant(time)}`),
  ]

  expect(ran.map((run) => `${run.schedule} ${run.dueAt}`).sort()).toEqual(expected.sort())
})

describe('reminders', () => {
  const stages: [id: string, every: Rule['every'], stage: 'private' | 'group' | 'overdue'][] = [
    ['remind-month', 'month', 'private'],
    ['remind-month-group', 'month', 'group'],
    ['overdue-month', 'month', 'overdue'],
    ['remind-quarter', 'quarter', 'private'],
    ['remind-quarter-group', 'quarter', 'group'],
    ['overdue-quarter', 'quarter', 'overdue'],
    ['remind-visits', 'year', 'private'],
  ]

  /** Chat → what it must be reminded of. */
  function expectedReminders(every: Rule['every'], stage: 'private' | 'group' | 'overdue', at: number): Record<string, string[]> {
    const span = stage === 'overdue' ? ended(every, at) : spanOf(every, toDate(at))
    const expected: Record<string, string[]> = {}
    for (const { rule, stand } of owing(every, { span, at, late: stage === 'overdue' })) {
      const { owner } = stand
      const answerer = owner.member ? count.person(owner.id) : count.answerer(owner.unitId)
      const chat = stage === 'private' || owner.member ? `direct:${answerer?.userId}` : `group:${count.unit(owner.unitId).code}`
      const who = owner.member ? '您本人' : count.unit(owner.unitId).name
      expected[chat] = [...(expected[chat] ?? []), `${who} ${rule.title} ${stand.required - stand.done}`].sort()
    }
    return expected
  }

  test.each(stages)('%s went to all who owed at that moment, to nobody else, with what they owed', (id, every, stage) => {
    for (const at of timesOf(id)) {
      const shown = Object.fromEntries(sentBy(id, at).map((notice) => [notice.chatId, listsOf(notice.content).map(readReminder).sort()]))
      expect(shown, `${id} ${toDate(at)}`).toEqual(at < instant('06-02 00:00') ? {} : expectedReminders(every, stage, at))
    }
  })

  test('some were reminded at every step, and some never', () => {
    const reminded = (id: string): number => timesOf(id).reduce((sum, at) => sum + sentBy(id, at).length, 0)
    const idle = [...stages.map(([id]) => id), 'overdue-month-above'].filter((id) => reminded(id) === 0)
    expect(idle).toEqual(['remind-quarter-group', 'overdue-quarter'])
  })

  test('the unit above got exactly the names of who was overdue, last of all', () => {
    for (const at of timesOf('overdue-month-above').slice(1)) {
      const [notice, ...more] = sentBy('overdue-month-above', at)
      const owed = owing('month', { span: ended('month', at), at, late: true })
      expect(more).toEqual([])
      expect(notice?.chatId).toBe('group:621021')
      for (const rule of rules.filter((one) => one.every === 'month')) {
        const names = owed.filter((one) => one.rule === rule).map(({ stand }) => count.unit(stand.owner.unitId).name)
        expect(notice?.text).toContain(`${rule.title}（${names.length} 个）`)
        for (const name of names.slice(0, 20)) expect(notice?.text).toMatch(new RegExp(`${name} 2023年\\d月还差 1 次，已逾期`))
      }
    }
  })

  test('the steps of chasing came in their order: private, group, person by @, unit above', () => {
    const order = ['remind-month', 'remind-month-group', 'overdue-month', 'overdue-month-above']
    for (const month of ['2023-06', '2023-07', '2023-08']) {
      const dates = order.map((id) =>
        notices.filter((notice) => notice.key.includes(`/${id}/`) && notice.text.includes(`${Number(month.slice(5))}月还差`)),
      )
      for (let step = 1; step < dates.length; step++) {
        const before = Math.max(...(dates[step - 1] ?? []).map((notice) => notice.sentAt))
        expect(Math.min(...(dates[step] ?? []).map((notice) => notice.sentAt))).toBeGreaterThan(before)
      }
    }
  })

  test('the person is named by @ only when overdue, in his unit’s group', () => {
    for (const notice of notices.filter((one) => /\/(?:remind|overdue)-/.test(one.key) && one.chatId.startsWith('group:'))) {
      const mentions = notice.content.mentions?.length ?? 0
      expect(mentions, notice.key).toBe(/\/overdue-(?:month|quarter)\//.test(notice.key) ? 1 : 0)
    }
  })
})

describe('rankings', () => {
  test.each(['rank-visits', 'rank-meetings', 'rank-info'])('%s shows what a count of the raw entries gives', (id) => {
    const rule = ruleOf({ 'rank-visits': 'village-visits', 'rank-meetings': 'taskforce-meeting', 'rank-info': 'monthly-info' }[id] ?? '')
    for (const at of timesOf(id)) {
      const span = rule.every === 'year' ? spanOf('year', toDate(at)) : ended(rule.every, at)
      // A closed month stands as it was at 关账.
      const seen = rule.every === 'year' ? at : Math.max(...closings.map(instant).filter((closing) => closing < at))
      const expected =
        rule.every === 'month' && span.from < first
          ? {}
          : expectedTables(rule, { span, at: seen, roots: id === 'rank-visits' ? ['county', 'township'] : ['county'] })
      const shown = Object.fromEntries(
        sentBy(id, at).map((notice) => [
          notice.chatId,
          tablesOf(notice.content).flatMap((table) => table.rows.map((row) => row.join(' '))),
        ]),
      )
      expect(shown, `${id} ${toDate(at)}`).toEqual(expected)
    }
  })

  /** Chat → lines of its ranking: place, name, share, figures, share on time; best first, by code where equal. */
  function expectedTables(rule: Rule, about: { span: Span; at: number; roots: string[] }): Record<string, string[]> {
    const stands = count.owners(rule).map((owner) => count.stand(rule, owner, about))
    const tables: Record<string, string[]> = {}
    for (const root of count.units.filter((unit) => about.roots.includes(unit.kind))) {
      const children = count.children(root.id).flatMap((child) => {
        const below = stands.filter(({ owner }) => isBelow(owner.unitId, child.id))
        return below.length === 0 ? [] : [{ child, ...sum(below) }]
      })
      const kinds = [...new Set(children.map((line) => line.child.kind))].map((kind) => children.filter((line) => line.child.kind === kind))
      const lines = kinds.filter((group) => group.length > 1).map((group) => (group.some((line) => line.done > 0) ? ranked(group) : []))
      if (lines.length > 0) tables[`group:${root.code}`] = lines.flat()
    }
    return tables
  }

  function isBelow(unitId: number, ancestorId: number): boolean {
    if (unitId === ancestorId) return true
    const { parentId } = count.unit(unitId)
    return parentId !== null && isBelow(parentId, ancestorId)
  }

  function ranked(group: ({ child: { name: string; code: string } } & Sum)[]): string[] {
    const better = (a: Sum, b: Sum): boolean =>
      a.done * b.required > b.done * a.required ||
      (a.done * b.required === b.done * a.required && a.onTime * b.required > b.onTime * a.required)
    const placed = group.map((line) => ({ line, place: 1 + group.filter((other) => better(other, line)).length }))
    placed.sort((a, b) => a.place - b.place || (a.line.child.code < b.line.child.code ? -1 : 1))
    return placed.map(
      ({ line, place }) =>
        `${place} ${line.child.name} ${share(line.done, line.required)} ${line.done}/${line.required} ${share(line.onTime, line.required)}`,
    )
  }
})

describe('summaries', () => {
  test.each([
    ['month-report', 'month'],
    ['quarter-analysis', 'quarter'],
  ] as const)('%s adds up to a count of the raw entries, for the county and each township', (id, every) => {
    for (const at of timesOf(id)) {
      const span = ended(every, at)
      const sent = sentBy(id, at)
      expect(sent).toHaveLength(
        span.to <= first ? 0 : count.units.filter((unit) => unit.kind === 'county' || unit.kind === 'township').length,
      )
      for (const notice of sent) checkSummary(notice, { span, at, every })
    }
  })

  /** How many visits each unit's month report must name: one household, one day = one visit. */
  function workload(isVisit: (act: Act) => boolean): { key: string; expected: string; shown: string }[] {
    return timesOf('month-report').flatMap((at) => {
      const span = ended('month', at)
      return sentBy('month-report', at).map((notice) => {
        const villages = new Set(count.villages(count.units.find((one) => `group:${one.code}` === notice.chatId)?.id ?? 0))
        const acts = count.acts(at).filter((act) => act.kind === 'visit' && act.status !== 'withdrawn' && villages.has(act.unitId))
        const fitting = acts.filter((act) => act.date >= span.from && act.date < span.to && isVisit(act))
        const days = new Set(fitting.map((act) => `${act.householdId} ${act.date}`)).size
        const shown = /走访 (\d+) 户次/.exec(notice.text)?.[1] ?? '0'
        return { key: notice.key, expected: String(days), shown }
      })
    })
  }

  test('the workload is the visits of the month, one for a household and day; telephone contacts are none', () => {
    const counted = workload((act) => act.class !== '电话')
    expect(counted.map((line) => line.shown)).toEqual(counted.map((line) => line.expected))
  })

  test('months before the ledger was begun are not summed up', () => {
    const [at = 0] = timesOf('quarter-analysis')
    const county = sentBy('quarter-analysis', at).find((notice) => notice.chatId === 'group:621021')
    expect(county?.text).toContain('专班、专责工作组调度会（2023年6月）')
    expect(county?.text).not.toContain('2023年4月')
  })

  function checkSummary(notice: Notice, { span, at, every }: { span: Span; at: number; every: 'month' | 'quarter' }): void {
    const unit = count.units.find((one) => `group:${one.code}` === notice.chatId)
    const villages = new Set(count.villages(unit?.id ?? 0))
    const rule = ruleOf('village-visits')
    const year = spanOf('year', span.from)
    const stands = count
      .owners(rule)
      .filter((owner) => villages.has(owner.unitId))
      .map((owner) => count.stand(rule, owner, { span: year, at, before: span.to }))
    const { done, required, onTime } = sum(stands)
    expect(notice.text, notice.key).toMatch(
      new RegExp(`入户遍访：.*${done}/${required} 户，${share(done, required)}，.*按时 ${onTime} 户，补报 ${done - onTime} 户`),
    )
    if (unit?.kind !== 'county') return
    const numbers = every === 'month' ? [ruleOf('taskforce-meeting'), ruleOf('monthly-info')] : [ruleOf('leading-group-meeting')]
    const closed = Math.max(...closings.map(instant).filter((closing) => closing < at))
    for (const one of numbers) {
      const standing = count.owners(one).map((owner) => count.stand(one, owner, { span, at: closed }))
      const complete = standing.filter((stand) => stand.done >= 1).length
      const timely = standing.filter((stand) => stand.onTime >= 1).length
      expect(notice.text, notice.key).toMatch(
        new RegExp(
          `${one.title}（.*应报 ${standing.length} 个单位，已完成 ${complete} 个（按时 ${timely} 个，补报 ${complete - timely} 个）`,
        ),
      )
    }
  }
})

test('a closed period keeps what a count gives at its closing, with the entries behind each figure', () => {
  const results = house.rows<{
    dutyId: string
    period: string
    subject: string
    subjectId: number
    required: number
    done: number
    onTime: number
    entries: string
    closedAt: number
  }>(
    `select r.duty_id as dutyId, r.period, r.subject, r.subject_id as subjectId, r.required, r.done, r.on_time as onTime, r.entries, s.closed_at as closedAt
     from period_results r join snapshots s on s.no = r.snapshot_no`,
  )
  const spans: Record<string, Span> = {
    '2023-05': spanOf('month', '2023-05-01'),
    '2023-06': spanOf('month', '2023-06-01'),
    '2023-07': spanOf('month', '2023-07-01'),
    '2023-08': spanOf('month', '2023-08-01'),
    '2023Q2': spanOf('quarter', '2023-06-01'),
  }
  expect([...new Set(results.map((row) => row.period))].sort()).toEqual(Object.keys(spans).sort())
  for (const row of results) {
    const rule = ruleOf(row.dutyId.replace('qingcheng/', ''))
    const span = spans[row.period] ?? { from: '', to: '' }
    const owner = count.owners(rule).find((one) => one.id === row.subjectId && one.member === (row.subject === 'member'))
    if (!owner) throw new Error(`${row.subject} ${row.subjectId} owes nothing`)
    const { required, done, onTime, entries } = count.stand(rule, owner, { span, at: row.closedAt })
    expect(row).toMatchObject({ required, done, onTime, closedAt: closings.map(instant).find((at) => at >= toInstant(span.to)) })
    expect(JSON.parse(row.entries)).toEqual(entries.sort((a, b) => a - b))
  }
  expect(results.filter((row) => row.period === '2023-06')).toHaveLength(
    rules.filter((rule) => rule.every === 'month').reduce((n, rule) => n + count.owners(rule).length, 0),
  )
})

test('no notice went out in the quiet hours, and none is still waiting', () => {
  const loud = notices.filter(({ sentAt }) => toTimeOfDay(sentAt) >= '21:00' || toTimeOfDay(sentAt) < '08:00')

  expect(loud.map((notice) => notice.key)).toEqual([])
  expect(notices.filter((notice) => notice.state !== 'sent').map((notice) => notice.key)).toEqual([])
})

test('each notice was shown once, in spite of three restarts', () => {
  const lines = house.rows<{ chatId: string; text: string; n: number }>(
    "select chat_id as chatId, text, count(*) as n from transcript where sender = 'bot' and text in (select text from outbox where kind = 'notice') group by chat_id, text",
  )

  expect(lines.filter((line) => line.n !== 1)).toEqual([])
  expect(lines).toHaveLength(notices.length)
})

test('what fell due while the program was down came once it was up, out of the quiet hours', () => {
  const times = (at: string): string[] => [
    ...new Set(sentBy('remind-month', instant(at)).map((notice) => `${toDate(notice.sentAt)} ${toTimeOfDay(notice.sentAt)}`)),
  ]

  expect(times('07-20 09:00')).toEqual(['2023-07-21 08:30'])
  expect(times('08-20 09:00')).toEqual(['2023-08-21 08:00'])
})

/** Everybody who owes by a kind of period. */
function owing(every: Rule['every'], about: { span: Span; at: number; late: boolean }): { rule: Rule; stand: Stand }[] {
  return rules
    .filter((rule) => rule.every === every)
    .flatMap((rule) => count.owners(rule).map((owner) => ({ rule, stand: count.stand(rule, owner, about) })))
    .filter(({ rule, stand }) =>
      about.late ? stand.done < stand.required && about.at > count.deadline(rule, about.span) : count.isBehind(rule, stand, about),
    )
}

/** “产业专班 信息报送：2023年6月还差 1 次，…” → 产业专班 信息报送 1. */
function readReminder(line: string): string {
  const match = /^(.+)：.*?还差 (\d+) [户次]/.exec(line)
  return match ? `${match[1]} ${match[2]}` : line
}
