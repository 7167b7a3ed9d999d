import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'

const village = 'group:621021103204'
const report = '走访 田宝 在镇上开装载机，收入稳定'
const picture = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')

interface Line {
  seq: number
  at: string
  from: string
  text: string
  files: { name: string; mime: string; url: string }[]
  buttons: { id: string; text: string }[]
}

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

const lines = async (chatId: string, after = 0): Promise<Line[]> =>
  (await house.get(`/sandbox/api/chats/${encodeURIComponent(chatId)}/messages?after=${after}`)).json()
const lastSeq = async () => (await house.get('/sandbox/api/unread')).json().seq
const type = (body: object) => house.post('/sandbox/api/messages', { chatId: village, memberId: 'jiahongwei', text: report, ...body })

describe('who and where', () => {
  it('lists a group for every unit and a direct chat for every person', async () => {
    const chats = (await house.get('/sandbox/api/chats')).json()

    expect(chats).toContainEqual({
      id: village,
      kind: 'group',
      title: '纸房村工作群',
      unit: { code: '621021103204', name: '纸房村委会' },
    })
    expect(chats).toContainEqual({
      id: 'direct:jiahongwei',
      kind: 'direct',
      title: '贾宏伟',
      unit: { code: '621021103204', name: '纸房村委会' },
    })
  })

  it('lists the people with unit, post and role', async () => {
    const members = (await house.get('/sandbox/api/members')).json()

    expect(members).toContainEqual({
      id: 'jiahongwei',
      name: '贾宏伟',
      unit: { code: '621021103204', name: '纸房村委会' },
      post: '村书记',
      role: 'reporter',
    })
  })
})

