import { afterAll, beforeAll, expect, it } from 'vitest'
import { generateDemoCounty } from '../../db/demo/county.ts'
import { type FlowHouse, openFlowHouse } from './house.ts'

let house: FlowHouse
beforeAll(async () => {
  house = await openFlowHouse({ roster: generateDemoCounty(), now: '2023-06-15T10:00:00+08:00' })
})
afterAll(async () => await house.close())

const reminders = () => house.rows<{ state: string }>("select state from outbox where dedupe_key like 'chase/%'")

it('a whole county is chased after the answer: everybody who was counted is reminded, once', async () => {
  const manager = house.rows<{ id: string }>(
    "select user_id as id from identities join posts using (member_id) join units on units.id = unit_id where kind = 'county' and role = 'manager'",
  )[0]?.id as string
  const reply = await house.say(`direct:${manager}`, manager, '催报 走访')
  const told = Number(/提醒了 (\d+) 个/.exec(reply)?.[1])
  await house.advance('2023-06-15T10:05:00+08:00')

  expect(told).toBeGreaterThan(200)
  expect(reminders()).toHaveLength(told)
  expect(new Set(reminders().map(({ state }) => state))).toEqual(new Set(['sent']))
  expect(await house.say(`direct:${manager}`, manager, '催报 走访')).toMatch(/^❌ “走访”今天已经催过了/)
})
