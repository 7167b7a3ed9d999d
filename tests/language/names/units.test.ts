import { describe, expect, test } from 'vitest'
import type { Speaker } from '../../../src/language/types.ts'
import { rosterOf } from './small-roster.ts'

// biome-ignore format: a table
const county = rosterOf({
  units: [
    '袁州区 county -', '灵泉街道 township 袁州区', '西村镇 township 袁州区', '和平乡 township 袁州区', '马岭镇 township 袁州区', '温泉居委会 village 灵泉街道', '田心村委会 village 西村镇',
    '田心村民委员会 village 和平乡', '老庄村委会 village 马岭镇', '老庄村委会二 village 西村镇 老庄村', '马岭村委会 village 马岭镇', '马岭社区 village 马岭镇', '美台社区居委会 village 灵泉街道',
    '范村村委会 village 西村镇', '花园村委会 village 西村镇', '袁州区住房和城乡建设局 department 袁州区', '袁州区人力资源和社会保障局 department 袁州区', '袁州区农业农村局 department 袁州区',
    '袁州区水务局 department 袁州区', '袁州区文化广电和旅游局 department 袁州区', '袁州区卫生健康委员会 department 袁州区', '县委第一督查组 inspection 袁州区 督查一组', '柏树村委会 village 马岭镇',
  ],
})
const { lexicon, unitId } = county
const at = (name: string): Speaker => ({ scopeUnitIds: [unitId(name)], homeUnitId: unitId(name), chatUnitId: null })
const nameOf = (id: number) => lexicon.unit(id)?.name ?? ''
const found = (text: string, speaker = at('袁州区')) =>
  lexicon
    .findUnits(text, speaker)
    .map(({ value, candidates }) => (candidates === undefined ? nameOf(value) : `? ${candidates.map(nameOf).join(' ')}`))

describe('units in text', () => {
  // biome-ignore format: a table
  test.each([
    ['马岭镇 走访 进度', ['马岭镇']], ['马岭的风险户现在有几户', ['马岭镇']], ['马岭村', ['马岭村委会']], ['马岭社区', ['马岭社区']], ['温泉居委会', ['温泉居委会']], ['温泉社区', ['温泉居委会']],
    ['美台社区', ['美台社区居委会']], ['美台那边', ['美台社区居委会']], ['范村走访', ['范村村委会']], ['花园 走访', ['花园村委会']], ['花园村', ['花园村委会']], ['灵泉街道', ['灵泉街道']],
    ['住建局', ['袁州区住房和城乡建设局']], ['人社局', ['袁州区人力资源和社会保障局']], ['农业局', ['袁州区农业农村局']], ['水务局', ['袁州区水务局']], ['文旅局', ['袁州区文化广电和旅游局']],
    ['卫健委', ['袁州区卫生健康委员会']], ['督查一组', ['县委第一督查组']], ['马岭镇负责,水务局配合', ['马岭镇', '袁州区水务局']], ['西村镇、马岭镇走访对比', ['西村镇', '马岭镇']],
    ['马岭镇老庄村', ['老庄村委会']], ['西村镇 老庄村 走访', ['老庄村委会二']], ['田心村', ['? 田心村委会 田心村民委员会']], ['老庄', ['老庄村委会']], ['交办 马岭镇 住建局', ['马岭镇', '袁州区住房和城乡建设局']],
  ])('%s', (text, names) => {
    expect(found(text)).toEqual(names)
  })

  // biome-ignore format: a table
  test.each([
    ['区水务局 报送结果', '区水务局'], ['我区水务局', '我区水务局'], ['咱们水务局', '咱们水务局'], ['本区的住建局', '本区的住建局'], ['请区农业局牵头', '区农业局'], ['袁州区水务局', '袁州区水务局'],
    // Another's office, or another level's.
    ['市水务局', '水务局'], ['宁区水务局', '水务局'], ['我们村马岭社区', '马岭社区'],
  ])('%s: the office is named by %s', (text, name) => {
    const [first] = lexicon.findUnits(text, at('袁州区'))
    expect(text.slice(first?.start, first?.end)).toBe(name)
  })

  test.each(['花园里', '和平年代', '我们村', '各镇', '城里', '哪些村', '张柏树 在家', '到村了', '没报会议的村', '下乡', '返乡', '教育局'])(
    '%s names no unit',
    (text) => {
      expect(found(text)).toEqual([])
    },
  )

  // biome-ignore format: a table
  test.each([
    ['马玲镇 走访', '马岭镇'], ['马林村', '马岭村委会'], ['灵全街道', '灵泉街道'], ['西春镇', '西村镇'], ['水雾局', '袁州区水务局'], ['美苔社区', '美台社区居委会'],
  ])('%s is heard as %s', (text, name) => {
    expect(found(text)).toEqual([name])
    expect(lexicon.findUnits(text, at('袁州区'))).toMatchObject([{ corrected: true }])
  })

  test('of equal names those in the scope, then those nearby are meant', () => {
    expect(found('田心村', at('西村镇'))).toEqual(['田心村委会'])
    expect(found('田心村', at('和平乡'))).toEqual(['田心村民委员会'])
    expect(found('田心村', at('范村村委会'))).toEqual(['田心村委会'])
    expect(found('马岭', at('马岭村委会'))).toEqual(['马岭村委会'])
  })

  test('gives places', () => {
    expect(lexicon.findUnits('去马岭镇 老庄村看', at('袁州区'))).toMatchObject([{ value: unitId('老庄村委会'), start: 1, end: 8 }])
  })
})

describe('a unit in a labelled value', () => {
  test.each([
    ['马岭镇', '马岭镇'],
    ['马岭', '马岭镇'],
    ['花园', '花园村委会'],
    ['住建局', '袁州区住房和城乡建设局'],
    [' 水务局 ', '袁州区水务局'],
    ['马岭镇老庄村', '老庄村委会'],
  ])('%s is %s', (text, name) => {
    expect(lexicon.unitByName(text, at('袁州区'))).toEqual({ id: unitId(name), candidates: [], corrected: false })
  })

  test('never guesses among several', () => {
    expect(lexicon.unitByName('田心', at('袁州区'))).toEqual({
      candidates: [unitId('田心村委会'), unitId('田心村民委员会')],
      corrected: false,
    })
  })

  test('corrects what sounds alike and offers what looks alike', () => {
    expect(lexicon.unitByName('马玲镇', at('袁州区'))).toEqual({ id: unitId('马岭镇'), candidates: [], corrected: true })
    expect(lexicon.unitByName('马坡镇', at('袁州区'))).toEqual({ candidates: [unitId('马岭镇')], corrected: false })
    expect(lexicon.unitByName('火星镇', at('袁州区'))).toEqual({ candidates: [], corrected: false })
  })
})

describe('the tree', () => {
  test('knows what lies below what', () => {
    expect(lexicon.villagesIn([unitId('马岭镇')]).map(nameOf)).toEqual(['老庄村委会', '马岭村委会', '马岭社区', '柏树村委会'])
    expect(lexicon.villagesIn([unitId('马岭村委会'), unitId('马岭镇')])).toHaveLength(4)
    expect(lexicon.isWithin(unitId('范村村委会'), [unitId('西村镇')])).toBe(true)
    expect(lexicon.isWithin(unitId('范村村委会'), [unitId('马岭镇')])).toBe(false)
    expect(lexicon.villagesIn([])).toEqual([])
  })
})
