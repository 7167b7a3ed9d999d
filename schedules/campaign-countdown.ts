import { z } from 'zod'
import { countStates } from '../db/queries/case-states.ts'
import type { Notice } from '../src/core/reply.ts'
import { campaignDocument } from '../src/domain/documents/campaign.ts'
import { campaignDay, campaignEnd } from '../src/domain/pack-campaign.ts'
import { defineSchedule } from '../src/domain/schedule.ts'
import { selectUnits } from '../src/domain/subjects.ts'

/** 倒计时 (D1): every day of the pack's campaign, and once on the day after it; nothing before, nothing later. */
export default defineSchedule({
  summary: '攻坚战倒计时：第几天、还剩几天、问题台账分类销号情况；规则包没有写 campaign 的不发',
  settings: z.strictObject({}),
  whenMissed: 'skip',
  async run(context): Promise<Notice[]> {
    const { db, house, pack, entry, today, dueAt } = context
    const { campaign } = pack
    if (!campaign || campaignDay(campaign, today) < 1 || today > campaignEnd(campaign)) return []
    const counts = await countStates(db, { kinds: ['issue'], from: campaign.from, to: campaignEnd(campaign) })
    return selectUnits(house.directory.units, entry.to ?? { kind: ['county'] }).flatMap((unit) => {
      if (house.directory.groupsOf(unit.id).length === 0) return []
      const blocks = campaignDocument(house, unit, { campaign, counts, today, now: dueAt })
      return [{ to: { unitId: unit.id }, key: `${pack.name}/${entry.id}/${dueAt}/unitId${unit.id}`, content: { blocks } }]
    })
  },
})
