import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

test('a manager gives a household attributes, shown with it, and takes them away', async () => {
  expect(await tell(house, 'liuhaifeng', '属性 欧阳建平 低保')).toBe('✅ 已登记：纸房村 欧阳建平 低保。现有属性：低保。')
  expect(await tell(house, 'liuhaifeng', '属性 纸房村 欧阳建平 残疾、低保')).toMatch(/现有属性：低保、残疾。$/)
  expect(await tell(house, 'jiahongwei', '欧阳建平 情况')).toContain('属性：低保、残疾')
  expect(await tell(house, 'liuhaifeng', '取消属性 欧阳建平 低保')).toBe('✅ 已取消：纸房村 欧阳建平 低保。现有属性：残疾。')
  expect(await tell(house, 'liuhaifeng', '属性 欧阳建平')).toBe('纸房村 欧阳建平的属性：残疾。')
})

test('a household that was something else before is found by its name as ever', async () => {
  await tell(house, 'jiahongwei', '走访 高魁 家里正常')
  expect(await tell(house, 'liuhaifeng', '属性 高魁 残疾')).toMatch(/^✅/)

  expect(await tell(house, 'liuhaifeng', '取消属性 高魁 残疾')).toMatch(/^✅/)
  expect(await tell(house, 'jiahongwei', '走访 高魁 又去看了')).toMatch(/^✅/)
})

test('a village gets its own, and rules that ask for it are told', async () => {
  expect(await tell(house, 'sunli', '属性 纸房村 有巩固任务 重点村')).toBe(
    '✅ 已登记：纸房村 有巩固任务、重点村。现有属性：有巩固任务、重点村。',
  )
  expect(await tell(house, 'sunli', '属性 纸房村 重点村')).toMatch(/^❌ 纸房村已有属性/)
  expect(await tell(house, 'sunli', '属性 纸房村')).toBe('纸房村的属性：有巩固任务、重点村。')
})

test('every change is in the audit book', async () => {
  const book = await tell(house, 'zhoukai', '查阅记录')
  expect(book).toContain('刘海峰 登记属性 纸房村 欧阳建平')
  expect(book).toContain('刘海峰 取消属性')
  expect(book).toContain('孙丽 登记属性 纸房村')
})

test.each(['属性 纸房村 麻永胜 高全大 低保', '属性 麻永胜、高全大 低保', '属性 麻永胜、纸房村高全大：低保'])(
  '%s: both get it',
  async (words) => {
    const reply = await tell(house, 'liuhaifeng', words)

    expect(reply).toMatch(/^✅ 已登记：纸房村 麻永胜 低保。/)
    expect(reply).toContain('已登记：纸房村 高全大 低保。现有属性：低保。')
    await tell(house, 'liuhaifeng', words.replace('属性', '取消属性'))
    expect(await tell(house, 'liuhaifeng', '属性 高全大')).toContain('没有登记')
  },
)

test('a word that no rule knows is asked about before a household gets it', async () => {
  const asked = await tell(house, 'liuhaifeng', '属性 麻永胜 爱喝酒')
  expect(asked).toMatch(/^❓ “爱喝酒”不是.*低保、特困、残疾/)
  expect(await tell(house, 'liuhaifeng', '不登记')).toBe('好的，没有登记。')
  expect(await tell(house, 'liuhaifeng', '属性 麻永胜')).toContain('没有登记')
  await tell(house, 'liuhaifeng', '属性 麻永胜 独居老人')

  expect(await tell(house, 'liuhaifeng', '确认登记')).toMatch(/^✅ 已登记：纸房村 麻永胜 独居老人/)
  expect(await tell(house, 'liuhaifeng', '属性 高全大 独居老人')).toMatch(/^✅/)
})

test.each([
  ['liuhaifeng', '属性 麻永胜 低保 高全大', /^❌ “高全大”是名册里的人名/],
  ['liuhaifeng', '属性 麻永胜 贾宏伟', /^❌ “贾宏伟”是名册里的人名/],
  ['liuhaifeng', '属性 麻永生 低保', /^❌ .*麻永胜.*请写户主全名/],
  ['liuhaifeng', '属性', /^❌ 请按“属性/],
  ['liuhaifeng', '取消属性 纸房村', /^❌ 请按“属性/],
  ['liuhaifeng', '属性 纸房村 这是一个超过十二个字的属性词语吧', /^❌ 请按“属性/],
  ['liuhaifeng', '属性 儒林村 有巩固任务', /^❌/],
  ['caojun', '属性 纸房村 有巩固任务', /^❌ 只能登记本单位范围内/],
  ['liuhaifeng', '取消属性 欧阳建平 特困', /^❌ .*没有属性“特困”/],
  ['jiahongwei', '属性 欧阳建平 低保', /^❌ .*管理员/],
])('%s: %s is refused', async (who, text, words) => {
  expect(await tell(house, who, text)).toMatch(words)
})
