import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { heading } from '../../src/core/blocks.ts'
import { answer } from '../../src/core/reply.ts'
import { createFileMaker } from '../../src/frame/render-files.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const drafts = [{ name: '走访/台账 6月', blocks: [heading('走访台账')] }]

test('a file is on disk for its owner alone, under a name that cannot be guessed', async () => {
  const reply = await createFileMaker(folder)(answer([], { drafts }))
  const [file] = reply.files ?? []

  expect(reply.drafts).toBeUndefined()
  expect(file).toMatchObject({ name: '走访-台账-6月.xlsx', path: expect.stringMatching(/^exports\/[0-9a-f-]{36}\.xlsx$/) })
  expect(statSync(join(folder, file?.path ?? '')).mode & 0o777).toBe(0o600)
})

test('goes with what the direct chat gets, when there is something', async () => {
  const reply = await createFileMaker(folder)(answer([], { drafts, direct: { blocks: [] } }))

  expect(reply.files).toBeUndefined()
  expect(reply.direct?.files).toHaveLength(1)
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
  await createFileMaker(folder)(answer([], { drafts }))

  expect(['old', 'new'].map((name) => existsSync(join(exports, name)))).toEqual([false, true])
})
