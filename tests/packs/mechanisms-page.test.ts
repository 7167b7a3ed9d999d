import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { loadCommands, loadSchedules } from '../../src/app.ts'
import { renderMechanisms } from '../../src/cli/mechanisms-page.ts'
import { mechanisms } from '../../src/domain/mechanism-rows.ts'
import { readPacks } from '../../src/pack-files.ts'

const surroundings = { commands: (await loadCommands()).all, schedules: await loadSchedules() }
const packs = readPacks(
  mechanisms.map(({ pack }) => pack),
  surroundings,
)
const page = renderMechanisms(packs, surroundings)

test('each of the 61 rows stands on the page once', () => {
  const rows = page.split('\n').filter((line) => /^\| [A-E]\d+ \|/.test(line))
  expect(rows).toHaveLength(61)
})

test('the page names duties and notices as the packs have them', () => {
  expect(page).toContain('联系点下沉：包抓领导每月 1 次')
  expect(page).toContain('村企共建季点评（每季第5个工作日 10:00）')
})

const cellsOf = (row: string): string[] => (page.split('\n').find((line) => line.startsWith(`| ${row} |`)) ?? '').split(' | ')

test('a notice that reminds of a duty, or watches the deadlines of a case, stands beside its row', () => {
  expect(cellsOf('A1')[4]).toContain('本月规定动作提醒（每月20日 09:00、每月倒数第3个工作日 09:00）')
  // Of the year’s reminders in 庆城 one is of the visits only, the others of the lists only.
  expect(cellsOf('A4')[4]).toContain('遍访进度提醒')
  expect(cellsOf('A4')[4]).not.toContain('任务清单备案提醒')
  expect(cellsOf('A10')[4]).toContain('个案时限提醒（每日 08:30）')
  expect(cellsOf('B13')[4]).toBe('—')
})

test('no row is empty, and what can be asked stands in the last column', () => {
  const rows = mechanisms.flatMap(({ rows }) => rows.map(({ row }) => row))

  expect(
    rows.filter((row) =>
      cellsOf(row)
        .slice(2)
        .every((cell) => cell.startsWith('—')),
    ),
  ).toEqual([])
  expect(cellsOf('A3')[5]).toMatch(/^进度；结对情况/)
  expect(cellsOf('C6')[5]).toContain('支出进度')
})

test('every word of the table is a command', () => {
  const words = new Set(surroundings.commands.flatMap(({ title, aliases }) => [title, ...aliases]))
  const lost = mechanisms.flatMap(({ rows }) =>
    rows.flatMap((row) => row.words.filter((word) => !words.has(word)).map((word) => `${row.row} ${word}`)),
  )
  expect(lost).toEqual([])
})

test('the page is the one that is kept', () => {
  expect(readFileSync('docs/mechanisms.zh-CN.md', 'utf8'), 'run npm run docs').toBe(page)
})
