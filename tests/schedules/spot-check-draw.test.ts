import { readFileSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { heard, heardWhere } from '../support/heard.ts'
import { packFile } from '../support/packs.ts'
import { tell } from '../support/reports.ts'

const schedule = (more = 'count: 3, kind: 三类户'): string => `
schedules:
  - { id: draw, row: C3, run: spot-check-draw, title: 一周一抽查, when: 每周第1个工作日 09:30, to: { kind: county }, with: { ${more} } }
`

/** Heads of the three kinds, from the file that the world is read from: 9 in 纸房村, 8 in 贺旗村, 7 in 琵琶寨村, 3 in 涝池村. */
const monitored = readFileSync(new URL('../fixtures/world-dev/households.csv', import.meta.url), 'utf8')
  .split('\n')
  .map((line) => line.split(','))
  .flatMap(([, , head = '', kind = '']) => (/脱贫不稳定户|边缘易致贫户|突发严重困难户/.test(kind) ? [head] : []))

let house: TestApp
afterEach(async () => await house.stop())

const start = async (yaml: string, now = '2023-06-12T09:00:00+08:00'): Promise<void> => {
  house = await startTestApp({ now, env: { PACKS: packFile('draw', yaml) } })
}

it('draws of the kind asked for on the week’s first working day, told to inspectors and leaders in charge only, and can be repeated', async () => {
  await start(schedule())
  await tell(house, 'zhoukai', '包抓 李国栋 庆城县')
  await house.advance('2023-06-25T12:00:00+08:00')

  const where = (await heardWhere(house, '一周一抽查')).filter((one) => one.startsWith('direct:hanming'))
  // Mondays 12 and 19; the festival's three days are off, and Sunday 25 is worked in the week of the 19th.
  expect(where).toEqual(['direct:hanming 2023-06-12 09:30', 'direct:hanming 2023-06-19 09:30'])
  const all = await heard(house, '一周一抽查')
  expect(new Set(all.map(({ chat }) => chat))).toEqual(new Set(['direct:hanming', 'direct:liguodong']))
  const own = all.find(({ chat }) => chat === 'direct:hanming')?.text ?? ''
  const drawn = [...own.matchAll(/^\d\. \S+ \S+ (\S+)（户号\d+）$/gm)].map(([, head]) => head ?? '')
  expect(new Set(drawn).size).toBe(3)
  expect(drawn.filter((head) => !monitored.includes(head))).toEqual([])
  const no = /#(\d+)/.exec(own)?.[1]
  expect(await tell(house, 'hanming', `依据 ${no}`)).toContain('名单一致')
  expect(await tell(house, 'liuhaifeng', `查 ${no}`)).toMatch(/^❌/)
})

it('draws all where fewer are left than are wanted, and nothing where there is none', async () => {
  await start(schedule('count: 30, kind: 三类户'))
  await house.advance('2023-06-12T12:00:00+08:00')
  expect(monitored).toHaveLength(27)
  const [text = ''] = (await heard(house, '一周一抽查')).map((one) => one.text)
  expect(text.match(/户号/g)).toHaveLength(monitored.length)
  await house.stop()

  house = await startTestApp({ now: '2023-06-12T09:00:00+08:00', world: 'empty', env: { PACKS: packFile('draw', schedule()) } })
  expect((await house.advance('2023-06-12T12:00:00+08:00')).ran.map(({ notices }) => notices)).not.toContain(1)
})

it('is drawn once: a restart draws no second list', async () => {
  await start(schedule())
  await house.advance('2023-06-12T10:00:00+08:00')
  house = await house.restart()
  await house.advance('2023-06-12T18:00:00+08:00')

  expect((await heardWhere(house, '一周一抽查')).filter((one) => one.startsWith('direct:hanming'))).toEqual([
    'direct:hanming 2023-06-12 09:30',
  ])
  expect((await house.api('/entries?kind=spot-check')).json<{ items: unknown[] }>().items).toHaveLength(1)
})
