import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { runCli } from '../../src/cli/run-cli.ts'
import { checkEscalations } from '../../src/domain/simulation/escalation-check.ts'
import { packFile } from '../support/packs.ts'

const rules = `
cases: { warn: 2, escalate: [1, 3, 6] }
duties:
  - { id: visits, row: A4, title: 入户遍访, who: { kind: village }, report: { kind: visit }, covers: households, every: year, note: 本县自定 }
  - { id: meetings, row: A6, title: 村级例会, who: { kind: village }, report: { kind: meeting, class: 村级例会 }, atLeast: 1, every: month, note: 本县自定 }
rankings:
  - { id: visits, title: 入户遍访, duty: visits }
schedules:
  - { id: remind, run: duty-reminders, title: 本月提醒, when: 每月20日 09:00, with: { every: month, stage: private } }
  - { id: overdue, run: duty-reminders, title: 上月逾期, when: 每月第1个工作日 10:00, with: { every: month, stage: overdue } }
  - { id: above, run: duty-reminders, title: 上月逾期名单, when: 每月第2个工作日 10:00, with: { every: month, stage: above } }
  - { id: pace, run: duty-reminders, title: 遍访进度, when: 每月第10个工作日 09:00, with: { every: year, stage: private } }
  - { id: deadlines, run: case-deadlines, title: 个案时限, when: 每工作日 08:40 }
  - { id: dispatch, run: dispatch, title: 一月一调度, when: 每月第6个工作日 09:00, to: { kind: [county, township] } }
  - { id: signals, run: signals-notice, title: 疑似信号, when: 每月第2个工作日 16:00 }
`
/** One county, two townships, twelve villages. */
const roster = [
  'code,name,kind,parent_code',
  '990000,测试县,county,',
  ...[1, 2].map((n) => `99000010${n},第${n}镇,township,990000`),
  ...Array.from({ length: 12 }, (_, n) => `99000010${(n % 2) + 1}${200 + n},第${n + 1}村委会,village,99000010${(n % 2) + 1}`),
].join('\n')

/** The same below a city: where the pack is a city's, its office marks what the county writes (counting-rules 13). */
const cityRoster = roster.replace('990000,测试县,county,', '980000,测试市,city,\n990000,测试县,county,980000')

let folder: string
let pack: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'simulate-'))
  writeFileSync(join(folder, 'units.csv'), roster)
  writeFileSync(join(folder, 'city.csv'), cityRoster)
  pack = packFile('play', rules)
})
afterAll(() => rmSync(folder, { recursive: true }))

async function simulate(...more: string[]): Promise<{ code: number; lines: string[]; errors: string[] }> {
  const lines: string[] = []
  const errors: string[] = []
  const argv = ['simulate', '--pack', pack, '--roster', join(folder, 'units.csv'), '--from', '2023-05-01', '--to', '2023-07-31', ...more]
  const code = await runCli(argv, { env: {}, out: (line) => lines.push(line), err: (line) => errors.push(line) })
  return { code, lines, errors }
}

describe('simulate', () => {
  it('prints every month, the same for the same seed, without paths and real times, and everything agrees with the raw entries', async () => {
    const first = await simulate('--seed', '7')
    expect(first.errors).toEqual([])
    expect(first.code).toBe(0)
    expect(first.lines.filter((line) => line.startsWith('【2023年'))).toEqual(['【2023年5月】', '【2023年6月】', '【2023年7月】'])
    expect(first.lines.at(-1)).toBe('核对一致')
    const text = first.lines.join('\n')
    expect(text).toMatch(/A6 村级例会（2023年6月）：12 个，应报 12 次，已报 \d+ 次/)
    expect(text).toMatch(/催报：私信 \d+/)
    expect(text).toMatch(/个案时限：到期前提醒 \d+/)
    expect(text).toMatch(/排名 入户遍访（2 个）：第1名/)
    expect(text).not.toContain(folder)
    expect(text).not.toContain(String(new Date().getFullYear() === 2023 ? tmpdir() : new Date().getFullYear()))

    expect((await simulate('--seed', '7')).lines).toEqual(first.lines)
    expect((await simulate('--seed', '8')).lines).not.toEqual(first.lines)
  }, 120_000)

  it.each(['qingcheng', 'yichun', 'yulin', 'lingao', 'ankang'])(
    'plays every duty of the shipped pack %s, and all agrees',
    async (name) => {
      const yaml: { duties: { row: string; title: string }[] } = parse(readFileSync(`packs/${name}.yaml`, 'utf8'))
      const own = name === 'yichun' ? ['--roster', join(folder, 'city.csv')] : []
      const { lines, errors } = await simulate('--pack', name, ...own, '--from', '2023-01-01', '--to', '2023-12-31', '--seed', '2')
      // Done at least once, or answered by 零报告.
      const played = (row: string, title: string): boolean =>
        lines.some((line) => line.startsWith(`${row} ${title}（`) && /，应[走报] [1-9]\d* .，(?:已[走报] [1-9]|.*未完成 0 个)/.test(line))
      expect(yaml.duties.filter(({ row, title }) => !played(row, title)).map(({ title }) => title)).toEqual([])
      expect(errors).toEqual([])
      expect(lines.at(-1)).toBe('核对一致')
    },
    120_000,
  )

  it('refuses dates that run backwards', async () => {
    const { code, errors } = await simulate('--to', '2023-04-01')
    expect(code).toBe(1)
    expect(errors.join()).toContain('不要颠倒')
  })
})

describe('the check of escalations', () => {
  const row = { entryNo: 1001, key: 'verify', due: '2023-06-09', unitId: 2, memberId: null, aboutUnitId: 2 }
  const units = new Map([
    [1, { parentId: null }],
    [2, { parentId: 1 }],
  ])
  const ground = (today: string, told: Map<string, number>) =>
    ({
      house: {
        calendar: { isWorkday: (day: string) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) },
        directory: { unit: (id: number) => units.get(id), member: () => undefined },
      },
      staff: { of: () => [{ id: 9 }] },
      rules: { warn: 2, escalate: [1, 3, 6] },
      today,
      open: [row],
      told,
      acknowledged: new Map(),
    }) as never
  const notice = (to: object) => ({ to, key: '', content: { blocks: [{ kind: 'list', items: ['#1001 核实'] }] } }) as never

  it('finds one that is missing, one that goes to the wrong unit, and none where all is right', () => {
    // Due on Friday 9 June: told two working days before, on the 12th to the unit, on the 14th to the unit above.
    const told = new Map<string, number>()
    expect(checkEscalations(ground('2023-06-06', told), []).faults).toEqual([])
    expect(checkEscalations(ground('2023-06-07', new Map()), []).faults).toEqual(['2023-06-07 少发了时限通知 m9/1001'])
    expect(checkEscalations(ground('2023-06-07', told), [notice({ memberId: 9 })]).faults).toEqual([])
    expect(checkEscalations(ground('2023-06-12', told), [notice({ unitId: 2 })]).faults).toEqual([])
    expect(checkEscalations(ground('2023-06-13', told), [notice({ unitId: 2 })]).faults).toEqual(['2023-06-13 多发了时限通知 u2/1001'])
    expect(checkEscalations(ground('2023-06-14', told), [notice({ unitId: 2 })]).faults).toEqual([
      '2023-06-14 多发了时限通知 u2/1001',
      '2023-06-14 少发了时限通知 u1/1001',
    ])
  })
})
