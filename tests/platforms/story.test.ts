import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { parkedByChat } from '../../db/queries/parked.ts'
import { countOutgoing } from '../../db/queries/traffic.ts'
import { onDingtalk, onSandbox, onWecomCallback, onWecomConnection, PATIENCE, type Stage } from '../support/stages.ts'

/** What somebody reads: without what only the dialect adds (marks of Markdown, lines of tables), and without what to type instead of pressing. */
function read(shown: string): string {
  return shown
    .replace(/(?:^|\n)(?:请回复|可以回复|也可以直接回复)：.*?(?=\n回答时请|$)/s, '')
    .replace(/@(?!我)\S+/g, '')
    .replace(/^#+ /gm, '')
    .replace(/[^\p{L}\p{N}✅❓❌#]/gu, '')
}

/** The story: a group is bound, a visit reported with a photo, another photo follows in the direct chat, questions are asked. */
async function play(stage: Stage): Promise<string[]> {
  const told = [
    await stage.inGroup({ text: '走访 何梅 家里都好' }),
    await stage.inGroup({ text: '绑定 马岭镇' }),
    await stage.inGroup({ text: '1' }),
    await stage.inGroup({ text: '走访 何梅 在合作社务工，收入稳定', photo: 'in the group' }),
    await stage.direct({ text: '', photo: 'in the direct chat' }),
    await stage.direct({ text: '是' }),
    await stage.inGroup({ text: '走访 高双乐' }),
    await stage.inGroup({ text: '外出务工，家里都好' }),
    await stage.inGroup({ text: '走访进度' }),
    await stage.direct({ text: '我的上报' }),
  ]
  await vi.waitFor(async () => expect(await stage.photosOf(1001)).toBe(2), PATIENCE)
  return told.map(read)
}

/** The month ends, and the ranking of the villages is published. */
async function endMonth(stage: Stage): Promise<void> {
  await stage.until('2023-07-07', '18:00')
}

/** What an unknown group is told: only DingTalk says what the group is called. */
const NO_TITLE = '❌本群还没有绑定单位请管理员在群里发绑定单位名称如绑定马岭镇'
const TITLE = '❌本群还没有绑定单位看群名像是马岭镇的群是的话请管理员在群里发绑定马岭镇'

const isRanking = (words: string): boolean => words.includes('入户遍访排名')

/** Guarantee 8: names, words, and secrets of either platform. */
const NOT_IN_LOGS = /何梅|高双乐|刘海峰|合作社|务工|马岭镇|bot-secret|app-secret|QDG6eK|jWmYm7qr5|session=|in the group/

let expected: { told: string[]; ranking: string }
let stage: Stage | null = null
beforeAll(async () => {
  const sandbox = await onSandbox()
  const told = await play(sandbox)
  await endMonth(sandbox)
  const ranking = (await sandbox.pushed()).find(isRanking) ?? ''
  expected = { told, ranking: read(ranking) }
  await sandbox.stop()
}, 60_000)
afterEach(async () => {
  await stage?.stop()
  stage = null
})

describe('the story', () => {
  it('is what people expect', () => {
    const [unbound, bound, outsiders, stored, offer, attached, asked, second, progress, mine] = expected.told

    expect(unbound).toBe(NO_TITLE)
    expect(bound).toMatch(/^✅本群已绑定到马岭镇/)
    expect(outsiders).toBe('✅已记下本群马岭镇没有外部人员')
    expect(stored).toMatch(/^✅走访#1001/)
    expect(stored).not.toContain('何梅')
    expect(offer).toBe('❓这张是#1001的吗')
    expect(attached).toMatch(/^✅#10011个附件已收到/)
    expect(asked).toMatch(/^❓.*回答时请再我照片语音表格请私聊发我$/)
    expect(second).toMatch(/^✅走访#1002/)
    expect(progress).toContain('马岭镇')
    expect(mine).toMatch(/1001.*1002|1002.*1001/s)
    expect(expected.ranking).toMatch(/^马岭镇入户遍访排名2023年.*1纸房村3226232/s)
  })

  it.each([
    ['WeCom by long connection', onWecomConnection, NO_TITLE],
    ['DingTalk by Stream', () => onDingtalk('stream'), TITLE],
    ['DingTalk by HTTP', () => onDingtalk('http'), TITLE],
  ])(
    'is told word for word on %s, ranking included',
    async (_name, open, unbound) => {
      const opened = await open()
      stage = opened
      const [first, ...told] = await play(opened)
      expect(first).toBe(unbound)
      expect(told).toEqual(expected.told.slice(1))
      await endMonth(opened)
      await vi.waitFor(
        async () => {
          // Notices are collected for half a minute, and calls are counted by the second.
          await opened.pass(30_000)
          expect((await opened.pushed()).map(read).join('\n')).toContain(expected.ranking)
        },
        { ...PATIENCE, interval: 100 },
      )
      expect((await countOutgoing(opened.app.store.read)).failed).toBe(0)
      expect(opened.logged()).toContain('message handled')
      expect(opened.logged()).not.toMatch(NOT_IN_LOGS)
    },
    90_000,
  )

  it('is told word for word on WeCom by callback address, where pushes are parked with the reason', async () => {
    const opened = await onWecomCallback()
    stage = opened
    expect(await play(opened)).toEqual(expected.told)
    await endMonth(opened)
    const parked = async () => (await parkedByChat(opened.app.store.read)).find(({ chatId }) => chatId === 'group:wrGroup')
    await vi.waitFor(
      async () => {
        await opened.pass(30_000)
        expect(await parked()).toBeDefined()
      },
      { ...PATIENCE, interval: 100 },
    )

    expect((await parked())?.reason).toMatch(/^cannot-push: .*回调方式的机器人不能主动发消息，请改用长连接/)
    expect(await opened.pushed()).toEqual([])
    expect(opened.logged()).not.toMatch(NOT_IN_LOGS)
  }, 90_000)
})
