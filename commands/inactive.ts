import { type Block, heading, list, note, text } from '../src/core/blocks.ts'
import type { Member, Unit } from '../src/core/nouns.ts'
import { answer } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { askedUnits, isReply, namesGoDirect } from '../src/domain/inquiry.ts'
import { platformTitles, unreachableMembers } from '../src/domain/reach.ts'

/** Units of one answer. */
const MOST_LINES = 60

/** 未激活: who never spoke to the bot, so that reminders cannot reach him and fall back to a line in his group. */
export default defineQuery({
  name: 'inactive',
  title: '未激活',
  aliases: ['未激活名单', '没激活的'],
  summary: '看谁还没有激活机器人、提醒发不到本人',
  order: 84,
  roles: ['manager', 'admin'],
  asks: ['谁未激活', '谁还未激活', '谁没激活', '谁还没激活', '哪些…没激活', '哪些…未激活'],
  alone: true,
  examples: [{ say: '未激活名单', mark: '' }],
  async run(context, query) {
    const asked = askedUnits(context, query)
    if (isReply(asked)) return asked
    const people = asked.units.flatMap((unit) => unreachableMembers(context.house, unit.id, context.today))
    const where = asked.units.map(({ name }) => name).join('、')
    if (people.length === 0) return answer([text(`${where}的人员都已激活，提醒能发到本人。`)])
    const plain = [
      heading('未激活'),
      text(`${where}有 ${people.length} 人还没有激活机器人，提醒发不到本人，只能在群里@他。`),
      note(howToActivate(context)),
    ]
    if (!namesGoDirect(context)) return answer([...plain, ...names(context, asked.units, people)])
    return answer([...plain, text('名单已私信您，不在群里显示。')], {
      direct: { blocks: [...plain, ...names(context, asked.units, people)] },
    })
  },
})

/** 铺仔村（2 人）：张三（村书记）、李四（网格员）, one line a unit; a person stands where his first post of those asked about is. */
function names({ house }: SpeakerContext, units: Unit[], people: Member[]): Block[] {
  const { directory } = house
  const byUnit = new Map<number, string[]>()
  for (const { name, posts } of people) {
    const post = posts.find(({ unitId }) => units.some((unit) => directory.isWithin(unitId, unit.id)))
    if (post) byUnit.set(post.unitId, [...(byUnit.get(post.unitId) ?? []), `${name}（${post.title}）`])
  }
  const lines = [...byUnit].map(([id, persons]) => `${directory.unit(id).name}（${persons.length} 人）：${persons.join('、')}`)
  const more = lines.length - MOST_LINES
  return [list(lines.slice(0, MOST_LINES)), ...(more > 0 ? [text(`还有 ${more} 个单位，请写明单位再问，例如：马岭镇 谁未激活`)] : [])]
}

function howToActivate({ house, reading }: SpeakerContext): string {
  const apps = ['wecom', 'dingtalk'].filter((name) => house.reach.state(name) !== null).map((name) => platformTitles[name])
  const where = apps.length > 0 ? `在${apps.join('或')}里` : '请他'
  return `激活办法：${where}搜“${reading.botNames[0] ?? '乡报'}”，给它发一句话；名册上对不上号的，它会请他发：我是 单位 姓名 职务`
}
