import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from '../../src/cli/run-cli.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

async function cli(...argv: string[]): Promise<{ code: number; out: string }> {
  const lines: string[] = []
  const env = { DATA_DIR: house.folder, DATABASE_URL: `file:${join(house.folder, 'test.db')}`, PLATFORMS: 'sandbox', LOG_LEVEL: 'silent' }
  const code = await runCli(argv, { env, out: (line) => lines.push(line), err: (line) => lines.push(line) })
  return { code, out: lines.join('\n') }
}

test('a warning list is imported beside the server in a person’s name, and its rows are risks of the villages', async () => {
  const file = join(house.folder, '清单.csv')
  writeFileSync(file, '村,户主,原因,情况\n纸房村,何梅,因病,住院\n纸房村,无此人,因病,住院\n')
  expect(await cli('import', 'warnings', file)).toMatchObject({ code: 1, out: expect.stringContaining('--by') })
  const { code, out } = await cli('import', 'warnings', file, '--by', '何伟民')
  expect(out).toContain('第 3 行 纸房村 无此人：名册里没有这一户')
  expect(out).toContain('共 2 行：已下发 1 户，重复 0 户，没有下发 1 行')
  expect(code).toBe(0)
  expect(await tell(house, 'jiahongwei', '我的待办')).toMatch(/何梅.*核实风险/)
})
