import { answer, refused } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import { contactsDocument } from '../src/domain/documents/contacts.ts'
import { mayHearOf, speakingPost } from '../src/domain/scope.ts'

/** 谁包抓马岭镇, 分管住建局的是谁: who looks after what. */
export default defineQuery({
  name: 'contacts',
  title: '联系点',
  aliases: ['包抓情况', '结对情况', '分管情况'],
  summary: '看谁包抓、联乡、帮扶、分管哪里，例如：谁包抓马岭镇',
  order: 65,
  asks: [
    '谁包抓',
    '谁包联',
    '谁联系',
    '谁挂点',
    '谁包保',
    '谁联乡',
    '谁帮扶',
    '谁分管',
    '包抓谁',
    '包抓哪',
    '分管什么',
    '分管哪',
    '谁结对',
    '帮扶单位是谁',
    '包抓领导是谁',
    '分管领导是谁',
  ],
  examples: [{ say: '谁包抓{单位}', mark: '' }],
  async run(context, query) {
    const { directory } = context.house
    const home = speakingPost(context)?.unitId
    const asked = query.unitIds.length + query.memberIds.length === 0 && home !== undefined ? [home] : query.unitIds
    const unitIds = asked.filter((id) => mayHearOf(context, id))
    const memberIds = query.memberIds.filter((id) =>
      directory.member(id, context.today)?.posts.some(({ unitId }) => mayHearOf(context, unitId)),
    )
    if (unitIds.length + memberIds.length === 0) return refused('您问的单位或人员不在您的查看范围。')
    return answer(contactsDocument(context, { unitIds, memberIds }))
  },
})
