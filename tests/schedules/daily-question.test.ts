import { afterEach, expect, it, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { heard, heardWhere } from '../support/heard.ts'
import { packFile } from '../support/packs.ts'

/** Seven questions: as many as a week has days, so that counting days would ask the same one each Monday and two of them never. */
const questions = [1, 2, 3, 4, 5, 6, 7].map((n) => `  - { ask: 第${n}道题怎么答？, answer: 第${n}道题的答案 }`).join('\n')
const schedules = `
schedules:
  - { id: daily, row: B14, run: daily-question, title: 每日一题, when: 每日 08:10, to: { kind: township } }
`

let house: TestApp
afterEach(async () => await house.stop())

const start = async (yaml: string, now: string): Promise<void> => {
  house = await startTestApp({ now, env: { PACKS: packFile('daily', yaml) } })
}

test('rule 24 a question goes to groups only, voluntary, without ranking or chasing, and nothing is kept', async () => {
  await start(`dailyQuestions:\n${questions}\n${schedules}`, '2023-06-12T08:00:00+08:00')
  await house.advance('2023-06-12T09:00:00+08:00')

  const all = await heard(house, '每日一题')
  // The county's 15 townships, nobody in private.
  expect(all).toHaveLength(15)
  expect(all.every(({ chat, at }) => chat.startsWith('group:621021') && at === '2023-06-12 08:10')).toBe(true)
  expect(all[0]?.text).toMatch(/^每日一题：第\d道题怎么答？/)
  expect(all[0]?.text).toContain('自愿学习，不记录、不排名、不催')
  expect(all[0]?.text).toContain('每日一题 答案')
  expect((await house.api('/entries')).json<{ items: unknown[] }>().items).toEqual([])
})

it('asks each of seven questions in seven working days, and answers the one before', async () => {
  await start(`dailyQuestions:\n${questions}\n${schedules}`, '2023-06-12T08:00:00+08:00')
  // Monday 12 to Wednesday 21 June: eight working days, the weekend of 17 and 18 off.
  await house.advance('2023-06-21T09:00:00+08:00')
  const own = (await heard(house, '每日一题')).filter(({ chat }) => chat === 'group:621021103')

  expect(own.map(({ at }) => at.slice(8, 10))).toEqual(['12', '13', '14', '15', '16', '19', '20', '21'])
  const asked = own.map(({ text }) => /第(\d)道题怎么答/.exec(text)?.[1])
  expect(new Set(asked.slice(0, 7)).size).toBe(7)
  expect(asked[7]).toBe(asked[0])
  for (const [index, { text }] of own.slice(1).entries())
    expect(text).toContain(`上一题：第${asked[index]}道题怎么答？\n答案：第${asked[index]}道题的答案`)
})

it('is not sent on days off, Dragon Boat Festival among them, but on the Sunday that is worked instead', async () => {
  await start(`dailyQuestions:\n${questions}\n${schedules}`, '2023-06-21T09:00:00+08:00')
  // 22 to 24 June 2023 are off, Sunday 25 is worked.
  await house.advance('2023-06-26T07:00:00+08:00')

  expect(await heardWhere(house, '每日一题')).toHaveLength(15)
  expect((await heardWhere(house, '每日一题'))[0]).toContain('2023-06-25 08:10')
})

it('is off where the pack has no questions, and a single one is not given as its own answer', async () => {
  await start(schedules, '2023-06-12T08:00:00+08:00')
  await house.advance('2023-06-14T09:00:00+08:00')
  expect(await heard(house, '每日一题')).toEqual([])
  await house.stop()

  await start(`dailyQuestions:\n  - { ask: 应急救助要几个工作日？, answer: 2个工作日 }\n${schedules}`, '2023-06-12T08:00:00+08:00')
  await house.advance('2023-06-13T09:00:00+08:00')
  expect((await heard(house, '应急救助要几个工作日')).length).toBe(30)
  expect(await heard(house, '上一题')).toEqual([])
})

it('waits for the morning in quiet hours, is skipped by a group that is muted, and does not come twice after a restart', async () => {
  await start(`dailyQuestions:\n${questions}\n${schedules.replace('08:10', '07:00')}`, '2023-06-12T06:00:00+08:00')
  await house.say('group:621021103', 'liuhaifeng', '静默')
  await house.advance('2023-06-12T09:00:00+08:00')
  house = await house.restart()
  await house.advance('2023-06-12T12:00:00+08:00')

  const where = await heardWhere(house, '道题怎么答')
  expect(where).toHaveLength(14)
  expect(where).toContain('group:621021101 2023-06-12 08:00')
  expect(where.join()).not.toContain('group:621021103')
})
