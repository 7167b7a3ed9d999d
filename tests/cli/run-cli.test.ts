import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readHouseholds, readMembers, readUnits } from '../../src/domain/roster-files.ts'
import { readTable } from '../../src/domain/table-file.ts'
import { type Desk, makeDesk } from './support.ts'

let desk: Desk
beforeEach(() => {
  desk = makeDesk()
})
afterEach(() => desk.remove())

describe('the shell', () => {
  it('shows its help in Chinese', async () => {
    const { code, out } = await desk.run('--help')

    expect(code).toBe(0)
    expect(out).toContain('用法： npm run cli -- [选项] <命令>')
    expect(out).toContain('命令：')
    expect(out.replace(/npm run cli --/g, '')).not.toMatch(/Usage|Options|Commands|display/)
  })

  it('shows the help of each command in Chinese', async () => {
    const names = ['init', 'admin-code', 'import', 'template', 'pack', 'export', 'verify', 'rebuild', 'backup', 'restore']
    for (const name of names) {
      const { code, out } = await desk.run(name, '--help')
      expect({ name, code }).toEqual({ name, code: 0 })
      expect(out).not.toMatch(/Usage|Options|Arguments|\[options\]|display/)
    }
  })

  it.each([
    [['frobnicate'], '没有“frobnicate”这个命令'],
    [['verify', '--fast'], '没有“--fast”这个选项'],
    [['backup'], '缺少参数“文件”'],
    [['import', 'cows', 'x.csv'], '没有“cows”这种名册'],
    [['backup', 'a', 'b'], '参数太多了'],
    [['export', 'entries'], '缺少选项“--out <文件>”'],
    [['template', 'units', '--out'], '选项“--out <文件>”后面缺少内容'],
  ])('answers %j in Chinese with exit code 1', async (argv, complaint) => {
    const { code, err } = await desk.run(...argv)

    expect(code).toBe(1)
    expect(err).toContain(complaint)
  })

  it('tells every fault of the environment', async () => {
    const wrong = makeDesk({ PORT: 'abc', LOG_LEVEL: 'loud' })
    const { code, err } = await wrong.run('verify')
    wrong.remove()

    expect(code).toBe(1)
    expect(err.split('\n')).toHaveLength(2)
  })
})

describe('template', () => {
  it.each([
    ['units', readUnits],
    ['households', readHouseholds],
    ['members', readMembers],
  ])('of %s can be imported as it is', async (kind, read) => {
    const printed = await desk.run('template', kind)
    const saved = await desk.run('template', kind, '--out', desk.path('t.csv'))

    expect([printed.code, saved.code]).toEqual([0, 0])
    expect(printed.out.charCodeAt(0)).not.toBe(0xfeff)
    expect(readFileSync(desk.path('t.csv'), 'utf8')).toBe(`\ufeff${printed.out}\n`)
    const reading = read(await readTable(desk.path('t.csv')))
    expect([reading.rows.length, reading.faults]).toEqual([1, []])
  })
})
