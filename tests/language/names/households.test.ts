import { describe, expect, test } from 'vitest'
import type { HouseholdMatch } from '../../../src/language/names/lexicon.ts'
import { rosterOf } from './small-roster.ts'

// biome-ignore format: a table
const { lexicon, unitId } = rosterOf({
  units: ['临高县 county -', '博厚镇 township 临高县', '铺仔村委会 village 博厚镇', '道德村委会 village 博厚镇', '多文镇 township 临高县', '头神村委会 village 多文镇'],
  households: [
    '铺仔村委会 一组 王亦态', '铺仔村委会 一组 王志刚', '铺仔村委会 三组 王志刚', '铺仔村委会 二组 符明才', '铺仔村委会 二组 符明财', '铺仔村委会 二组 令狐春生',
    '铺仔村委会 三组 陈志信', '铺仔村委会 三组 韩寿步', '铺仔村委会 三组 韩步守', '铺仔村委会 四组 黄梅', '铺仔村委会 四组 何伟', '铺仔村委会 四组 罗满仓',
    '铺仔村委会 四组 司马长河', '铺仔村委会 五组 单雪莲', '铺仔村委会 五组 冯生财', '铺仔村委会 五组 冯生贵', '铺仔村委会 五组 徐万年', '铺仔村委会 五组 安全',
    '铺仔村委会 五组 高明月', '铺仔村委会 五组 李宁霞',
    '道德村委会 一组 王亦泰', '道德村委会 一组 林道明', '头神村委会 一组 谢阿福',
  ],
})
const home = [unitId('铺仔村委会')]
const town = lexicon.villagesIn([unitId('博厚镇')])

function shown(match: HouseholdMatch | null): string {
  const head = (id: number) => `${lexicon.household(id)?.head}`
  if (match === null) return '-'
  if (match.kind === 'found') return `${head(match.id)} ${match.rule}`
  return match.kind === 'several' ? `? ${match.ids.map(head).join(' ')}` : `none ${match.typed}`
}

describe('a household at the start of running text', () => {
  // biome-ignore format: a table
  test.each([
    ['王亦态 在合作社务工', '王亦态 exact'], ['王亦态,在合作社务工', '王亦态 exact'], ['王亦态', '王亦态 exact'], ['王亦态家今天去看了', '王亦态 exact'],
    ['王亦态媳妇住院', '王亦态 exact'], ['王亦态在家务农', '王亦态 exact'], ['王亦态因病住院', '王亦态 exact'], ['那个王亦态家他们家老大', '王亦态 exact'],
    ['了王亦态,他一个人在家', '王亦态 exact'], ['户主王亦态 正常', '王亦态 exact'], ['今天 王亦态 正常', '王亦态 exact'], ['铺仔村王亦态 正常', '王亦态 exact'],
    ['博厚镇铺仔村王亦态住院', '王亦态 exact'], ['一组的王亦态', '王亦态 exact'], ['高明月因灾冰雹把三亩烟叶打了', '高明月 exact'], ['何伟病了', '何伟 exact'], ['黄梅 住院', '黄梅 exact'],
    ['何伟 在外打工', '何伟 exact'], ['韩寿步家门口的雪', '韩寿步 exact'], ['韩步守 方式:电话', '韩步守 exact'], ['安全 在家', '安全 exact'], ['司马长河低保按月到账', '司马长河 exact'],
  ])('%s → %s', (text, expected) => {
    expect(shown(lexicon.findHousehold(text, home))).toBe(expected)
  })

  // biome-ignore format: a table
  test.each([
    ['王亦泰 在合作社', '王亦态 sound'], ['王一态家养牛', '王亦态 sound'], ['罗满昌 领了分红', '罗满仓 similar'], ['陈自信 搬了新房', '陈志信 similar'], ['李玲霞 身体好', '李宁霞 similar'],
    ['司马常河 去新疆', '司马长河 sound'], ['善雪莲 在家', '单雪莲 sound'], ['陈信志 在家', '陈志信 transposed'], ['徐方年 学费紧张', '徐万年 one-off'], ['高明越因灾', '高明月 sound'],
    ['老何 打工去了', '何伟 part'], ['令狐家 漏雨', '令狐春生 part'], ['老令狐 漏雨', '令狐春生 part'], ['亦态 在家', '王亦态 part'], ['李凌霞他家挺好', '李宁霞 similar'], ['徐万连住院', '徐万年 similar'],
  ])('%s is corrected: %s', (text, expected) => {
    const match = lexicon.findHousehold(text, home)
    expect(shown(match)).toBe(expected)
    expect(match).toMatchObject({ corrected: true })
  })

  // biome-ignore format: a table
  test.each([
    ['王志刚 种玉米', '? 王志刚 王志刚'], ['王志钢 种玉米', '? 王志刚 王志刚'], ['符明彩 养猪', '? 符明才 符明财'], ['冯生福 种苹果', '? 冯生财 冯生贵'], ['老王 编背篓', '? 王亦态 王志刚 王志刚'],
    ['王家 编背篓', '? 王亦态 王志刚 王志刚'], ['王大爷腿疼', '? 王亦态 王志刚 王志刚'], ['何伟东 在家', '? 何伟'], ['韩守步 在家', '? 韩寿步 韩步守'],
    ['王亦 在家', '? 王亦态'], ['五组老冯 在家', '? 冯生财 冯生贵'], ['余万年 在家', '? 徐万年'], ['姓符的那家', '? 符明才 符明财'],
  ])('%s is asked about: %s', (text, expected) => {
    expect(shown(lexicon.findHousehold(text, home))).toBe(expected)
  })

  // biome-ignore format: a table
  test.each([
    ['王大明 家里都好', 'none 王大明'], ['欧阳震 住院', 'none 欧阳震'], ['道德村 王亦泰 正常', 'none 王亦泰'], ['道德村林道明 正常', 'none 林道明'], ['谢阿福 正常', 'none 谢阿福'],
    ['头神村谢阿福 住院', 'none 谢阿福'], ['老郭 在家', 'none 老郭'],
  ])('%s is nobody here: %s', (text, expected) => {
    expect(shown(lexicon.findHousehold(text, home))).toBe(expected)
  })

  // biome-ignore format: a table
  test.each([
    '的时候记得把明白卡带上', '累死了,今天跑了一天', '排名前十', '进度', '台账', '明细', '任务重,大家加油', '工作安排', '情况怎么样', '多少户了', '全部完成', '率', '时间 定在明天',
    '方式 入户', '安全第一', '高中 毕业', '全村 都走完了', '全镇 情况', '马上 开始', '明天 继续', '路灯 坏了', '党员 带头', '水管 冻裂', '于上周 完成', '三户 都正常', '五户', '干部 名单',
    '任何 问题', '黄牛 养殖', '国家 政策', '全家 都在', '老人家 身体好', '老师 说', '大家辛苦了', '小康 社会', '危房 改造', '解决 了', '双联户 制度', '祝大家 节日快乐', '和谐 社区',
    '没问题', '谁第一谁垫底', '搞得咋样了', '的进度怎么样', '铺仔村风险户', '后三名', '', '   ', '😀😂',
  ])('%s names no household', (text) => {
    expect(lexicon.findHousehold(text, home)).toBeNull()
  })

  test('a group tells equal names apart', () => {
    expect(lexicon.findHousehold('三组的王志刚 今年种玉米', home)).toMatchObject({
      kind: 'found',
      id: 3,
      typed: '王志刚',
      start: 0,
      end: 6,
    })
    expect(lexicon.findHousehold('第1组王志刚 今年种玉米', home)).toMatchObject({ kind: 'found', id: 2 })
    expect(lexicon.findHousehold('王志刚(三组)种玉米', home)).toMatchObject({ kind: 'found', id: 3, end: 7 })
    expect(lexicon.findHousehold('五组的王志刚 种玉米', home)).toMatchObject({ kind: 'several', ids: [2, 3] })
  })

  test('a village tells names apart that sound alike', () => {
    expect(shown(lexicon.findHousehold('王亦泰 正常', town))).toBe('王亦泰 exact')
    expect(shown(lexicon.findHousehold('铺仔村王亦泰 正常', town))).toBe('王亦态 sound')
  })

  test('covers everything that names it, and no more', () => {
    expect(lexicon.findHousehold('那个王亦态家他们家老大', home)).toMatchObject({ start: 0, end: 6, typed: '王亦态' })
    expect(lexicon.findHousehold('今天 王亦态家里没人', home)).toMatchObject({ start: 3, end: 6 })
    expect(lexicon.findHousehold('王亦态媳妇住院', home)).toMatchObject({ end: 3 })
  })
})

