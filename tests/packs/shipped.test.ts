import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { loadCommands, loadSchedules } from '../../src/app.ts'
import { describePack } from '../../src/cli/pack-words.ts'
import { mechanismRows, mechanisms } from '../../src/domain/mechanism-rows.ts'
import type { Pack } from '../../src/domain/pack.ts'
import { checkPack } from '../../src/domain/pack-check.ts'

const folder = new URL('../../packs/', import.meta.url)
const names = ['ankang', 'lingao', 'qingcheng', 'yichun', 'yulin']
const yamlOf = (name: string): string => readFileSync(new URL(`${name}.yaml`, folder), 'utf8')
const surroundings = { commands: (await loadCommands()).all, schedules: await loadSchedules() }

function packOf(name: string): Pack {
  const checked = checkPack(yamlOf(name), surroundings)
  if ('faults' in checked) throw new Error(checked.faults.map(({ line, message }) => `${name} ${line}: ${message}`).join('\n'))
  return checked.pack
}

test('the five source documents are five packs', () => {
  expect(readdirSync(folder).sort()).toEqual(names.map((name) => `${name}.yaml`))
})

test.each(names)('%s parses, and its rows, schedules, duties and rankings exist', (name) => {
  const pack = packOf(name)
  const rows = [...pack.duties, ...pack.schedules, ...(pack.score ? [pack.score] : [])].flatMap(({ row }) => row ?? [])

  expect(pack.name).toBe(name)
  expect(rows.filter((row) => !mechanismRows.has(row))).toEqual([])
  expect(pack.schedules.filter(({ run }) => !surroundings.schedules.has(run))).toEqual([])
})

test.each(names)('%s is short enough to be read, and says in comments which rows it carries', (name) => {
  const yaml = yamlOf(name)

  expect(yaml.split('\n').length).toBeLessThanOrEqual(251)
  const own = packOf(name).duties.map(({ row }) => row)
  expect([...new Set(own)].filter((row) => !new RegExp(`#.*${row}(?!\\d)`).test(yaml))).toEqual([])
})

test.each(names)('every sentence about %s prints', (name) => {
  const pack = packOf(name)
  const lines = describePack(pack, surroundings)

  expect(lines.filter((line) => /undefined|null|\[object|NaN/.test(line))).toEqual([])
  for (const { title } of [...pack.duties, ...pack.schedules]) expect(lines.join('\n')).toContain(title)
})

test('what the documents leave open is marked as ours or as open', () => {
  const spoken = names.flatMap((name) => packOf(name).duties.flatMap(({ note }) => note ?? []))

  expect(spoken.length).toBeGreaterThan(10)
  for (const name of names) expect(packOf(name).score?.note ?? '权重本县自定').toContain('本县自定')
})

test('there are 61 rows, each once', () => {
  const all = mechanisms.flatMap(({ rows }) => rows.map(({ row }) => row))

  expect(all).toHaveLength(61)
  expect(mechanismRows.size).toBe(61)
})
