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
