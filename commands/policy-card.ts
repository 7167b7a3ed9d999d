import { answer, refused } from '../src/core/reply.ts'
import { defineQuery } from '../src/domain/command.ts'
import { policyCard } from '../src/domain/documents/policy.ts'
import { latestChecks } from '../src/domain/policies.ts'
import { mayRead } from '../src/domain/scope.ts'

/** 明白卡 王亦态 (B15): the policies for a household of this kind, each with how it stands. */
export default defineQuery({
  name: 'policy-card',
  title: '明白卡',
  aliases: ['政策明白卡'],
  summary: '出一户的政策明白卡，例如：明白卡 王亦态',
  order: 62,
  alone: true,
  asks: [],
  examples: [{ say: '明白卡 {户主}', mark: '' }],
  async run(context, query) {
    const households = query.householdIds.flatMap((id) => context.house.directory.household(id) ?? [])
    const [household] = households.filter(({ villageId }) => mayRead(context, villageId))
    if (!household) return refused('在您的范围内没有找到这一户。请写户主全名，例如：明白卡 王亦态')
    return answer(policyCard(context, household, await latestChecks(context, [household.villageId])), {
      audit: [{ action: 'look', target: `household:${household.id}`, detail: 'policy-card' }],
    })
  },
})
