import type { QuestionCase } from './questions.ts'

/** What was asked first, what is typed next, and what it then means; null where it is no follow-up. */
export type FollowUpCase = [first: string, next: string, meant: Omit<QuestionCase, 'text'> | null]

const malingJune = { matter: 'visit', units: ['马岭镇'], period: '2023-06' }

/** Asked by a county leader in 庆城县. */
export const followUps: FollowUpCase[] = [
  ['马岭镇本月走访进度', '那驿马呢', { command: 'progress', ...malingJune, units: ['驿马镇'] }],
  ['马岭镇本月走访进度', '驿马呢？', { command: 'progress', ...malingJune, units: ['驿马镇'] }],
  ['马岭镇本月走访进度', '驿马镇也看一下', { command: 'progress', ...malingJune, units: ['驿马镇'] }],
  ['马岭镇本月走访进度', '那驿马和桐川呢', { command: 'progress', ...malingJune, units: ['驿马镇', '桐川镇'] }],
  ['马岭镇本月走访进度', '上个月呢', { command: 'progress', ...malingJune, period: '2023-05' }],
  ['马岭镇本月走访进度', '5月的呢', { command: 'progress', ...malingJune, period: '2023-05' }],
  ['马岭镇本月走访进度', '那上季度呢', { command: 'progress', ...malingJune, period: '2023Q1' }],
  ['马岭镇本月走访进度', '排名呢', { command: 'ranking', ...malingJune }],
  ['马岭镇本月走访进度', '前三呢', { command: 'ranking', ...malingJune, top: 3 }],
  ['马岭镇本月走访进度', '倒数三名', { command: 'ranking', ...malingJune, bottom: 3 }],
  ['马岭镇本月走访进度', '垫底的是谁', { command: 'ranking', ...malingJune, bottom: 1 }],
  ['马岭镇本月走访进度', '谁没报', { command: 'missing', ...malingJune }],
  ['马岭镇本月走访进度', '还有谁没走', { command: 'missing', ...malingJune }],
  ['马岭镇本月走访进度', '会议呢', { command: 'progress', ...malingJune, matter: 'meeting' }],
  ['马岭镇本月走访进度', '那上个月的会议呢', { command: 'progress', units: ['马岭镇'], matter: 'meeting', period: '2023-05' }],
  ['马岭镇本月走访进度', '比上个月呢', { command: 'progress', ...malingJune, compare: 'previous' }],
  ['马岭镇本月走访进度', '同比呢', { command: 'progress', ...malingJune, compare: 'year-ago' }],
  ['马岭镇本月走访进度', '全县呢', { command: 'progress', ...malingJune, units: ['庆城县'] }],
  ['马岭镇本月走访进度', '明细呢', { command: 'ledger', ...malingJune }],
  ['马岭镇本月走访进度', '明细', { command: 'ledger', ...malingJune }],
  ['马岭镇本月走访进度', '导出来', { command: 'export', ...malingJune }],
  ['走访排名前三', '会议呢', { command: 'ranking', matter: 'meeting', top: 3 }],
  ['走访排名前三', '后三名呢', { command: 'ranking', matter: 'visit', bottom: 3 }],
  ['走访排名前三', '上个月的', { command: 'ranking', matter: 'visit', period: '2023-05', top: 3 }],
  ['走访排名前三', '马岭排第几', { command: 'ranking', matter: 'visit', units: ['马岭镇'], place: true }],
  ['上季度资金支出排名', '马岭呢', { command: 'ranking', indicator: '资金支出率', units: ['马岭镇'], period: '2023Q1' }],
  ['上季度资金支出排名', '完工率呢', { command: 'ranking', indicator: '完工率', period: '2023Q1' }],
  ['马岭镇本月走访进度', '驿马镇会议进度', { command: 'progress', matter: 'meeting', units: ['驿马镇'] }],
  ['马岭镇本月走访进度', '本月谁没报会议', { command: 'missing', matter: 'meeting', period: '2023-06' }],
  ['马岭镇本月走访进度', '规定', { command: 'rules' }],
  ['马岭镇本月走访进度', '好的', null],
  ['马岭镇本月走访进度', '你呢', null],
  ['马岭镇本月走访进度', '然后呢', null],
  ['马岭镇本月走访进度', '知道了，谢谢', null],
  ['马岭镇本月走访进度', '驿马的车到了没', null],
  ['马岭镇本月走访进度', '上个月的补贴到账了没有', null],
  ['马岭镇本月走访进度', '会议改到三点', null],
  ['马岭镇本月走访进度', '高楼镇怎么样', { command: 'progress', matter: 'visit', units: ['高楼镇'], period: '2023-06' }],
  ['马岭镇本月走访进度', '看下排名', { command: 'ranking', matter: 'visit', units: ['马岭镇'], period: '2023-06' }],
  ['马岭镇本月走访进度', '那一季度的呢', { command: 'progress', matter: 'visit', units: ['马岭镇'], period: '2023Q1' }],
  ['马岭镇本月走访进度', '哪个村最差', { command: 'ranking', matter: 'visit', units: ['马岭镇'], period: '2023-06', bottom: 1 }],
  ['走访排名前三', '那后三呢', { command: 'ranking', matter: 'visit', bottom: 3 }],
  ['走访排名前三', '辛苦了', null],
]
