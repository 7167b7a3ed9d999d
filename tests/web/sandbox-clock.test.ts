import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'

const village = 'group:621021103204'
let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

const now = async (): Promise<string> => (await house.get('/sandbox/api/clock')).json().now
const visit = async (): Promise<string> => (await house.say(village, 'jiahongwei', '走访 田宝 收入稳定'))[0]?.text ?? ''

describe('POST /sandbox/api/clock', () => {
  it('moves by a duration and runs in order what falls due', async () => {
    const { now: after, ran } = await house.advance('P1M')

    expect(after).toMatch(/^2023-07-15T08:0/)
    expect(ran).toContainEqual({ schedule: 'period-close', title: '关账', dueAt: '2023-07-05T18:00:00+08:00', notices: 0 })
    expect(ran.map(({ dueAt }) => dueAt)).toEqual(ran.map(({ dueAt }) => dueAt).sort())
  })

  it('moves to a time, and goes on from there', async () => {
    const { now: after, ran } = await house.advance('2023-07-15T20:00:00+08:00')

    expect(after).toMatch(/^2023-07-15T20:00:0/)
    expect(ran).toEqual([{ schedule: 'qingcheng/case-deadlines', title: '个案时限提醒', dueAt: '2023-07-15T08:30:00+08:00', notices: 0 }])
    expect(await now()).toMatch(/^2023-07-15T20:00/)
  })

  it('takes the very time that it told before', async () => {
    expect((await house.post('/sandbox/api/clock', { to: await now() })).statusCode).toBe(200)
  })

  it.each([
    [{ to: '2023-07-01T00:00:00+08:00' }, '只能往前走'],
    [{ to: 'soon' }, 'to：看不懂'],
    [{ advance: '1 day' }, 'advance：看不懂'],
    [{ advance: 'P' }, 'advance：看不懂'],
    [{ advance: 'P99Y' }, '十年'],
    [{}, '只写一个'],
    [{ to: '2024-01-01', advance: 'P1D' }, '只写一个'],
    [{ to: 5 }, 'to：'],
  ])('refuses %j', async (body, words) => {
    const response = await house.post('/sandbox/api/clock', body)

    expect(response.statusCode).toBe(400)
    expect(response.json().error.message).toContain(words)
  })
})

describe('POST /sandbox/api/reset', () => {
  it('forgets entries, lines and runs, keeps the roster, and starts again at the given time', async () => {
    await visit()
    const response = await house.post('/sandbox/api/reset', { now: '2024-02-01T09:00:00+08:00' })

    expect(response.json().now).toMatch(/^2024-02-01T09:00:0/)
    expect((await house.api('/entries')).json()).toEqual({ items: [], next: null })
    expect((await house.get('/sandbox/api/unread')).json()).toEqual({ seq: expect.any(Number), chats: {} })
    expect((await house.get('/sandbox/api/members')).json().length).toBeGreaterThan(10)
    expect(await visit()).toContain('#1001')
  })

  it('starts again at SANDBOX_NOW when no time is given', async () => {
    const response = await house.server.inject({ method: 'POST', url: '/sandbox/api/reset' })

    expect(response.json().now).toMatch(/^2023-06-15T08:00:0/)
  })

  it('refuses a time that it cannot read', async () => {
    expect((await house.post('/sandbox/api/reset', { now: 'then' })).statusCode).toBe(400)
  })
})
