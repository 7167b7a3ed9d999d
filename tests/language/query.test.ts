import { describe, expect, it } from 'vitest'
import { interpret } from '../../src/language/interpret.ts'
import { places, worldOf } from './fixture.ts'
import { unitId } from './names/world-dev.ts'

const township = worldOf(places.maling)
const village = worldOf(places.zhifang)

const june = { from: '2023-06-01', to: '2023-07-01', key: '2023-06' }

describe('questions', () => {
  it.each([
    ['马岭镇 走访 进度', 'progress', { matter: 'visit', unitIds: [unitId(places.maling)] }],
    ['进度 走访 马岭镇', 'progress', { matter: 'visit', unitIds: [unitId(places.maling)] }],
    ['马岭的走访进度', 'progress', { matter: 'visit', unitIds: [unitId(places.maling)] }],
    ['嗯我想看一下马岭镇这个月走访的进度怎么样', 'progress', { matter: 'visit', unitIds: [unitId(places.maling)], period: june }],
    ['走访进度发一下', 'progress', { matter: 'visit' }],
    ['驿马镇走访搞得咋样了', 'progress', { matter: 'visit' }],
    ['我们村走访了多少户了', 'progress', { matter: 'visit' }],
    ['这个月还差几户没走', 'progress', { matter: 'visit', period: june }],
    ['最近7天走访进度', 'progress', { matter: 'visit', period: { key: null } }],
    ['本月走访', 'progress', { matter: 'visit', period: june }],
    ['张彩霞走访了几户', 'progress', { matter: 'visit' }],
    ['进度', 'progress', {}],
    ['走防 进度', 'progress', { matter: 'visit' }],
    ['马玲镇 走防 进度', 'progress', { matter: 'visit', unitIds: [unitId(places.maling)] }],
    ['本月走访排名', 'ranking', { matter: 'visit', period: june }],
    ['走访排名前十', 'ranking', { matter: 'visit', top: 10 }],
    ['走访排名前3', 'ranking', { matter: 'visit', top: 3 }],
    ['走访后三名', 'ranking', { matter: 'visit', bottom: 3 }],
    ['后三名', 'ranking', { bottom: 3 }],
    ['倒数五名是谁', 'ranking', { bottom: 5 }],
    ['各镇走访谁第一谁垫底', 'ranking', { matter: 'visit', top: 1, bottom: 1 }],
    ['驿马镇、马岭镇走访对比', 'ranking', { matter: 'visit' }],
    ['资金支出 排名 最慢的是哪几个镇', 'ranking', { indicator: '资金支出率', bottom: 1 }],
    ['上季度资金支出排名', 'ranking', { indicator: '资金支出率', period: { key: '2023Q1' } }],
    ['排名', 'ranking', {}],
    ['本月谁没报会议', 'missing', { matter: 'meeting', period: june }],
    ['会议谁没开', 'missing', { matter: 'meeting' }],
    ['去年四季度谁没开会', 'missing', { matter: 'meeting', period: { key: '2022Q4' } }],
    ['马岭镇还有哪些村没报会议', 'missing', { matter: 'meeting', unitIds: [unitId(places.maling)] }],
    ['这个月谁还没走访', 'missing', { matter: 'visit', period: june }],
    ['没走的', 'missing', {}],
    ['未走访', 'missing', {}],
    ['纸房村风险户', 'ledger', { matter: 'risk', unitIds: [unitId(places.zhifang)] }],
    ['马岭的风险户现在有几户', 'ledger', { matter: 'risk', unitIds: [unitId(places.maling)] }],
    ['纸房那边最近有没有新增的风险', 'ledger', { matter: 'risk', unitIds: [unitId(places.zhifang)] }],
    ['还有哪些问题没整改完', 'ledger', { matter: 'issue' }],
    ['台账 问题 未销号', 'ledger', { matter: 'issue' }],
    ['上个月暗访发现了多少问题', 'ledger', { matter: 'inspection', period: { key: '2023-05' } }],
    ['导出 走访 6月', 'export', { matter: 'visit', period: june }],
    ['导出风险台账', 'export', { matter: 'risk' }],
    ['把上个月的走访导个表出来', 'export', { matter: 'visit', period: { key: '2023-05' } }],
    ['通报 5月', 'bulletin', { period: { key: '2023-05' } }],
    ['出一份6月份的通报', 'bulletin', { period: june }],
    ['我的待办', 'mine', {}],
    ['我的上报', 'mine', {}],
    ['看板', 'board', {}],
    ['规定', 'rules', {}],
    ['要报啥', 'rules', {}],
    ['帮助', 'help', { rest: '' }],
    ['帮助 走访', 'help', { matter: 'visit', rest: '' }],
    ['政策 小额信贷', 'policy', { rest: '小额信贷' }],
    ['@乡报助手 看板', 'board', {}],
  ])('%s → %s', (text, command, query) => {
    expect(interpret(text, township)).toMatchObject({ kind: 'query', command, query })
  })

  it.each(['张耀宗 情况', '张耀宗怎么样', '走访 张耀宗 怎么样了', '张耀宗'])('about a household: %s', (text) => {
    const reading = interpret(text, village)
    expect(reading).toMatchObject({ kind: 'query', command: 'household' })
    expect(reading.kind === 'query' && reading.query.householdIds).toHaveLength(1)
  })

  it('say 我们村 for the own unit and 全镇 for the one above', () => {
    expect(interpret('我们村走访进度', village)).toMatchObject({ query: { unitIds: [unitId(places.zhifang)] } })
    expect(interpret('全镇走访进度', village)).toMatchObject({ query: { unitIds: [unitId(places.maling)] } })
    expect(interpret('全县走访排名', village)).toMatchObject({ query: { unitIds: [unitId(places.county)] } })
  })

  it('do not name households of other villages', () => {
    expect(interpret('俄吉忠 情况', village)).toMatchObject({ kind: 'chatter' })
  })
})
