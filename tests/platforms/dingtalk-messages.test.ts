import { describe, expect, it } from 'vitest'
import { readRobotMessage } from '../../src/platforms/dingtalk/robot-message.ts'
import { directMessage, robotMessage } from '../support/fake-dingtalk/messages.ts'

const receiver = { bot: 'dingapp', botNames: ['乡报'], now: 1_700_000_005_000 }
const read = (body: unknown) => readRobotMessage(body, receiver)
const messageOf = (body: unknown) => {
  const found = read(body)
  if (found?.kind !== 'message') throw new Error(`no message but ${JSON.stringify(found)}`)
  return found.message
}

describe('a robot message', () => {
  it('of a group says where, who, when and what; its mention stands again where DingTalk took it out', () => {
    const body = robotMessage({
      msgId: 'm1',
      sessionWebhook: 'https://oapi.dingtalk.com/robot/sendBySession?session=s',
      sessionWebhookExpiredTime: 1_700_005_400_000,
    })
    expect(read(body)).toEqual({
      kind: 'message',
      session: { url: 'https://oapi.dingtalk.com/robot/sendBySession?session=s', expiresAt: 1_700_005_400_000 },
      message: {
        platform: 'dingtalk',
        bot: 'dingapp',
        messageId: 'm1',
        chatId: 'group:cidGroup+/1==',
        chatKind: 'group',
        chatTitle: '马岭镇工作群',
        userId: 'staff1',
        text: '@乡报 走访 王亦态 收入稳定',
        voice: false,
        attachments: [],
        sentAt: 1_700_000_000_000,
        replyTo: '1700005400000 https://oapi.dingtalk.com/robot/sendBySession?session=s',
      },
    })
  })

  it('of one person belongs to the chat with him, which the bot can begin as well', () => {
    const message = messageOf(directMessage())
    expect(message).toMatchObject({ chatId: 'user:staff1', chatKind: 'direct', userId: 'staff1', text: '走访 王亦态 收入稳定' })
    expect(message).not.toHaveProperty('chatTitle')
    expect(message).not.toHaveProperty('replyTo')
  })

  it('whose session does not say when it ends can be answered by it for 90 minutes', () => {
    const found = read(directMessage({ sessionWebhook: 'https://oapi.dingtalk.com/s' }))
    expect(found).toMatchObject({ session: { expiresAt: 1_700_000_005_000 + 5_400_000 } })
  })

  it('of somebody outside the organisation is his by the only id that there is', () => {
    const { senderStaffId: _staff, ...body } = directMessage()
    expect(messageOf(body)).toMatchObject({ userId: '$:LWCP_v1:$sender', chatId: 'user:$:LWCP_v1:$sender' })
  })

  it('takes the time as number or text, and ours where there is none', () => {
    expect(messageOf(robotMessage({ createAt: '1700000001000' })).sentAt).toBe(1_700_000_001_000)
    const { createAt: _at, ...body } = robotMessage()
    expect(messageOf(body).sentAt).toBe(1_700_000_005_000)
  })

  it('keeps its words when it answers another message', () => {
    const text = { content: ' 收到', isReplyMsg: true, repliedMsg: { msgType: 'text', msgId: 'm0', content: { text: '#1027' } } }
    expect(messageOf(robotMessage({ text })).text).toBe('@乡报 收到')
  })

  it('of rich text gives its words, mentions and pictures; the bot may bear another name there', () => {
    const richText = [
      { text: '@走访小助手 走访 王亦态' },
      { type: 'picture', downloadCode: 'd1', pictureDownloadCode: 'p1' },
      { text: ' 收入稳定 ' },
      { type: 'at', atName: '李四', atUserId: 's4' },
      { type: 'picture', pictureDownloadCode: 'p2' },
    ]
    const message = messageOf(robotMessage({ msgtype: 'richText', content: { richText }, text: undefined }))
    expect(message.text).toBe('@乡报 走访 王亦态 收入稳定 @李四')
    expect(message.attachments).toEqual([
      { name: '图片.jpg', mime: 'image/jpeg', source: 'd1' },
      { name: '图片.jpg', mime: 'image/jpeg', source: 'p2' },
    ])
  })

  it('of rich text that already names the bot, or others besides it, is left as it is', () => {
    const rich = (text: string, atUsers: object[]) =>
      messageOf(robotMessage({ msgtype: 'richText', content: { richText: [{ text }] }, atUsers })).text
    expect(rich('@乡报 走访进度', [{ dingtalkId: 'b' }])).toBe('@乡报 走访进度')
    expect(rich('@李四 代报', [{ dingtalkId: 'b' }, { dingtalkId: 'l', staffId: 's4' }])).toBe('@乡报 @李四 代报')
  })

  it('that was spoken is its transcription, marked as voice', () => {
    const message = messageOf(directMessage({ msgtype: 'audio', content: { downloadCode: 'd', recognition: '走访王亦态，收入稳定。' } }))
    expect(message).toMatchObject({ text: '走访王亦态，收入稳定。', voice: true, attachments: [] })
  })

  it.each([
    ['picture', { downloadCode: 'd' }, { name: '图片.jpg', mime: 'image/jpeg', source: 'd' }],
    ['video', { downloadCode: 'd', duration: '5', videoType: 'mp4' }, { name: '视频.mp4', mime: 'video/mp4', source: 'd' }],
    ['file', { downloadCode: 'd', fileName: '花名册.PDF', spaceId: '1' }, { name: '花名册.PDF', mime: 'application/pdf', source: 'd' }],
    ['file', { downloadCode: 'd', fileName: 'x.weird' }, { name: 'x.weird', mime: 'application/octet-stream', source: 'd' }],
  ])('that is a %s carries it', (msgtype, content, attachment) => {
    expect(messageOf(directMessage({ msgtype, content, text: undefined }))).toMatchObject({ text: '', attachments: [attachment] })
  })

  it.each([
    ['an unknown kind', { msgtype: 'unknownMsgType', content: { unknownMsgType: '暂不支持' } }],
    ['a kind of tomorrow', { msgtype: 'hologram', content: { rays: 3 } }],
    ['speech that was not understood', { msgtype: 'audio', content: { downloadCode: 'd', recognition: '' } }],
    ['a picture without its code', { msgtype: 'picture', content: {} }],
    ['a text without its text', { msgtype: 'text', text: undefined }],
    ['a text of a wrong form', { msgtype: 'text', text: { content: 5 } }],
  ])('that is %s is known as unreadable', (_what, more) => {
    expect(read(directMessage({ msgId: 'm1', ...more }))).toEqual({
      kind: 'unreadable',
      messageId: 'm1',
      chatId: 'user:staff1',
      session: null,
    })
  })

  it('without its text because calls are used up says so', () => {
    expect(read(robotMessage({ text: undefined, errCode: 20001 }))).toEqual({ kind: 'paused' })
    expect(read(robotMessage({ text: undefined, errCode: '20001' }))).toEqual({ kind: 'paused' })
  })

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a list', []],
    ['a text', 'x'],
    ['no id', robotMessage({ msgId: undefined })],
    ['an empty id', robotMessage({ msgId: '' })],
    ['an id of a book', robotMessage({ msgId: 'x'.repeat(501) })],
    ['no chat', robotMessage({ conversationId: undefined })],
    ['a third kind of chat', robotMessage({ conversationType: '3' })],
    ['no sender', robotMessage({ senderId: undefined })],
  ])('with %s is none', (_what, body) => {
    expect(read(body)).toBeNull()
  })
})
