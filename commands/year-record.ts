import { listEntries } from '../db/queries/entry-lists.ts'
import { heading, list, note, text } from '../src/core/blocks.ts'
import type { Entry } from '../src/core/nouns.ts'
import { answer, refused } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import type { SpeakerContext } from '../src/domain/context.ts'
import { maySeePerson } from '../src/domain/inquiry.ts'
import { resultsOf, resultWords } from '../src/domain/results.ts'
import { isSecretKind } from '../src/domain/secrecy.ts'

const MOST = 20_000

/** 年度情况 (B12): what a person did in a year and what documents say of him; for himself and his manager, without score or rank (counting-rules 18). */
export default defineQuery({
  name: 'year-record',
  title: '年度情况',
  aliases: ['我的年度情况', '个人年度情况', '年度履职情况'],
  summary: '看本人今年报了什么、有哪些表彰；管理员私聊可看本单位人员，例如：张三 年度情况',
  order: 90,
  asks: ['{member}年度'],
  examples: [{ say: '我的年度情况', mark: '' }],
  async run(context, query) {
    const { house, speaker, chat, today } = context
    if (chat.kind === 'group') return refused('个人年度情况请私聊问。')
    const member = house.directory.member(query.memberIds[0] ?? speaker.id, today)
    if (!member || !(member.id === speaker.id || member.posts.some(({ unitId }) => maySeePerson(context, { id: member.id, unitId }))))
      return refused('个人年度情况只给本人和本级管理员看。')
    const year = Number((query.period?.from ?? today).slice(0, 4))
    const entries = await listEntries(context.db, { memberId: member.id, from: `${year}-01-01`, to: `${year + 1}-01-01` }, MOST)
    const root = house.directory.root
    const results = root ? (await resultsOf(context, root.id, year)).filter(({ fields }) => fields.personMemberId === member.id) : []
    const lines = countLines(context, entries)
    return answer([
      heading(`${member.name} ${year}年履职情况`),
      lines.length === 0 ? text('今年还没有记录。') : list(lines),
      ...(results.length === 0
        ? []
        : [text('文件记载：'), list(results.map((one) => resultWords(one, { unit: house.directory.unit(one.unitId).name })))]),
      note('日常工作参考：文件只写“作为年度考核依据”，没有写分值，所以不打分、不排名，只给本人和主管看'),
    ])
  },
})

/** 走访 12 条 … by kind, in the order of the help; presence is no outcome, and unannounced inspections are nobody else's news. */
function countLines({ commands }: Pick<SpeakerContext, 'commands'>, entries: Entry[]): string[] {
  return commands.all.flatMap((command) => {
    if (command.form !== 'report' || command.unsummed || isSecretKind({ commands }, command.name)) return []
    const count = entries.filter(({ kind }) => kind === command.name).length
    return count === 0 ? [] : [`${command.title} ${count} ${command.measure ?? '次'}`]
  })
}
