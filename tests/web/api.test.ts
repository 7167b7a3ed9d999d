import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, token } from '../support/app.ts'

const village = 'group:621021103204'
let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
  await house.say(village, 'jiahongwei', '走访 田宝 在镇上开装载机，收入稳定')
  await house.say(village, 'chenlu', '走访 慕兰香 儿媳妇在县医院住院')
  await house.say(village, 'jiahongwei', '会议 类型:调度会 主题:防返贫监测排查 人数:16人')
  await house.say(village, 'chenlu', '撤 1002 报重了')
})
afterAll(async () => await house.stop())

describe('the token', () => {
  it.each([undefined, 'Bearer wrong', 'Bearer ', token, `Basic ${token}`, `Bearer ${token}x`])(
    'refuses %s with 401',
    async (authorization) => {
      const response = await house.get('/api/v1/entries', authorization === undefined ? {} : { authorization })

      expect(response.statusCode).toBe(401)
      expect(response.json()).toEqual({ error: { code: 'unauthorized', message: expect.stringContaining('API_TOKEN') } })
    },
  )

  it('is wanted for paths that do not exist too', async () => {
    expect((await house.get('/api/v1/nothing')).statusCode).toBe(401)
    expect((await house.api('/nothing')).statusCode).toBe(404)
  })

  it('makes the whole API vanish when none is configured', async () => {
    const closed = await startTestApp({ world: 'empty', env: { API_TOKEN: '' } })
    const codes = ['/entries', '/entries/1', '/openapi.json', '/progress'].map(async (path) => (await closed.api(path)).statusCode)

    expect(await Promise.all(codes)).toEqual([404, 404, 404, 404])
    await closed.stop()
  })
})

describe('GET /api/v1/entries/:no', () => {
  it('gives an entry with its steps', async () => {
    const response = await house.api('/entries/1001')

    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual({
      no: 1001,
      kind: 'visit',
      unit: { code: '621021103204', name: '纸房村委会' },
      byUnit: { code: '621021103204', name: '纸房村委会' },
      byPost: '村书记',
      member: { id: 'jiahongwei', name: '贾宏伟' },
      date: '2023-06-15',
      fields: { household: '田宝', householdId: expect.any(Number), situation: '在镇上开装载机，收入稳定', method: '入户' },
      status: 'recorded',
      attachments: [],
      steps: [
        {
          at: expect.stringMatching(/^2023-06-15T08:0\d:\d\d\+08:00$/),
          by: { id: 'jiahongwei', name: '贾宏伟' },
          action: 'created',
          text: '',
        },
      ],
      createdAt: expect.stringMatching(/^2023-06-15T08:0\d:\d\d\+08:00$/),
    })
  })

  it('gives a withdrawn one with the reason in its last step', async () => {
    const entry = (await house.api('/entries/1002')).json()

    expect(entry.status).toBe('withdrawn')
    expect(entry.steps.at(-1)).toMatchObject({ action: 'withdrawn', by: { name: '陈璐' }, text: expect.stringContaining('报重了') })
  })

  it.each([
    ['/entries/9999', 404],
    ['/entries/abc', 400],
    ['/entries/-1', 400],
    ['/entries/1e3', 400],
    ['/entries/99999999999999999999', 400],
    ['/entries/%ff', 400],
  ])('answers %s with %i in Chinese', async (path, status) => {
    const response = await house.api(path)

    expect(response.statusCode).toBe(status)
    expect(response.json().error.message).toMatch(/\p{Script=Han}/u)
  })
})

describe('GET /api/v1/entries', () => {
  const list = async (query: string) => (await house.api(`/entries${query}`)).json()
  const numbers = async (query: string) => (await list(query)).items.map((item: { no: number }) => item.no)

  it('lists everything, withdrawn ones too, newest last', async () => {
    expect(await numbers('')).toEqual([1001, 1002, 1003])
  })

  it('goes on after the next of the page before', async () => {
    const first = await list('?limit=2')
    const second = await list(`?limit=2&after=${first.next}`)

    expect([first.next, second.next]).toEqual([1002, null])
    expect(second.items.map((item: { no: number }) => item.no)).toEqual([1003])
  })

  it.each([
    ['?kind=visit', [1001, 1002]],
    ['?status=withdrawn', [1002]],
    ['?kind=visit&status=recorded', [1001]],
    ['?unit=621021103', [1001, 1002, 1003]],
    ['?unit=621021', [1001, 1002, 1003]],
    ['?unit=621021101', []],
    ['?from=2023-06-15&to=2023-06-15', [1001, 1002, 1003]],
    ['?to=2023-06-14', []],
    ['?from=2023-06-16', []],
    ['?unit=&kind=', [1001, 1002, 1003]],
  ])('%s gives %j', async (query, expected) => {
    expect(await numbers(query)).toEqual(expected)
  })

  it.each([
    ['?from=2023-13-01', 'from'],
    ['?to=yesterday', 'to'],
    ['?limit=0', 'limit'],
    ['?limit=5000', 'limit'],
    ['?limit=abc', 'limit'],
    ['?after=x', 'after'],
    ['?unit=999', 'unit'],
    ['?kind=a&kind=b', 'kind'],
  ])('refuses %s naming %s and how to write it', async (query, parameter) => {
    const response = await house.api(`/entries${query}`)

    expect(response.statusCode).toBe(400)
    expect(response.json().error).toEqual({
      code: 'bad-request',
      message: expect.stringMatching(new RegExp(`^${parameter}：.*\\p{Script=Han}`, 'u')),
    })
  })
})

