import { DrizzleQueryError } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { createLog, type Log } from '../src/log.ts'

/** What a few log calls write, as text and as parsed lines. */
function written(write: (log: Log) => void, level: 'info' | 'warn' = 'info') {
  const lines: string[] = []
  write(createLog({ level, stream: { write: (line) => lines.push(line) } }))
  return { text: lines.join(''), lines: lines.map((line): unknown => JSON.parse(line)) }
}

describe('createLog', () => {
  it('writes one JSON line with time, level, fields and a fixed message', () => {
    const { lines } = written((log) => log.info({ chat: 3, durationMs: 12 }, 'message handled'))

    expect(lines).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/),
        chat: 3,
        durationMs: 12,
        msg: 'message handled',
      },
    ])
  })

  it('leaves out what is below its level', () => {
    expect(written((log) => log.info('quiet'), 'warn').lines).toEqual([])
  })

  it.each(['text', 'name', 'head', 'phone', 'token', 'secret', 'authorization'])(
    'hides a field called %s at any of three depths',
    (field) => {
      const { text } = written((log) => {
        log.info({ [field]: '王亦态' }, 'm')
        log.info({ message: { [field]: '王亦态' }, request: { headers: { [field]: '王亦态' } } }, 'm')
        log.child({ [field]: '王亦态' }).info('m')
      })

      expect(text).not.toContain('王亦态')
    },
  )

  it.each(['13800138000', '+8613800138000', '138 0013 8000', '138-0013-8000', '520329197001011234', '52032919700101123X'])(
    'hides %s in messages, fields and errors',
    (number) => {
      const { text, lines } = written((log) => {
        log.info(`电话${number}。`)
        log.info({ reason: `电话:${number}` }, 'm')
        log.error(new Error(`电话\n${number}`))
        log.error({ err: new Error('m', { cause: new Error(number) }) }, 'm')
      })

      expect(text).not.toContain(number.slice(-8))
      expect(lines).toHaveLength(4)
    },
  )

  it('keeps the line readable when a phone number is a bare number', () => {
    expect(written((log) => log.info({ value: 13_800_138_000, list: [13_800_138_000] }, 'm')).lines).toMatchObject([
      { value: 0, list: [0] },
    ])
  })

  it('leaves instants and other long numbers alone', () => {
    expect(written((log) => log.info({ dueAt: 1_686_500_000_000, id: '12345678901234567890' }, 'm')).lines).toMatchObject([
      { dueAt: 1_686_500_000_000, id: '12345678901234567890' },
    ])
  })

  it('cuts the query off addresses', () => {
    const { text } = written((log) => {
      log.info({ url: '/dashboard?signature=abc' }, 'm')
      log.error(new Error('failed: https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc (403)'))
    })

    expect(text).toContain('"url":"/dashboard?***"')
    expect(text).toContain('/webhook/send?*** (403)')
    expect(text).not.toContain('abc')
  })

  it('drops the values that a failed query repeats', () => {
    const { text } = written((log) => {
      const error = new DrizzleQueryError('insert into entries values (?)', ['王亦态 说"好"\n第二行'], new Error('disk full'))
      log.error(error)
      log.error({ err: error }, 'm')
    })

    expect(text).toContain('insert into entries')
    expect(text).toContain('disk full')
    expect(text).not.toMatch(/王亦态|第二行/)
  })
})
