import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseInstant, toIso } from '../../src/clock.ts'
import { UserError } from '../../src/core/errors.ts'
import { createCalendar } from '../../src/domain/calendar.ts'
import { describeWhen, occurrences, parseWhen, whenForms } from '../../src/domain/recurrence.ts'

const calendar = createCalendar()

/** The times after `from` up to `to`, as `MM-DD HH:MM`. */
function timesOf(text: string, from: string, to: string): string[] {
  const range = { afterMs: parseInstant(from), untilMs: parseInstant(to) }
  return occurrences(parseWhen(text), range, calendar).map((at) => toIso(at).slice(5, 16).replace('T', ' '))
}

describe('times that come back', () => {
  it.each([
    ['每日 08:30', '2023-06-21', '2023-06-23', ['06-21 08:30', '06-22 08:30']],
    ['每工作日 09:00', '2023-06-21', '2023-06-27', ['06-21 09:00', '06-25 09:00', '06-26 09:00']],
    ['每周一 09:00', '2023-06-01', '2023-06-15', ['06-05 09:00', '06-12 09:00']],
    ['每星期天9：00', '2023-06-01', '2023-06-15', ['06-04 09:00', '06-11 09:00']],
    ['每周最后一个工作日 17:00', '2023-06-12', '2023-06-26', ['06-16 17:00', '06-25 17:00']],
    ['每月25日 09:00', '2023-06-01', '2023-08-01', ['06-25 09:00', '07-25 09:00']],
    ['每月31日 09:00', '2023-02-01', '2023-05-01', ['02-28 09:00', '03-31 09:00', '04-30 09:00']],
    ['每月第4个工作日 09:00', '2023-06-01', '2023-11-01', ['06-06 09:00', '07-06 09:00', '08-04 09:00', '09-06 09:00', '10-10 09:00']],
    ['每月第一个工作日 09:00', '2023-06-01', '2023-07-01', ['06-01 09:00']],
    ['每月倒数第3个工作日 16:00', '2023-06-01', '2023-07-01', ['06-28 16:00']],
    ['每两月倒数第1日 16:00', '2023-06-01', '2023-10-01', ['06-30 16:00', '08-31 16:00']],
    ['每季第十个工作日 09:00', '2023-04-01', '2023-07-01', ['04-17 09:00']],
    ['每季首月10日 09:00', '2023-01-01', '2023-12-31', ['01-10 09:00', '04-10 09:00', '07-10 09:00', '10-10 09:00']],
    ['每季末月31日 09:00', '2023-01-01', '2023-12-31T23:59:00', ['03-31 09:00', '06-30 09:00', '09-30 09:00', '12-31 09:00']],
    ['每半年第15日 09:00', '2023-01-01', '2024-01-01', ['01-15 09:00', '07-15 09:00']],
    ['每年3月25日 09:00', '2023-01-01', '2025-01-01', ['03-25 09:00', '03-25 09:00']],
    ['每年2月29日 09:00', '2023-01-01', '2025-01-01', ['02-28 09:00', '02-29 09:00']],
    ['每年倒数第2个工作日 09:00', '2023-01-01', '2024-01-01', ['12-28 09:00']],
    ['每月20日 09:00、每月10日 09:00；每月10日09:00', '2023-06-01', '2023-07-01', ['06-10 09:00', '06-20 09:00']],
  ])('%s', (...[text, from, to, times]) => {
    expect(timesOf(text, from, to)).toEqual(times)
  })

  it('leave out the moment they start after and take the moment they go up to', () => {
    expect(timesOf('每日 08:30', '2023-06-21T08:30:00', '2023-06-22T08:30:00')).toEqual(['06-22 08:30'])
  })

  it('do not come at all in a week without working days', () => {
    expect(timesOf('每周第1个工作日 09:00', '2023-10-01T12:00:00', '2023-10-06T12:00:00')).toEqual([])
  })

  it('are the same whether a stretch is walked in one or in two', () => {
    const instants = fc.integer({ min: parseInstant('2022-01-01'), max: parseInstant('2026-12-31') })
    fc.assert(
      fc.property(
        fc.constantFrom(...whenForms, '每工作日 00:00、每月第1个工作日 23:59'),
        fc.array(instants, { minLength: 3, maxLength: 3 }),
        (text, points) => {
          const when = parseWhen(text)
          const [a = 0, b = 0, c = 0] = points.toSorted((x, y) => x - y)
          const between = (afterMs: number, untilMs: number) => occurrences(when, { afterMs, untilMs }, calendar)
          expect([...between(a, b), ...between(b, c)]).toEqual(between(a, c))
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('a time in words', () => {
  it.each([...whenForms, '每季末月20日 09:00、每日 18:00', '每周倒数第2个工作日 09:00'])('%s is said back as it was written', (text) => {
    expect(describeWhen(parseWhen(text))).toBe(text)
  })

  it.each([
    '',
    '每月',
    '每月25日',
    '每月32日 09:00',
    '每月0日 09:00',
    '每月第24个工作日 09:00',
    '每月25日 24:00',
    '每月25日 9点',
    '每周八 09:00',
    '每日第2日 09:00',
    '每年2月30日 09:00',
    '每年13月1日 09:00',
    '每季3月10日 09:00',
    '每季10日 09:00',
    '每月 最后二个工作日 09:00',
    '25日 09:00',
    '每日 09:00、',
    '0 9 * * 1',
  ])('%j is refused with the forms that are allowed', (text) => {
    expect(() => parseWhen(text)).toThrow(UserError)
    expect(() => parseWhen(text)).toThrow('每月第4个工作日 09:00')
  })
})
