import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Desk, makeCounty } from './support.ts'

let desk: Desk
beforeEach(async () => {
  desk = await makeCounty({ SANDBOX_NOW: '2023-06-15T09:00:00+08:00', PLATFORMS: 'sandbox' })
})
afterEach(() => desk.remove())

const read = async (text: string, as = 'zhangsan', where = '铺仔村') => await desk.run('read', text, '--as', as, '--in', where)

it('says which words of a report gave which field, what was changed, and what is still to be asked', async () => {
  const { code, out } = await read('@乡报 昨天走访王亦泰，在家务农')
  expect(code).toBe(0)
  expect(out).toMatch(/^读的是：昨天走访王亦泰，在家务农\n当作：上报“走访”（有命令词，并且有填报项或名册上的名字）/)
  expect(out).toMatch(/· 日期 = 2023-06-14 ← “昨天”（日期的写法）/)
  expect(out).toMatch(/· 户主 = 王亦态 ← .*王亦泰/)
  expect(out).toMatch(/· 情况 = 在家务农 ← “在家务农”（别的填报项没有用到的话）/)
  expect(out).toMatch(/户主写的是“王亦泰”，记为“王亦态”/)
  expect((await read('走访 王亦态')).out).toMatch(/· 要问：情况（没有写）/)
})

it('says which words of a question gave which part, and what was left over', async () => {
  const { out } = await read('马岭镇本月走访比上月怎么样')
  expect(out).toMatch(/当作：提问“进度”（有问法/)
  expect(out).toMatch(/· 比较 ← “比上月”（和另一个时间比）/)
  expect(out).toMatch(/问的是：单位 马岭镇，时间 2023年6月（2023-06-01 起，2023-07-01 前），与上一期比/)
  expect((await read('政策 小额信贷 走访 进度 牛羊')).out).toMatch(/没有用到的话|当作/)
})

it.each([
  ['会议改到三点', /^读的是：会议改到三点\n当作：聊天（凑不成/],
  ['走方 王亦态 在家', /没有听懂，最像：“走访”（开头的词和命令词读音或写法相近）\n可能要说：走访 王亦态 在家/],
  ['撤 1027 重复', /当作：办理 #1027，“撤”（办理用语后面跟着编号）\n其余的话：重复/],
  ['@乡报 🙏', /没有内容（去掉@、表情和语气词以后没有内容）/],
])('%s', async (text, expected) => {
  expect((await read(text)).out).toMatch(expected)
})

it('stores nothing', async () => {
  await read('走访 王亦态 在家务农')
  expect(await desk.run('verify')).toMatchObject({ out: expect.stringContaining('条目 0 条') })
})

it.each([
  ['走访', '赵无名', '铺仔村', '名册里没有在职的“赵无名”'],
  ['走访', 'zhangsan', '不存在村', '没有“不存在村”这个会话'],
])('refuses who or where it does not know: %s %s %s', async (text, as, where, message) => {
  const { code, err } = await read(text, as, where)
  expect(code).toBe(1)
  expect(err).toContain(message)
})