describe('GET /api/v1/progress', () => {
  const items = async (query: string) => (await house.api(`/progress${query}`)).json().items

  it('counts the households that were visited and lists those that were not', async () => {
    const all = await items('?unit=621021103204')
    const visits = all.find((item: { duty: string }) => item.duty === 'village-visits')

    expect(visits).toMatchObject({ unit: { code: '621021103204' }, period: '2023', done: 1, onTime: 1, overdue: false })
    expect(visits.rate).toBeCloseTo(1 / visits.required)
    expect(visits.missing).toHaveLength(visits.required - 1)
    expect(visits.missing).toContainEqual({ type: 'household', id: expect.any(Number), name: '慕兰香' })
    expect(visits.missing).not.toContainEqual(expect.objectContaining({ name: '田宝' }))
  })

  it('names the unit that owes a meeting', async () => {
    const meeting = (await items('?unit=621021')).find((item: { duty: string }) => item.duty === 'leading-group-meeting')

    expect(meeting).toMatchObject({ period: '2023Q2', required: 1, done: 0, missing: [{ type: 'unit', id: '621021', name: '庆城县' }] })
  })

  it('gives a person for a duty that persons owe', async () => {
    const own = (await items('?unit=621021103204')).filter((item: { duty: string }) => item.duty === 'secretary-visits')

    expect(own.map((item: { member: { id: string } }) => item.member.id)).toContain('jiahongwei')
  })

  it('leaves out duties that are counted in shorter periods than the one asked for', async () => {
    const duties = async (period: string) => [
      ...new Set((await items(`?unit=621021&period=${period}`)).map((item: { duty: string }) => item.duty)),
    ]

    expect(await duties('2023')).not.toContain('taskforce-meeting')
    expect(await duties('2023-06')).toEqual(expect.arrayContaining(['taskforce-meeting', 'leading-group-meeting', 'village-visits']))
  })

  it.each(['2023-13', 'june', '2023Q5'])('refuses the period %s', async (period) => {
    const response = await house.api(`/progress?period=${period}`)

    expect(response.statusCode).toBe(400)
    expect(response.json().error.message).toContain('period')
  })
})

describe('GET /api/v1/rankings', () => {
  it('lists them by id and title', async () => {
    const { items } = (await house.api('/rankings')).json()

    expect(items).toContainEqual({ id: 'visits', title: '入户遍访', pack: 'qingcheng' })
  })

  it('ranks the townships, the one with a visit first', async () => {
    const { items } = (await house.api('/rankings/visits')).json()

    expect(items[0]).toMatchObject({ rank: 1, unit: { code: '621021103', name: '马岭镇' }, detail: expect.stringContaining('2023年 1/') })
    expect(items[0].value).toBeGreaterThan(0)
  })

  it('ranks the villages of a township when asked for', async () => {
    const { items } = (await house.api('/rankings/visits?unit=621021103&period=2023')).json()

    expect(items[0].unit.name).toBe('纸房村委会')
  })

  it.each([
    ['/rankings/nothing', 404],
    ['/rankings/meetings?period=2023', 400],
    ['/rankings/visits?unit=1', 400],
  ])('answers %s with %i', async (path, status) => {
    expect((await house.api(path)).statusCode).toBe(status)
  })
})

describe('GET /api/v1/openapi.json', () => {
  it('describes every route and the fields of every kind', async () => {
    const document = (await house.api('/openapi.json')).json()

    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths)).toEqual(['/entries/{no}', '/entries', '/progress', '/rankings', '/rankings/{id}'])
    const parameters = document.paths['/entries'].get.parameters.map(({ name }: { name: string }) => name)
    expect(parameters).toEqual(['kind', 'unit', 'from', 'to', 'status', 'after', 'limit'])
    expect(document.paths['/entries/{no}'].get.parameters[0]).toMatchObject({ name: 'no', in: 'path', required: true })
    expect(document.components.schemas['fields.visit'].properties.method.enum).toEqual(['入户', '电话', '其他'])
    expect(document.components.schemas['fields.visit'].required).toEqual(['household', 'situation'])
  })
})
