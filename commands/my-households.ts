import { list, note, text } from '../src/core/blocks.ts'
import { answer } from '../src/core/reply.ts'
import { caredUnvisited } from '../src/domain/carers.ts'
import { defineQuery } from '../src/domain/command.ts'
import { ruleWords, shortTime } from '../src/domain/figure-notes.ts'

/** 我的联系户 (D4): the households that a cadre answers for, visited or not; by name in his direct chat only. */
export default defineQuery({
  name: 'my-households',
  title: '我的联系户',
  aliases: ['我联系的户', '我的帮扶户', '我的结对户', '我包的户'],
  summary: '看自己联系（帮扶）的户，哪些走到了、哪些还没有',
  order: 22,
  alone: true,
  asks: [],
  examples: [{ say: '我的联系户', mark: '' }],
  async run(context) {
    const { house, speaker, chat, now } = context
    const cared = house.directory.caredFor(speaker.id)
    if (cared.length === 0) return answer([text('名册里您没有联系户。登记请由管理员发：帮扶人 李四 王亦态')])
    const { missing, rule } = await caredUnvisited(context, cared)
    const open = new Set(missing.map(({ id }) => id))
    const summary = rule
      ? `已走访 ${cared.length - missing.length} 户，还没走访 ${missing.length} 户`
      : '规则包里没有走访全部农户的规定动作，不计走没走'
    const head = text(`您联系 ${cared.length} 户：${summary}。`)
    if (chat.kind === 'group') return answer([head, text('名单请私聊发“我的联系户”看。')])
    const lines = cared.map(({ id, villageId, groupName, head: name, kind }) => {
      const state = rule === null ? '' : open.has(id) ? '：还没走访' : '：已走访'
      return `${house.directory.unit(villageId).name}${groupName} ${name}（${kind}）${state}`
    })
    return answer([head, list(lines), ...(rule ? [note(`${ruleWords(rule)}；数据截至${shortTime(now)}`)] : [])])
  },
})
