import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { heading } from '../../src/core/blocks.ts'
import { answer, type Reply } from '../../src/core/reply.ts'
import { createMadeFiles, type MadeFiles } from '../../src/frame/made-files.ts'
import { createLog } from '../../src/log.ts'

let folder: string
let files: MadeFiles
const open = () => createMadeFiles({ dataDir: folder, log: createLog({ level: 'fatal' }) })
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'))
  files = open()
})
afterEach(async () => {
  await files.stop()
  rmSync(folder, { recursive: true })
})

const drafts = [{ name: '走访/台账 6月', blocks: [heading('走访台账')] }]
const pathOf = (reply: Reply) => reply.files?.[0]?.path ?? ''

test('a file is announced under a name that cannot be guessed, and then lies there for its owner alone', async () => {
  const reply = await files.announce(answer([], { drafts }))
  await files.made(pathOf(reply))

  expect(reply.drafts).toBeUndefined()
  expect(reply.files?.[0]).toMatchObject({ name: '走访-台账-6月.xlsx', path: expect.stringMatching(/^exports\/[0-9a-f-]{36}\.xlsx$/) })
  expect(statSync(join(folder, pathOf(reply))).mode & 0o777).toBe(0o600)
  expect(readdirSync(join(folder, 'exports'))).toHaveLength(1)
})

test('goes with what the direct chat gets, when there is something', async () => {
  const reply = await files.announce(answer([], { drafts, direct: { blocks: [] } }))

  expect(reply.files).toBeUndefined()
  expect(reply.direct?.files).toHaveLength(1)
})

test('one that a stop left unmade is made when it is asked for', async () => {
  const path = 'exports/00000000-0000-4000-8000-000000000000.xlsx'
  mkdirSync(join(folder, 'exports'))
  writeFileSync(join(folder, `${path}.json`), JSON.stringify([heading('走访台账')]))

  await files.made(path)

  expect(statSync(join(folder, path)).size).toBeGreaterThan(1000)
})

test('one that cannot be made keeps nobody waiting', async () => {
  const path = 'exports/00000000-0000-4000-8000-000000000000.xlsx'
  mkdirSync(join(folder, 'exports'))
  writeFileSync(join(folder, `${path}.json`), '[')

  await files.made(path)
  await files.made(path)

  expect(existsSync(join(folder, path))).toBe(false)
})

test('files of more than a week ago are removed', async () => {
  const exports = join(folder, 'exports')
  mkdirSync(exports)
  for (const [name, days] of [
    ['old', 8],
    ['new', 6],
  ] as const) {
    writeFileSync(join(exports, name), '')
    utimesSync(join(exports, name), Date.now() / 1000, Date.now() / 1000 - days * 86_400)
  }
  await files.announce(answer([], { drafts }))

  expect(['old', 'new'].map((name) => existsSync(join(exports, name)))).toEqual([false, true])
})
