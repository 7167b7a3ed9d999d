import { expect, test } from 'vitest'
import { distance } from '../../../src/language/names/name-distance.ts'
import { agreement, soundKeys } from '../../../src/language/names/sounds.ts'
import { surnameAt, surnameOf } from '../../../src/language/names/surnames.ts'

// biome-ignore format: a table
test.each([
  ['态', '泰', 'sound'], ['江', '姜', 'sound'], ['长', '常', 'sound'], ['单', '善', 'sound'], ['仇', '求', 'sound'], ['曾', '增', 'sound'], ['玲', '宁', 'similar'], ['志', '自', 'similar'],
  ['昌', '仓', 'similar'], ['胡', '福', 'similar'], ['黄', '方', 'similar'], ['林', '凌', 'similar'], ['陈', '程', 'similar'], ['张', '占', 'similar'], ['然', '兰', 'similar'], ['王', '李', 'different'],
  ['万', '方', 'different'], ['王', '王', 'same'],
] as const)('%s and %s are %s', (a, b, expected) => {
  expect(agreement(a, b)).toBe(expected)
})

// biome-ignore format: a table
test.each([
  ['王亦态', '王亦态', 'exact'], ['王亦泰', '王亦态', 'sound'], ['李玲霞', '李宁霞', 'similar'], ['韩守步', '韩步守', 'transposed'], ['徐方年', '徐万年', 'one-off'], ['王亦', '王亦态', 'partial'],
  ['亦态', '王亦态', 'part'], ['司马常河', '司马长河', 'sound'], ['何伟东', '何伟', 'partial'],
] as const)('%s is near %s: %s', (typed, head, rule) => {
  expect(distance(typed, head)?.rule).toBe(rule)
})

test.each([
  ['王大明', '王志刚'],
  ['赵兰', '钱兰'],
  ['李', '李强'],
  ['陈志信', '陈'],
  ['', '王强'],
])('%s has nothing to do with %s', (typed, head) => {
  expect(distance(typed, head)).toBeNull()
})

test('sounds that may be mixed up have a key in common', () => {
  expect(soundKeys('马玲')).toEqual(soundKeys('马岭'))
  expect(soundKeys('长乐').length).toBeGreaterThan(1)
})

test('surnames', () => {
  expect(surnameAt('欧阳建平')).toBe('欧阳')
  expect(surnameAt('王建平')).toBe('王')
  expect(surnameAt('进度')).toBe('')
  expect(surnameOf('买买提')).toBe('买')
})
