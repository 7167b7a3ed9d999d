import { type Block, heading, list, note, text } from '../../core/blocks.ts'
import { shortTime } from '../figure-notes.ts'
import type { House } from '../house.ts'

/** A unit that is proposed, and the figures why. */
export interface Proposal {
  unitId: number
  /** Overdue cases, and duties of the last period that were not done, below it. */
  overdue: number
  duties: number
}

/** 督导建议: where to look first this month, by figures; a proposal, not a verdict. */
export function planDocument(house: House, proposals: Proposal[], about: { title: string; label: string; now: number }): Block[] {
  const lines = proposals.map(({ unitId, overdue, duties }) => {
    const why = [...(overdue > 0 ? [`逾期事项 ${overdue} 项`] : []), ...(duties > 0 ? [`上期规定动作没完成 ${duties} 项`] : [])]
    return `${house.directory.unit(unitId).name}：${why.join('，')}`
  })
  return [
    heading(`${about.title}（${about.label}）`),
    text('按数据，建议先到：'),
    list(lines),
    note(
      `只给督查员和分管、包抓领导看，定下之前不外传；按逾期个案和没完成的规定动作合计从多到少（本县自定）；数据截至${shortTime(about.now)}`,
    ),
  ]
}
