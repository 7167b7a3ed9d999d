import { readFileSync, statSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listAudit } from '../../db/queries/audit.ts'
import { toCsvLine } from '../../src/cli/output-file.ts'
import { type Desk, makeCounty, reportVisits } from './support.ts'

let desk: Desk
beforeEach(async () => {
  desk = await makeCounty()
  await reportVisits(desk, 4)
})
afterEach(() => desk.remove())

const read = (): string[][] => parse(readFileSync(desk.path('x.csv'), 'utf8'), { bom: true })

describe('export entries', () => {
  it('writes every entry with its head, readable by its owner alone', async () => {
    const { code, out } = await desk.run('export', 'entries', '--out', desk.path('x.csv'))

    expect({ code, out }).toEqual({ code: 0, out: `已导出 4 条到 ${desk.path('x.csv')}。` })
    const [titles, first, second] = read()
    expect(titles?.slice(0, 3)).toEqual(['编号', '种类', '类别'])
    expect(first?.slice(0, 12)).toEqual([
      ...['1001', '走访', '入户', '100101', '铺仔村', '铺仔村', '村书记', '张三', '2023-06-01', '王亦态'],
      '情况：=1+1, "稳定"',
      'recorded',
    ])
    expect(second?.[10]).toBe('情况：外出务工')
    expect(statSync(desk.path('x.csv')).mode & 0o777).toBe(0o600)
  })

  it('keeps to kind and dates, both days included', async () => {
    await desk.run('export', 'entries', '--kind', '走访', '--from', '2023-06-02', '--to', '2023-06-03', '--out', desk.path('x.csv'))
    expect(read().map(([no]) => no)).toEqual(['编号', '1002', '1003'])

    await desk.run('export', 'entries', '--kind', 'meeting', '--out', desk.path('x.csv'))
    expect(read()).toHaveLength(1)
  })

  it('is written into the audit book', async () => {
    await desk.run('export', 'entries', '--kind', '走访', '--out', desk.path('x.csv'))

    const [line] = await desk.store((store) => listAudit(store.read, 1, 'export'))
    expect(line).toMatchObject({ memberId: null, target: 'entries', detail: expect.stringContaining('走访') })
  })

  it.each([
    [['--kind', '唱歌'], '没有“唱歌”这种条目'],
    [['--from', '六月'], '“六月”不是日期'],
  ])('refuses %j', async (argv, complaint) => {
    const { code, err } = await desk.run('export', 'entries', ...argv, '--out', desk.path('x.csv'))

    expect(code).toBe(1)
    expect(err).toContain(complaint)
  })
})

describe('a line of CSV', () => {
  it.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx'])('makes %j harmless', (text) => {
    const [[cell] = []] = parse(toCsvLine([text])) as string[][]
    expect(cell).toBe(`'${text}`)
  })

  it('leaves numbers alone and quotes what needs it', () => {
    expect(toCsvLine([-5, null, 'a,b', 'say "hi"', 'two\nlines'])).toBe('-5,,"a,b","say ""hi""","two\nlines"\r\n')
  })
})
