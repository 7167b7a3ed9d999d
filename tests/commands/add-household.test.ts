import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { tell } from '../support/reports.ts'

let house: TestApp
beforeAll(async () => {
  house = await startTestApp()
})
afterAll(async () => await house.stop())

test('a new household is added at a manager’s word, in any order of its parts', async () => {
  expect(await tell(house, 'liuhaifeng', '新增户 纸房村1组 司马新来 脱贫户 4口人')).toMatch(
    /^✅ 已登记：新增户 纸房村一组 司马新来（脱贫户，4人）。\n.*户数变动 \+1 −0：6月16日起在册/,
  )
  expect(await tell(house, 'jiahongwei', '司马新来 情况')).toMatch(/一组[\s\S]*脱贫户[\s\S]*4/)
})

test('a village cadre needs not name his village; his word waits', async () => {
  expect(await tell(house, 'jiahongwei', '新增户 户主：司马小来，组：一组，人数：3')).toMatch(
    /^✅ 已报送：新增户 纸房村一组 司马小来（一般户，3人）。等乡镇管理员确认后生效/,
  )
})

test('a group that the village does not have yet is taken, and said to be new', async () => {
  expect(await tell(house, 'jiahongwei', '新增户 九组 司马新生 3人')).toMatch(
    /^✅ 已报送：新增户 纸房村九组 司马新生（一般户，3人）：九组是名册里没有的新村组。等乡镇管理员确认后生效/,
  )
})

test('where it came from is its reason', async () => {
  expect(await tell(house, 'jiahongwei', '新增户 二组 司马迁来 3人 从外省迁入')).toMatch(
    /^✅ 已报送：新增户 纸房村二组 司马迁来（一般户，3人）：从外省迁入。/,
  )
})

test.each([
  ['jiahongwei', '新增户', /^❌ .*户主/],
  ['jiahongwei', '新增户 一组 司马新', /^❌ .*几口人/],
  ['jiahongwei', '新增户 一组 司马新 0人', /^❌ .*几口人/],
  ['jiahongwei', '新增户 司马新 3人', /^❌ 请写上村组，纸房村有：一组/],
  ['jiahongwei', '新增户 一组 司马新 司马旧 3人', /^❌ 请一次报一户/],
  ['jiahongwei', '新增户 一组 何梅 3人', /^❌ 纸房村一组名册里已有何梅/],
  ['jiahongwei', '新增户 贺旗村 一组 司马新 3人', /^❌ /],
  ['liuhaifeng', '新增户 一组 司马新 3人', /^❌ 请写上是哪个村/],
  ['caojun', '新增户 纸房村 一组 司马新 3人', /^❌ /],
  ['hanming', '新增户 纸房村 一组 司马新 3人', /^❌ /],
])('%s: %s is refused', async (who, words, reason) => {
  expect(await tell(house, who, words)).toMatch(reason)
})
