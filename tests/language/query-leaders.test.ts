import { describe, expect, it } from 'vitest'
import { interpret } from '../../src/language/interpret.ts'
import { ninthQuestions } from './cases/ninth.ts'
import { hanbinQuestions, qingchengQuestions } from './cases/questions.ts'
import { places } from './cases/rosters.ts'
import { tenth, tenthQuestions } from './cases/tenth.ts'
import { asked, inHanbin, inQingcheng } from './cases/worlds.ts'

const county = inQingcheng('621021')
const township = inQingcheng('621021103')
const ofVillage = { ...county, ...places.铺仔村 }
const ofTheSouth = { ...county, ...places.古桥村 }

describe('questions of leaders', () => {
  it.each(qingchengQuestions)('$text', ({ text, ...wanted }) => {
    const world = text.includes('我们镇') ? township : county
    expect(asked(world, interpret(text, world))).toEqual(wanted)
  })

  it.each(ninthQuestions)('of a village cadre: $text', ({ text, ...wanted }) => {
    expect(asked(ofVillage, interpret(text, ofVillage))).toEqual(wanted)
  })

  it.each(tenthQuestions)('in dialect: $text', ({ text, ...wanted }) => {
    expect(asked(ofTheSouth, interpret(text, ofTheSouth))).toEqual(wanted)
  })

  it.each(tenth.filter((test) => test.none))('are none of plain talk: $say', ({ say }) => {
    expect(interpret(say, ofTheSouth).kind).not.toBe('query')
  })

  it.each(hanbinQuestions)('of another county: $text', ({ text, ...wanted }) => {
    expect(asked(inHanbin, interpret(text, inHanbin))).toEqual(wanted)
  })
})
