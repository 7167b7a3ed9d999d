import { describe, expect, test } from 'vitest'
import { lacksIdentity, withoutIdentity, withoutPhones } from '../../src/core/personal-numbers.ts'

const HIDDEN = '******************'

describe('identity numbers', () => {
  test.each([
    '622821199001011234',
    '62282119900101123X',
    '62282119900101123x',
    '622821 19900101 1234',
    '622821 1990 0101 1234',
    '６２２８２１１９９００１０１１２３４',
    '六二二八二一一九九零零一零一一二三四',
    '622821900101123',
  ])('%s is taken out, whatever stands around it', (number) => {
    const words = withoutIdentity(`身份证${number}，在家务农`)

    expect(words).toBe(`身份证${HIDDEN}，在家务农`)
    expect(lacksIdentity(words)).toBe(true)
  })

  test.each([
    '电话13812345678',
    '单位621021103204，日期2023-06-15',
    '快递123456789012345678',
    '卡号6228480402564890018',
    '金额3,000,000元，收入9.6万元',
  ])('%s is none', (words) => {
    expect(withoutIdentity(words)).toBe(words)
    expect(lacksIdentity(words)).toBe(false)
  })
})

describe('phone numbers', () => {
  test.each([
    ['电话13812345678，在家', '电话138****5678，在家'],
    ['tel13812345678', 'tel138****5678'],
    ['138 1234 5678', '138****5678'],
    ['138-1234-5678', '138****5678'],
    ['+86 13812345678', '138****5678'],
    ['１３８１２３４５６７８', '１３８****５６７８'],
    ['幺三八一二三四五六七八', '幺三八****五六七八'],
    ['值班0934-8612345', '值班0934-****345'],
    ['(010)12345678', '(010)****678'],
    ['138****5678', '138****5678'],
    ['电话13812345…', '电话138****…'],
  ])('%s is shown as %s', (words, shown) => {
    expect(withoutPhones(words)).toBe(shown)
  })

  test.each([
    '#1027、1028 已记录',
    '2023-06-15 08:30，2023年6月15日',
    '下达13800000000元，支出3,000,000元',
    '今年 212/350 户，应到 50%，已到 61%',
    '621021103204 纸房村',
    '8612345',
    'https://bao.gov.cn/b?until=1686800000000&sign=13812345678ab',
    '某驻办〔2023〕5号',
  ])('%s stays as it is', (words) => {
    expect(withoutPhones(words)).toBe(words)
  })
})
