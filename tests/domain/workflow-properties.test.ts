import { isWorkday } from 'chinese-days'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findEntry, findSteps } from '../../db/queries/entries.ts'
import { loadCommands } from '../../src/app.ts'
import { addDays } from '../../src/clock.ts'
import { createCalendar } from '../../src/domain/calendar.ts'
import { continueCase } from '../../src/domain/case-acting.ts'
import { spanEnd } from '../../src/domain/case-rules.ts'
import { isCurrent } from '../../src/domain/cases.ts'
import { inspectEntry } from '../../src/domain/entries.ts'
import { workflows } from '../../src/domain/workflows/all.ts'
import { type Ledger, openLedger } from '../support/ledger.ts'

let ledger: Ledger
beforeAll(async () => {
  ledger = await openLedger({ commands: await loadCommands(), households: [{ village: '纸房村', head: '王亦态' }] })
})
afterAll(async () => await ledger.close())

/** Initial state of each kind, as its report leaves it. */
const kinds = { risk: 'reported', issue: 'found', task: 'assigned', info: 'submitted', consequence: 'sent' } as const
/** What may be typed behind any word; each action takes what it asks for. */
const values = {
  verdict: fc.constantFrom('属实', '不属实', '已解释'),
  householdClass: fc.constantFrom('脱贫不稳定户', '突发严重困难户'),
  to: fc.constantFrom('2023-08-01', '2024-08-01'),
  agreed: fc.constantFrom('同意', '退回'),
  result: fc.constantFrom('通过', '反弹'),
  level: fc.constantFrom('省级', '中央媒体'),
  reference: fc.constantFrom('省办〔2023〕1号', '省办〔2023〕2号'),
  number: fc.integer({ min: 1, max: 3 }),
}
const fixed = {
  note: '说明',
  measure: '临时救助',
  amount: 3000,
  statement: '收入恢复',
  situation: '稳定',
  reason: '原因',
  rectification: '已修好',
  text: '进展',
  answer: '措施',
}
/** Who has nothing to do with 纸房村's cases. */
const strangers = ['杨治国', '吴敏']
/** What the village's own cadre may do to its cases (interface, 'Who may'). */
const villagers = new Set([
  '申请纳入',
  '帮扶',
  '落实',
  '救助',
  '回访',
  '核实',
  '整改',
  '签字',
  '转办',
  '进展',
  '报审',
  '办结',
  '回复',
  '延期',
  '退回',
  '销号',
  '交办',
  '回头看',
])

const words = [...new Set([...workflows].filter(([kind]) => kind in kinds).flatMap(([, { actions }]) => actions.map(({ word }) => word)))]

const act = fc.record({
  who: fc.constantFrom('贾宏伟', '杨治国', '刘海峰', '刘海峰', '王建新', '周凯', '周凯', '吴敏'),
  // Mostly a word that the state knows, so that cases get on; at times any other.
  any: fc.option(fc.constantFrom(...words), { freq: 2 }),
  pick: fc.nat(100),
  said: fc.record(values),
  /** Days that pass before it. */
  day: fc.constantFrom(0, 0, 0, 0, 1, 40),
})

test('any order of actions keeps the fold, the table of what is expected, the states and the roles', async () => {
  const { code, officialName } = await ledger.unit('纸房村')
  const parties = [{ code, name: officialName }]
  const kind = fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[]))
  await fc.assert(
    fc.asyncProperty(kind, fc.array(act, { minLength: 10, maxLength: 60 }), async (of, acts) => {
      const workflow = workflows.get(of)
      if (!workflow) throw new Error(of)
      const no = await ledger.report({
        kind: of,
        date: '2023-06-15',
        unit: '纸房村',
        member: '刘海峰',
        status: kinds[of],
        fields: { content: '问题' },
      })
      let passed = 0
      for (const { who, any, pick, said, day } of acts) {
        const before = await findEntry(ledger.store.read, no)
        if (!before) throw new Error('gone')
        const known = workflow.actions.filter(({ from }) => from.includes(before.status)).map((action) => action.word)
        const word = any === null && known.length > 0 ? (known[pick % known.length] ?? '') : (any ?? '核实')
        passed += day
        const asked = await ledger.ask(who, { now: `${addDays('2023-06-15', passed)} 10:00` })
        const item = { values: { ...fixed, ...said, parties }, ids: {}, asks: [], corrections: [], source: word, trace: [] }
        const attachments = [{ name: '现场.jpg', mime: 'image/jpeg', source: 'x' }]
        const reply = await ledger.store.transaction((db) => continueCase({ ...asked, db }, { entry: before, word, item, attachments }))
        const after = await findEntry(ledger.store.read, no)
        if (!after) throw new Error('gone')
        expect(inspectEntry(after, await findSteps(ledger.store.read, no))).toEqual([])
        expect(await isCurrent({ db: ledger.store.read, house: asked.house, today: asked.today }, after)).toBe(true)
        if (reply.mark !== '✅') {
          expect({ mark: reply.mark, entry: after }).toEqual({ mark: '❌', entry: before })
          continue
        }
        const actions = workflow.actions.filter((action) => action.word === word && action.from.includes(before.status))
        expect(actions.some(({ to }) => to.includes(after.status))).toBe(true)
        expect(strangers).not.toContain(who)
        if (who === '贾宏伟') expect([...villagers]).toContain(word)
      }
    }),
    { numRuns: 120, seed: 20230615 },
  )
}, 120_000)

test('deadlines in working days equal a count day by day, 2020 to 2026, 调休 included', () => {
  const calendar = createCalendar()
  const first = Date.UTC(2020, 0, 1)
  const dates = fc.integer({ min: 0, max: 2500 }).map((days) => new Date(first + days * 86_400_000).toISOString().slice(0, 10))
  fc.assert(
    fc.property(dates, fc.integer({ min: 1, max: 30 }), (from, n) => {
      let day = from
      for (let left = n; left > 0; ) {
        day = addDays(day, 1)
        if (isWorkday(day)) left -= 1
      }
      expect(spanEnd(from, { n, unit: 'workday' }, calendar)).toBe(day)
    }),
    { numRuns: 2000, seed: 1 },
  )
})
