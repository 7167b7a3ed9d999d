import { expect, test } from 'vitest'
import type { Speaker } from '../../../src/language/types.ts'
import { rosterOf } from './small-roster.ts'

// biome-ignore format: a table
const { roster, lexicon, unitId } = rosterOf({
  units: ['汉阴县 county -', '城关镇 township 汉阴县', '平梁镇 township 汉阴县', '太平村委会 village 平梁镇', '水务局 department 汉阴县'],
  members: [
    '王建新 汉阴县 副县长', '李国栋 汉阴县 县委副书记', '张彩霞 城关镇 副镇长', '张彩玲 平梁镇 镇长', '刘海峰 平梁镇 站长', '孙丽 太平村委会 村书记', '李倩 太平村委会 网格员',
    '李强 平梁镇 镇党委书记', '何伟民 水务局 局长', '欧阳明 城关镇 干事', '陈璐 太平村委会 第一书记', '陈璐 城关镇 网格员',
  ],
})
const at = (name: string): Speaker => ({ scopeUnitIds: [unitId(name)], homeUnitId: unitId(name), chatUnitId: null })
const idOf = (name: string) => roster.members.find((member) => member.name === name)?.id ?? 0
const names = (text: string, unit = '平梁镇') =>
  lexicon
    .findMembers(text, at(unit))
    .map(({ value, candidates }) => (candidates === undefined ? lexicon.member(value)?.name : candidates.length))

// biome-ignore format: a table
test.each([
  ['主持:王建新', ['王建新']], ['王县长包抓', ['王建新']], ['王副县长', ['王建新']], ['李书记来了', ['李强']], ['张镇长、刘站长', ['张彩玲', '刘海峰']], ['何局长', ['何伟民']],
  ['孙丽 主持', ['孙丽']], ['欧阳明在场', ['欧阳明']], ['孙丽、李倩', ['孙丽', '李倩']], ['陈璐', ['陈璐']],
])('%s', (text, expected) => {
  expect(names(text)).toEqual(expected)
})

test.each(['孙丽娟 主持', '县长', '书记', '赵县长', '马站长', '', '进度'])('%s names nobody', (text) => {
  expect(names(text)).toEqual([])
})

test('of several those near the speaker are meant', () => {
  expect(lexicon.findMembers('张镇长', at('城关镇'))).toMatchObject([{ value: idOf('张彩霞') }])
  expect(lexicon.findMembers('张镇长', at('平梁镇'))).toMatchObject([{ value: idOf('张彩玲') }])
  expect(lexicon.findMembers('张镇长', at('汉阴县'))).toMatchObject([{ value: 0, candidates: [3, 4] }])
  expect(lexicon.memberByName('陈璐', at('城关镇'))).toEqual({ id: 12, candidates: [], corrected: false })
  expect(lexicon.memberByName('陈璐', at('汉阴县'))).toEqual({ candidates: [11, 12], corrected: false })
})

test.each([
  ['刘海锋', '刘海峰'],
  ['李茜', '李倩'],
  ['王建心', '王建新'],
  ['欧阳鸣', '欧阳明'],
])('%s is heard as %s', (typed, name) => {
  expect(lexicon.memberByName(typed, at('平梁镇'))).toEqual({ id: idOf(name), candidates: [], corrected: true })
})

test('an unknown name stays unknown', () => {
  expect(lexicon.memberByName('赵大勇', at('平梁镇'))).toEqual({ candidates: [], corrected: false })
  expect(lexicon.memberByName('王县长', at('平梁镇'))).toEqual({ id: 1, candidates: [], corrected: false })
})

test('indicators are found by name and alias', () => {
  expect(lexicon.findIndicators('资金支出 排名,项目开工率92%')).toEqual([
    { value: '资金支出率', start: 0, end: 4, rule: 'alias' },
    { value: '开工率', start: 8, end: 13, rule: 'alias' },
  ])
  expect(lexicon.findIndicators('资金支出率53%')).toEqual([{ value: '资金支出率', start: 0, end: 5, rule: 'name' }])
})
