import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { affairs, risks } from './cases/affairs.ts'
import { eighth } from './cases/eighth.ts'
import { fifth } from './cases/fifth.ts'
import { forms } from './cases/forms.ts'
import { fourth } from './cases/fourth.ts'
import { fresh } from './cases/fresh.ts'
import { readCase } from './cases/judge.ts'
import { lostWords } from './cases/lost.ts'
import { meetings, pieces } from './cases/meetings.ts'
import { names, others } from './cases/names.ts'
import { ninth } from './cases/ninth.ts'
import { seventh } from './cases/seventh.ts'
import { several } from './cases/several.ts'
import { sixth } from './cases/sixth.ts'
import { tenth } from './cases/tenth.ts'
import { third } from './cases/third.ts'

const tables = [
  affairs,
  risks,
  forms,
  fresh,
  third,
  fourth,
  fifth,
  sixth,
  seventh,
  eighth,
  ninth,
  tenth,
  meetings,
  pieces,
  names,
  others,
  several,
]

describe('every word of a report is stored, asked about or put right', () => {
  it('in all tables of cases', () => {
    const lost = tables.flat().flatMap((test) => {
      const reading = readCase(test)
      const words = reading.kind === 'report' ? lostWords(test.say, reading) : ''
      // An indicator without its figure is asked about by its field.
      return words === '' || test.asks === 'values' ? [] : [`${test.say} → ${words}`]
    })
    expect(lost).toEqual([])
  })

  it('whoever went along, however, and whatever side fields follow', () => {
    const opening = fc.constantFrom('', '昨天', '和林小燕', '昨天跟第一书记陈文博', '我和林小燕一起', '打电话', '微信')
    const side = fc.subarray(['同行陈文博', '诉求是想学养殖', '措施 联系了信用社', '问题：路灯不亮', '建议多去看看', '陪同：符史强'])
    const sign = fc.constantFrom('，', ' ', '；')
    fc.assert(
      fc.property(opening, fc.constantFrom('王国兴', '谢桂兰', '吴多才'), side, sign, (start, head, parts, joint) => {
        const say = `${start}走访${head}${joint}${['番薯收了八百斤', ...parts].join(joint)}`
        const reading = readCase({ say })
        expect(reading.kind).toBe('report')
        if (reading.kind === 'report') expect({ say, lost: lostWords(say, reading) }).toEqual({ say, lost: '' })
      }),
      { numRuns: 300 },
    )
  })
})
