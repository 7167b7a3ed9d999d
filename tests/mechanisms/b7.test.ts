import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { entriesIn, reported, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp({ env: { PACKS: 'tests/fixtures/projects-pack.yaml' } })
})
afterAll(async () => await house.stop())

test('B7 five things are looked at in each resettlement site, and each that is not done becomes an issue', async () => {
  const { no } = await reported(house, 'sunli', '搬迁后扶 安置点：幸福里安置点 单位：纸房村')
  const asked = [await tell(house, 'sunli', `回头看 ${no}`)]
  for (const answer of ['是', '否', '是', '是']) asked.push(await tell(house, 'sunli', answer))
  const done = await tell(house, 'sunli', '否')

  for (const [at, words] of ['产业带动', '全部就业', '补齐', '有求必应', '点长制'].entries())
    expect(asked[at]).toMatch(new RegExp(`^❓ （${at + 1}/5）.*${words}`))
  expect(done).toMatch(/^✅ .*有2项没有做到，已立为问题/)
  const issues = (await entriesIn(house, done)).filter(({ kind }) => kind === 'issue')
  expect(issues.map(({ unit, fields }) => `${unit.name} ${String(fields.content)}`)).toEqual([
    '纸房村委会 幸福里安置点：没有做到“有就业意愿的搬迁劳动力全部就业”',
    '纸房村委会 幸福里安置点：没有做到“有效落实“点长制””',
  ])

  await house.advance('P30D')
  await tell(house, 'sunli', `回头看 ${no}`)
  for (let at = 0; at < 4; at++) await tell(house, 'sunli', '是')
  expect(await tell(house, 'sunli', '是')).toContain('没有发现问题')
})
