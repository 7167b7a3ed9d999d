import { answer } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import { todoDocument } from '../src/domain/documents/todo.ts'

/** 我的待办: what waits for the speaker. */
export default defineQuery({
  name: 'todo',
  title: '我的待办',
  aliases: ['待办', '待办事项', '我要办的'],
  summary: '看自己和本单位还有哪些没做完、哪些等您处理；看全部请发“我的待办 全部”',
  order: 40,
  asks: [
    ...['什么', '啥', '哪些', '哪几项', '几个', '几件', '多少'].flatMap((what) => [
      `有${what}待办`,
      `${what}待办`,
      `我还要做${what}`,
      `我还有${what}没做`,
      `我还差${what}`,
      `${what}事要办`,
      `${what}没办`,
      `我…${what}事没办`,
      `我…${what}事没做`,
    ]),
    '我…待办',
    '有待办',
    '待办有',
  ],
  alone: true,
  examples: [{ say: '我的待办', mark: '' }],
  async run(context) {
    return answer(await todoDocument(context, { all: /全部|所有/.test(context.message.text) }))
  },
})
