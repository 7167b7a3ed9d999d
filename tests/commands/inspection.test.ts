import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { entriesIn, reported, saidIn, tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

const village = '621021103204'
const twoUnits = '督查 方式:暗访\n纸房村:1.第一书记不在岗 2.明白卡没有更新\n贺旗村:三组垃圾乱倒'

describe('what is stored', () => {
  test('is one entry a unit, with the findings named after it', async () => {
    const [first, second] = await entriesIn(house, await tell(house, 'hanming', twoUnits))

    expect(first).toMatchObject({ kind: 'inspection', unit: { code: village }, byUnit: { code: '621021911' }, status: 'recorded' })
    expect(first?.fields).toMatchObject({ type: '暗访', findings: ['第一书记不在岗', '明白卡没有更新'], unit: { code: village } })
    expect(second).toMatchObject({ unit: { code: '621021103203' }, fields: { findings: ['三组垃圾乱倒'] } })
  })

  test('takes the word 暗访 as the way it was done', async () => {
    expect((await reported(house, 'hanming', '暗访 纸房村 值班无人')).fields).toMatchObject({ type: '暗访', findings: ['值班无人'] })
  })
})

describe('who may report', () => {
  test.each(['hanming', 'wumin', 'zhaoliping', 'liuhaifeng', 'wangjianxin', 'zhoukai'])('%s on 纸房村', async (who) => {
    expect((await reported(house, who, '检查 纸房村 值班无人')).unit.code).toBe(village)
  })

  test.each([
    ['jiahongwei', '检查 纸房村 值班无人', /^❌ “督查”由督查组、专班、部门和领导来报/],
    ['liuhaifeng', '检查 涝池村 值班无人', /^❌ “涝池村”不在您的填报范围内/],
  ])('not %s: %s', async (who, text, words) => {
    expect(await tell(house, who, text)).toMatch(words)
  })
})

describe('in a group', () => {
  test('nothing is shown but the numbers; the rest goes to the direct chat', async () => {
    expect(await tell(house, 'hanming@621021', twoUnits)).toMatch(/^✅ #\d+、#\d+ 已收，内容不在群里显示$/)
    expect((await saidIn(house, 'direct:hanming')).at(-1)).toContain('第一书记不在岗')
  })

  test('what is missing is asked for in the direct chat', async () => {
    expect(await tell(house, 'hanming@621021', '督查 琵琶寨村')).toBe('❓ “督查”的内容不在群里问，已私信问您，请在私聊里回复。')
    expect((await saidIn(house, 'direct:hanming')).at(-1)).toMatch(/^❓ 请问发现了什么？/)
    expect(await tell(house, 'hanming', '公益岗考勤代签')).toMatch(/^✅ 督查 #\d+ 已记录[\s\S]*公益岗考勤代签/)
  })

  test('neither looking, correcting nor listing shows it', async () => {
    const { no } = await reported(house, 'hanming', '督查 纸房村 值班无人')

    expect(await tell(house, 'hanming@621021', `查 ${no}`)).toBe(`${no} 的内容不在群里显示，已私信您。`)
    expect(await tell(house, 'hanming@621021', `改 ${no} 发现:台账不全`)).toBe(`✅ #${no} 已更正，内容不在群里显示`)
    expect(await tell(house, 'hanming@621021', '我的上报')).not.toMatch(/值班|台账|纸房/)
    expect(await tell(house, 'wangjianxin@621021', '督查 进度')).toMatch(/^❌ .*请私聊/)
  })
})

describe('who may see it', () => {
  let no = 0
  beforeAll(async () => {
    no = (await reported(house, 'wumin', '督查 纸房村 值班无人')).no
  })

  test.each(['wumin', 'hanming', 'zhoukai'])('%s', async (who) => {
    expect(await tell(house, who, `查 ${no}`)).toContain('值班无人')
  })

  test('no leader, where none is named and nobody is in charge of the unit', async () => {
    expect(await tell(house, 'wangjianxin', `查 ${no}`)).toMatch(/^❌/)
  })

  test.each(['jiahongwei', 'liuhaifeng', 'sunli', 'zhaoliping'])(
    'not %s: the same words as for a number that does not exist',
    async (who) => {
      const real = await tell(house, who, `查 ${no}`)

      expect(real).toMatch(/^❌/)
      expect(real.replace(String(no), '9999')).toBe(await tell(house, who, '查 9999'))
      expect(await tell(house, who, `改 ${no} 发现:没有问题`)).toMatch(/^❌/)
      expect(await tell(house, who, '督查 进度')).toMatch(/^❌/)
    },
  )
})