describe('a labelled value', () => {
  // biome-ignore format: a table
  test.each([
    ['王亦态', '王亦态 exact'], [' 王亦态 ', '王亦态 exact'], ['王亦态家', '王亦态 exact'], ['王 亦态', '王亦态 exact'], ['王志刚(三组)', '王志刚 exact'], ['王志刚 三组', '王志刚 exact'],
    ['三组王志刚', '王志刚 exact'], ['王亦泰', '王亦态 sound'], ['徐方年', '徐万年 one-off'], ['令狐', '令狐春生 part'], ['亦态', '王亦态 part'], ['李宁霞同志', '李宁霞 exact'],
    ['铺仔村 王亦态', '王亦态 exact'], ['王亦态,在家', '王亦态 exact'], ['王志刚', '? 王志刚 王志刚'], ['老王', '? 王亦态 王志刚 王志刚'], ['王', '? 王亦态 王志刚 王志刚'],
    ['张三丰', 'none 张三丰'], ['道德村林道明', 'none 林道明'], ['不知道', 'none 不知道'], ['', 'none '], ['明才', '? 符明才 符明财'],
  ])('%s → %s', (text, expected) => {
    expect(shown(lexicon.resolveHousehold(text, home))).toBe(expected)
  })

  test('names the nearest when nobody fits', () => {
    expect(lexicon.resolveHousehold('冯大勇', home)).toMatchObject({ kind: 'none', near: [15, 16] })
  })
})

test('heads anywhere in a question are found as they are spelt', () => {
  expect(lexicon.findHouseholdsAnywhere('请问王亦态和王志刚的情况', home)).toEqual([
    { value: 1, start: 2, end: 5, rule: 'exact' },
    { value: 0, candidates: [2, 3], start: 6, end: 9, rule: 'exact' },
  ])
  expect(lexicon.findHouseholdsAnywhere('安全生产 王亦泰', home)).toEqual([])
})

test('an empty scope knows nobody', () => {
  expect(shown(lexicon.findHousehold('王亦态 正常', []))).toBe('none 王亦态')
})
