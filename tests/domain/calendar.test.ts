import chineseDays from 'chinese-days'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../src/clock.ts'
import { createCalendar } from '../../src/domain/calendar.ts'

const calendar = createCalendar()

/** Every working day of 2020–2026 by the library's own function, counted day by day. */
const workdays: string[] = []
for (let date = '2020-01-01'; date < '2027-01-01'; date = addDays(date, 1)) if (chineseDays.isWorkday(date)) workdays.push(date)

describe('working days', () => {
  it('are those of the published calendars for every day of 2020–2026', () => {
    const found: string[] = []
    for (let date = '2020-01-01'; date < '2027-01-01'; date = addDays(date, 1)) if (calendar.isWorkday(date)) found.push(date)
    expect(found).toEqual(workdays)
  })

  it('are counted as a plain day-by-day count does', () => {
    const dates = fc.integer({ min: 40, max: 2_400 }).map((days) => addDays('2020-01-01', days))
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 20 }), (date, n) => {
        const later = workdays.filter((day) => day > date)
        const sameOrLater = workdays.filter((day) => day >= date)
        const before = workdays.filter((day) => day < date)
        expect(calendar.addWorkdays(date, n)).toBe(later[n - 1])
        expect(calendar.nthWorkdayOf(date, n)).toBe(sameOrLater[n - 1])
        expect(calendar.workdaysBefore(date, n)).toBe(before.at(-n))
      }),
    )
  })

  it('of 0 leave the date as it is', () => {
    expect(calendar.addWorkdays('2023-06-24', 0)).toBe('2023-06-24')
    expect(calendar.workdaysBefore('2023-06-24', 0)).toBe('2023-06-24')
  })

  it('start after the day and leave out the Dragon Boat Festival of 2023 but not the Sunday worked instead', () => {
    expect(calendar.addWorkdays('2023-06-20', 3)).toBe('2023-06-26')
  })

  it('are counted 5,000 times within a second', () => {
    const start = performance.now()
    for (let i = 0; i < 5_000; i += 1) calendar.addWorkdays('2023-09-20', 10)
    expect(performance.now() - start).toBeLessThan(1_000)
  })
})

describe('names of days', () => {
  it.each([
    ['2023-06-22', '端午节'],
    ['2023-06-25', '端午节调休上班'],
    ['2023-04-05', '清明节'],
    ['2023-10-03', '国庆节'],
    ['2023-06-17', null],
    ['2023-06-19', null],
  ])('%s is %s', (date, name) => {
    expect(calendar.dayName(date)).toBe(name)
  })
})

describe('the explanation of a deadline', () => {
  it.each([
    ['2023-06-21', '2023-06-26', '6月22–24日端午节不计，6月25日端午节调休上班'],
    ['2023-09-28', '2023-10-09', '9月29日中秋节、9月30日–10月6日国庆节不计，10月7–8日国庆节调休上班'],
    ['2023-06-16', '2023-06-19', '6月17–18日周末不计'],
    ['2023-06-12', '2023-06-16', ''],
    ['2023-06-24', '2023-06-24', '6月24日端午节不计'],
  ])('from %s to %s: %s', (from, to, words) => {
    expect(calendar.explain(from, to)).toBe(words)
  })
})

describe('a year without published calendar', () => {
  it('is told from the published ones', () => {
    const known = [2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027, 2035].filter(calendar.isPublished)
    expect(known).toEqual([2020, 2021, 2022, 2023, 2024, 2025, 2026])
  })

  it('takes Monday to Friday', () => {
    expect(calendar.isWorkday('2035-10-01')).toBe(true)
    expect(calendar.isWorkday('2035-10-06')).toBe(false)
  })

  it('becomes known by an imported table that holds National Day, not by one local holiday', () => {
    const local = createCalendar([{ date: '2035-05-08', working: false, name: '建州纪念日' }])
    const imported = createCalendar([{ date: '2035-10-01', working: false, name: '国庆节' }])
    expect([local.isPublished(2035), imported.isPublished(2035)]).toEqual([false, true])
  })
})

describe('a span that reaches into a year without published calendar', () => {
  /** The naive count: the library's working days where it knows the year, else Monday to Friday. */
  const isNaiveWorkday = (date: string): boolean =>
    date < '2027-01-01' ? chineseDays.isWorkday(date) : new Date(`${date}T00:00:00Z`).getUTCDay() % 6 !== 0

  it('is said so wherever a day of it lies in such a year, and nowhere else; the date is that of a naive count', () => {
    const dates = fc.integer({ min: 0, max: 365 * 8 }).map((days) => addDays('2020-01-01', days))
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 30 }), (from, n) => {
        let due = from
        for (let left = n; left > 0; ) {
          due = addDays(due, 1)
          if (isNaiveWorkday(due)) left -= 1
        }
        expect(calendar.addWorkdays(from, n)).toBe(due)
        expect(/2027.*年放假安排还没有公布/.test(calendar.guess(from, due))).toBe(from < '2028-01-01' && due >= '2027-01-01')
        expect(calendar.explain(from, due).includes('还没有公布')).toBe(due >= '2027-01-01')
      }),
      { numRuns: 2000, seed: 6 },
    )
  })

  it('names each such year, and is silent about years that were imported', () => {
    expect(calendar.guess('2026-12-20', '2028-01-05')).toBe('2027、2028年放假安排还没有公布，暂按周一至周五推算，时限可能变动')
    expect(createCalendar([{ date: '2027-10-01', working: false }]).guess('2026-12-20', '2027-01-05')).toBe('')
    expect(calendar.guess('2023-12-28', '2024-01-05')).toBe('')
  })
})

describe('an override', () => {
  const own = createCalendar([
    { date: '2023-06-14', working: false, name: '停电检修' },
    { date: '2023-06-15', working: false },
    { date: '2023-06-17', working: true },
    { date: '2023-06-22', working: true },
  ])

  it('wins over the published day', () => {
    expect(['2023-06-14', '2023-06-17', '2023-06-22'].map(own.isWorkday)).toEqual([false, true, true])
  })

  it('is named in the explanation', () => {
    expect(own.explain('2023-06-13', '2023-06-17')).toBe('6月14日停电检修、6月15日放假不计，6月17日调休上班')
  })
})
