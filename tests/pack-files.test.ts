import { copyFileSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { loadCommands, loadSchedules } from '../src/app.ts'
import type { PackSurroundings } from '../src/domain/pack-check.ts'
import { readPacks, watchPacks } from '../src/pack-files.ts'

let folder: string
let file: string
let surroundings: PackSurroundings
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xiangbao-packs-'))
  file = join(folder, 'own.yaml')
  copyFileSync('packs/qingcheng.yaml', file)
  surroundings = { commands: (await loadCommands()).all, schedules: await loadSchedules() }
  vi.useFakeTimers({ toFake: ['performance'] })
})
afterEach(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true, force: true })
})

let edits = 0
function rewrite(change: (yaml: string) => string): void {
  writeFileSync(file, change(readFileSync(file, 'utf8')))
  const later = new Date(Date.now() + 1000 * ++edits)
  utimesSync(file, later, later)
  vi.advanceTimersByTime(1000)
}

test('an edited pack counts from the next look', () => {
  const packs = watchPacks([file], surroundings, pino({ level: 'silent' }))

  rewrite((yaml) => yaml.replace('title: 庆城县八项机制', 'title: 本县机制'))

  expect(packs()[0]?.title).toBe('本县机制')
})

test('a faulty edit leaves the pack as it was', () => {
  const packs = watchPacks([file], surroundings, pino({ level: 'silent' }))

  rewrite((yaml) => `${yaml}\nnonsense: 1\n`)

  expect(packs()[0]?.title).toBe('庆城县八项机制')
})

test('an unknown name and a faulty file are told with line and remedy', () => {
  expect(() => readPacks(['nowhere'], surroundings)).toThrow(/找不到规则包 nowhere/)
  writeFileSync(file, readFileSync(file, 'utf8').replace('run: ranking-notice', 'run: no-such-notice'))
  expect(() => readPacks([file], surroundings)).toThrow(/第 \d+ 行：.*no-such-notice/)
})

test('packs that differ about the figures of signals are not taken together', () => {
  const other = join(folder, 'other.yaml')
  writeFileSync(other, 'name: other\ntitle: 某县\nsource: 某县文件\nsignals: { burst: 9 }\n')
  expect(readPacks([file, other], surroundings)).toHaveLength(2)
  expect(() => readPacks([other, 'lingao'], surroundings)).toThrow('规则包 other 和 lingao 的 signals › burst 写得不一样（9；5）')
})

test('packs that differ about one rule on cases are not taken together', () => {
  const other = join(folder, 'other.yaml')
  writeFileSync(other, 'name: other\ntitle: 某县\nsource: 某县文件\ncases: { issue: { evidence: false } }\n')
  expect(readPacks([file, 'yichun', 'yulin', 'lingao', 'ankang'], surroundings)).toHaveLength(5)
  expect(() => readPacks([file, other], surroundings)).toThrow(
    '规则包 qingcheng 和 other 的 cases › issue › evidence 写得不一样（true；false）',
  )
})
