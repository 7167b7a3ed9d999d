import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp, type TestReply } from '../support/app.ts'

const GROUP = 'group:621021103204'
const DIRECT = 'direct:maxiaoyan'
const HINT = '回答时请再@我；照片、语音、表格请私聊发我'
const photo = (name: string) => ({ name, mime: 'image/png', base64: Buffer.from(name).toString('base64') })

let app: TestApp
beforeEach(async () => {
  app = await startTestApp()
})
afterEach(async () => await app.stop())

/** What 麻小燕 gets when she sends something; with `real`, the page's switch 'as in a real group' is on. */
async function send(chatId: string, text: string, more: { photos?: string[]; real?: boolean } = {}): Promise<TestReply[]> {
  const attachments = more.photos?.map(photo)
  const body = { chatId, memberId: 'maxiaoyan', text, asInRealGroup: more.real ?? false, ...(attachments ? { attachments } : {}) }
  return (await app.post('/sandbox/api/messages', body)).json<{ replies: TestReply[] }>().replies
}

const filesOf = async (no: number) =>
  (await app.api(`/entries/${no}`)).json<{ attachments: { name: string }[] }>().attachments.map(({ name }) => name)

describe('in a group as real ones are', () => {
  it('a question ends with how to answer it', async () => {
    const [reply] = await send(GROUP, '@乡报 走访 何梅', { real: true })

    expect(reply?.text).toMatch(/^❓/)
    expect(reply?.text.endsWith(HINT)).toBe(true)
  })

  it('a request for a photo ends with it too, an ordinary answer does not', async () => {
    const [stored] = await send(GROUP, '@乡报 走访 何梅 家里都好', { real: true })
    const [asked] = await send(GROUP, '@乡报 补 1001', { real: true })

    expect(stored?.text).not.toContain(HINT)
    expect(asked?.text.endsWith(HINT)).toBe(true)
  })

  it('so does what is accepted with a question behind it, and a list that is answered by its numbers', async () => {
    const [some] = await send(GROUP, '@乡报 走访\n1. 何梅 家里都好\n2. 高双乐', { real: true })
    await send(GROUP, '@乡报 取消', { real: true })
    const [list] = await send(GROUP, '@乡报 没走的', { real: true })

    expect(some?.text).toMatch(/^✅/)
    expect(some?.text.endsWith(HINT)).toBe(true)
    expect(list?.text.endsWith(HINT)).toBe(true)
  })

  it('nothing of the kind stands in a direct chat, nor in a group that hears everything', async () => {
    const [direct] = await send(DIRECT, '走访 何梅', { real: true })
    await send(DIRECT, '取消')
    const [open] = await send(GROUP, '走访 何梅')

    expect(direct?.text).toMatch(/^❓/)
    expect(direct?.text).not.toContain('再@我')
    expect(open?.text).toMatch(/^❓/)
    expect(open?.text).not.toContain('再@我')
  })
})

describe('a photo in the direct chat', () => {
  it('is offered to the last entry of the group, and attached after 是', async () => {
    await send(GROUP, '@乡报 走访 何梅 家里都好')
    const [offer] = await send(DIRECT, '', { photos: ['a.png'] })
    const [done] = await send(DIRECT, '是')

    expect(offer?.text).toBe('❓ 这张是 #1001 的吗？')
    expect(offer?.buttons.map(({ text }) => text)).toEqual(['是', '不是'])
    expect(done?.text).toMatch(/^✅ #1001 1 个附件已收到/)
    await expect.poll(() => filesOf(1001)).toEqual(['a.png'])
  })

  it('followed by others is asked about once, and all of them are attached', async () => {
    await send(GROUP, '@乡报 走访 何梅 家里都好')
    await send(DIRECT, '', { photos: ['a.png'] })
    const second = await send(DIRECT, '', { photos: ['b.png'] })
    const third = await send(DIRECT, '', { photos: ['c.png'] })
    await send(DIRECT, '是的')
    const [after] = await send(DIRECT, '', { photos: ['d.png'] })

    expect([second, third]).toEqual([[], []])
    // Once it is known whose they are, the next one is not asked about.
    expect(after?.text).toContain('照片已附到 #1001')
    await expect.poll(() => filesOf(1001)).toEqual(['a.png', 'b.png', 'c.png', 'd.png'])
  })

  it('stays away from the entry after 不是', async () => {
    await send(GROUP, '@乡报 走访 何梅 家里都好')
    await send(DIRECT, '', { photos: ['a.png'] })
    const [reply] = await send(DIRECT, '不是')

    expect(reply?.text).toBe('好的，没有附上。请发：补 编号，再把照片或文件发来。')
    expect(await filesOf(1001)).toEqual([])
  })

  it('goes to what was reported there later than in the group', async () => {
    await send(GROUP, '@乡报 走访 何梅 家里都好')
    await app.advance('PT1M')
    await send(DIRECT, '走访 高双乐 外出务工')
    const [reply] = await send(DIRECT, '', { photos: ['a.png'] })

    expect(reply?.text).toContain('照片已附到 #1002')
  })

  it('is offered to the issue whose 整改 in the group lacked it', async () => {
    await app.say('direct:liuhaifeng', 'liuhaifeng', '问题 纸房村水管漏水')
    await app.say('direct:liuhaifeng', 'liuhaifeng', '交办 1001 纸房村 时限:6月30日')
    const [lacking] = await send(GROUP, '@乡报 整改 1001 水管已换好')
    const [offer] = await send(DIRECT, '', { photos: ['a.png'] })
    await send(DIRECT, '是')
    const [again] = await send(GROUP, '@乡报 整改 1001 水管已换好')

    expect(lacking?.text).toMatch(/^❌ #1001/)
    expect(offer?.text).toBe('❓ 这张是 #1001 的吗？')
    expect(again?.text).toMatch(/^✅ #1001/)
  })

  it('is offered to nothing after ten minutes', async () => {
    await send(GROUP, '@乡报 走访 何梅 家里都好')
    await app.advance('PT11M')
    const [reply] = await send(DIRECT, '', { photos: ['a.png'] })

    expect(reply?.text).toMatch(/^❓ 收到照片或文件，请问是哪一条的/)
  })
})