describe('a typed message', () => {
  it('is answered with text, files and buttons, and the chat shows both lines in order', async () => {
    const before = await lastSeq()
    const response = await type({})
    const shown = await lines(village, before)

    expect(response.statusCode).toBe(200)
    expect(response.json().replies).toEqual([{ text: expect.stringMatching(/^✅.*#\d+/s), files: [], buttons: [] }])
    expect(shown.map(({ from }) => from)).toEqual(['jiahongwei', 'bot'])
    expect(shown[0]).toMatchObject({ text: report, at: expect.stringMatching(/^2023-06-15T08:\d\d:\d\d\+08:00$/) })
    expect(shown[1]?.text).toBe(response.json().replies[0].text)
  })

  it('delivered twice is one entry, one reply and one line', async () => {
    const before = await lastSeq()
    const messages = await Promise.all([type({ messageId: 'twice' }), type({ messageId: 'twice' })])
    const third = await type({ messageId: 'twice' })

    expect(new Set([...messages, third].map((response) => response.json().replies[0].text)).size).toBe(1)
    expect(await lines(village, before)).toHaveLength(2)
  })

  it('that nobody meant for the bot gets no reply', async () => {
    expect((await type({ text: '大家辛苦了' })).json()).toEqual({ replies: [] })
  })

  it('in a group keeps what is private for the direct chat', async () => {
    const before = await lastSeq()
    const { replies } = (await type({ memberId: 'maxiaoyan', text: '风险 王丽娟 因病 做心脏支架自付两万三千元' })).json()

    expect(replies).toHaveLength(1)
    expect(replies[0].text).not.toContain('心脏支架')
    expect((await lines('direct:maxiaoyan', before)).at(-1)?.text).toContain('心脏支架')
  })

  it('too long for one report is refused by the bot, not by the server', async () => {
    const response = await type({ text: '很'.repeat(30_000) })

    expect(response.statusCode).toBe(200)
    expect(response.json().replies[0].text).toMatch(/^❌/)
  })

  it.each([
    ['an unknown chat', { chatId: 'group:1' }, 404, '聊天'],
    ['an unknown member', { memberId: 'nobody' }, 404, '人员'],
    ["somebody else's direct chat", { chatId: 'direct:chenlu' }, 403, '单聊'],
    ['no text', { text: undefined }, 400, 'text：'],
    ['text that is no text', { text: 5 }, 400, 'text：'],
    ['broken base64', { attachments: [{ name: 'a.png', mime: 'image/png', base64: '§§§' }] }, 400, 'attachments.0.base64：'],
    ['an odd mime type', { attachments: [{ name: 'a', mime: 'x\r\ny', base64: 'QUJD' }] }, 400, 'attachments.0.mime：'],
    [
      'too many files',
      { attachments: Array.from({ length: 9 }, () => ({ name: 'a', mime: 'a/b', base64: 'QUJD' })) },
      400,
      'attachments：',
    ],
  ])('with %s is refused', async (_what, body, status, words) => {
    const before = await lastSeq()
    const response = await type(body)

    expect(response.statusCode).toBe(status)
    expect(response.json().error.message).toContain(words)
    expect(await lastSeq()).toBe(before)
  })

  it('from another machine is refused', async () => {
    const response = await house.server.inject({
      method: 'POST',
      url: '/sandbox/api/messages',
      payload: { chatId: village, memberId: 'jiahongwei', text: report },
      remoteAddress: '10.1.2.3',
    })

    expect(response.statusCode).toBe(403)
    expect(response.json().error.code).toBe('forbidden')
  })
})

describe('files', () => {
  it('arrive in the entry with their hash, and can be fetched again', async () => {
    const before = await lastSeq()
    const attachments = [{ name: '../门前.png', mime: 'image/png', base64: picture.toString('base64') }]
    const no = /#(\d+)/.exec((await type({ attachments })).json().replies[0].text)?.[1]
    const entry = (await house.api(`/entries/${no}`)).json()
    const [typed] = await lines(village, before)
    const file = await house.get(typed?.files[0]?.url ?? '')

    expect(entry.attachments).toEqual([
      { name: '.._门前.png', bytes: picture.byteLength, sha256: createHash('sha256').update(picture).digest('hex') },
    ])
    expect(typed?.files).toEqual([{ name: '.._门前.png', mime: 'image/png', url: expect.stringMatching(/^\/sandbox\/files\/files\//) }])
    expect(file.rawPayload.equals(picture)).toBe(true)
    expect(file.headers).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': 'attachment',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
  })

  it('that nobody kept have no address', async () => {
    const before = await lastSeq()
    const stray = { name: 'a.txt', mime: 'text/plain', base64: Buffer.from('stray').toString('base64') }
    await type({ memberId: 'muxiaodong', text: '大家辛苦了', attachments: [stray] })

    expect((await lines(village, before))[0]?.files).toEqual([{ name: 'a.txt', mime: 'text/plain', url: '' }])
  })

  it.each([
    'test.db',
    'secret.key',
    '../../etc/passwd',
    'files/../test.db',
    'files/%2e%2e/test.db',
    'files/..%2ftest.db',
    'files%2f..%2f..%2fetc%2fpasswd',
    'files/',
    'files',
    'uploads/x',
    'files/a%00b',
    'files\\..\\test.db',
  ])('outside the shown folders (%s) do not exist', async (path) => {
    const response = await house.get(`/sandbox/files/${path}`)

    expect(response.statusCode).toBe(404)
    expect(response.json().error.code).toBe('not-found')
  })
})

describe('a pressed button', () => {
  it('is the same as typing what it says', async () => {
    const before = await lastSeq()
    const response = await house.post('/sandbox/api/press', { chatId: village, memberId: 'chenlu', buttonId: '走访 慕兰香 儿媳妇住院' })

    expect(response.json().replies[0].text).toMatch(/^✅/)
    expect((await lines(village, before))[0]).toMatchObject({ from: 'chenlu', text: '走访 慕兰香 儿媳妇住院' })
  })

  it('with a very long id is refused', async () => {
    const response = await house.post('/sandbox/api/press', { chatId: village, memberId: 'chenlu', buttonId: '很'.repeat(501) })

    expect(response.statusCode).toBe(400)
  })
})

describe('what the page asks for', () => {
  it('counts unread lines by chat since a line', async () => {
    const before = await lastSeq()
    await type({ text: '大家辛苦了' })

    expect((await house.get(`/sandbox/api/unread?since=${before}`)).json()).toEqual({ seq: before + 1, chats: { [village]: 1 } })
  })

  it('tells who I am, what is owed and what I may say', async () => {
    const me = (await house.get(`/sandbox/api/me?memberId=jiahongwei&chatId=${encodeURIComponent(village)}`)).json()

    expect(me.botName).toBe('乡报')
    expect(me.member).toEqual({
      id: 'jiahongwei',
      name: '贾宏伟',
      posts: [{ unit: { code: '621021103204', name: '纸房村委会' }, title: '村书记', role: 'reporter' }],
    })
    expect(me.owes[0]).toMatchObject({
      title: '入户遍访',
      unit: { code: '621021103204' },
      state: 'behind',
      text: expect.stringMatching(/^今年 \d+\/\d+ 户，应到 \d+.*%，已到 \d/),
    })
    expect(me.quick[0]).toEqual({ text: '走访', says: expect.stringMatching(/^走访 \p{Script=Han}+ /u) })
    expect(JSON.stringify(me.quick)).not.toMatch(/[{}]\p{Script=Han}/u)
  })

  it('names what falls due next', async () => {
    const next = (await house.get('/sandbox/api/next')).json()

    expect(next).toEqual({
      dueAt: expect.stringMatching(/^2023-\d\d-\d\dT\d\d:\d\d:00\+08:00$/),
      title: expect.stringMatching(/\p{Script=Han}/u),
    })
  })

  it.each(['/sandbox/api/chats/group:1/messages', '/sandbox/api/me?memberId=nobody&chatId=group:621021103204', '/sandbox/api/nothing'])(
    '%s does not exist',
    async (path) => {
      expect((await house.get(path)).statusCode).toBe(404)
    },
  )

  it.each(['/sandbox/api/unread?since=x', '/sandbox/api/me', `/sandbox/api/chats/${village}/messages?after=-1`])(
    '%s is refused',
    async (path) => {
      expect((await house.get(path)).statusCode).toBe(400)
    },
  )
})
