import { expect, test } from 'vitest'
import { unitLabel } from '../../src/domain/names.ts'

test.each([
  ['纸房村委会', '纸房村'],
  ['马岭村民委员会', '马岭村'],
  ['南街村村民委员会', '南街村'],
  ['北关居委会', '北关社区'],
  ['凤城园社区居委会', '凤城园社区'],
  ['东大街社区居民委员会', '东大街社区'],
  ['凤北社区', '凤北社区'],
  ['庆阳市驿马出口创汇示范园区管理区委员会', '庆阳市驿马出口创汇示范园区管理区委员会'],
])('%s is said %s', (name, label) => {
  expect(unitLabel({ name, kind: 'village' })).toBe(label)
})

test('only villages lose their ending', () => {
  expect(unitLabel({ name: '某某居委会', kind: 'department' })).toBe('某某居委会')
})
