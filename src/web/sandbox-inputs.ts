import { z } from 'zod'

const text = (fault: string) => z.string(fault).min(1, fault).max(300, fault)

const place = {
  chatId: text('请写聊天的编号，例如 group:621021103204'),
  memberId: text('请写人员的编号，见 /sandbox/api/members'),
}

/** The page's switch: the group answers as real ones do. */
const asInRealGroup = z.boolean('请写 true 或 false').nullish()

const BASE64 = '请写文件内容的 base64'

const Attachment = z.object({
  name: text('请写文件名').transform((name) => name.replace(/[\p{Cc}/\\]/gu, '_')),
  mime: z.string('请写文件类型，例如 image/png').regex(/^[\w.+-]{1,60}\/[\w.+-]{1,100}$/, '请写文件类型，例如 image/png'),
  base64: z.base64(BASE64).min(1, BASE64),
})

/** A message that is typed; ids that are null count as absent. */
export const MessageInput = z.object({
  ...place,
  text: z.string('请写消息的文字；只发文件时写空文字 ""'),
  messageId: text('消息编号请写 300 字以内的文字').nullish(),
  attachments: z
    .array(Attachment, '附件请写成 [{name, mime, base64}] 的列表')
    .max(8, '一次最多发 8 个附件')
    .nullish()
    .transform((files) => (files ?? []).map(({ name, mime, base64 }) => ({ name, mime, bytes: Buffer.from(base64, 'base64') }))),
  voice: z.boolean('请写 true 或 false').nullish(),
  asInRealGroup,
})

/** A button that is pressed: its id is what it says. */
export const PressInput = z.object({
  ...place,
  buttonId: z.string('请写按钮的编号').min(1, '请写按钮的编号').max(500, '按钮的编号太长'),
  asInRealGroup,
})

/** Who asks for his profile, in which chat. */
export const ProfileInput = z.object(place)

const seq = z.coerce.number('请写消息的序号（整数）').int('请写消息的序号（整数）').min(0, '请写消息的序号（整数）').default(0)

/** After which line a chat is read. */
export const AfterInput = z.object({ id: place.chatId, after: seq })

/** Since which line unread ones are counted. */
export const SinceInput = z.object({ since: seq })

const ClockText = z.string('请写时间或时长').max(50, '请写时间或时长')

/** Where the clock moves. */
export const ClockInput = z.object({ to: ClockText.optional(), advance: ClockText.optional() }, '请写成 {"to": 时间} 或 {"advance": "P1D"}')

/** Where a reset clock starts. */
export const ResetInput = z.object({ now: ClockText.optional() }, '请写成 {} 或 {"now": 时间}')
