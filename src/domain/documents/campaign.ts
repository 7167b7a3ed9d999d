import type { StateCount } from '../../../db/queries/case-states.ts'
import { type Block, heading, list, note, text } from '../../core/blocks.ts'
import type { Unit } from '../../core/nouns.ts'
import { shortTime } from '../figure-notes.ts'
import type { House } from '../house.ts'
import { type Campaign, campaignDay } from '../pack-campaign.ts'
import { settledStatuses } from '../status-words.ts'

/** 60天攻坚战 第3天，还剩57天: the issues found since it began, class by class, struck off and left (D1, D2); after its end what is to be looked at again. */
export function campaignDocument(
  house: House,
  unit: Unit,
  about: { campaign: Campaign; counts: StateCount[]; today: string; now: number },
): Block[] {
  const { campaign, counts, today, now } = about
  const day = campaignDay(campaign, today)
  const own = counts.filter(({ unitId }) => house.lexicon.isWithin(unitId, [unit.id]))
  const { all, done } = tally(own)
  const isOver = day > campaign.days
  return [
    heading(`${unit.name} ${campaign.title} ${isOver ? '已结束' : `第${day}天`}`),
    text(isOver ? `共 ${campaign.days} 天，已到期。` : `共 ${campaign.days} 天，今天是第 ${day} 天，还剩 ${campaign.days - day} 天。`),
    text(all === 0 ? '还没有问题台账。' : `问题台账 ${all} 条，已销号 ${done} 条，还剩 ${all - done} 条：`),
    ...(all === 0 ? [] : [list(classLines(own))]),
    ...(isOver && done > 0 ? [text(`已销号的 ${done} 条接着“回头看”，名单请发：台账 问题 已销号`)] : []),
    note(`口径：${campaign.title}开始（${campaign.from}）以来上报的问题，按类别；查实不属实、已解释的算已了结；数据截至${shortTime(now)}`),
  ]
}

function tally(counts: StateCount[]): { all: number; done: number } {
  const settled = new Set(settledStatuses('issue'))
  const sum = (some: StateCount[]): number => some.reduce((total, { count }) => total + count, 0)
  return { all: sum(counts), done: sum(counts.filter(({ status }) => settled.has(status))) }
}

function classLines(counts: StateCount[]): string[] {
  const classes = [...new Set(counts.map((row) => row.class ?? '未分类'))].sort()
  return classes.map((name) => {
    const { all, done } = tally(counts.filter((row) => (row.class ?? '未分类') === name))
    return `${name}：${all} 条，已销号 ${done}，还剩 ${all - done}`
  })
}
