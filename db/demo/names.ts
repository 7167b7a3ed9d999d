import type { Random } from './random.ts'

/** Surnames of eastern Gansu; the common ones come first and are drawn more often. */
const surnames = '王张李刘贾慕杨赵陈樊巩马高田俄麻豆米胡徐朱郭何孙韩任白冯董苏段齐姚曹吴杜许谢邵尚左辛卢石雷武梁安'
const maleFirst = '建志国文治永海俊宏金双红小新春万百世彦学占怀天耀仲积拴兴武德'
const maleSecond = '军平明强林峰荣华刚贵财宝龙生全旺成斌忠义民礼锋伟勤银奎祥胜堂'
const femaleFirst = '彩秀桂玉金红小晓春淑雪巧凤会爱粉月海艳丽'
const femaleSecond = '霞梅兰英莲萍芳琴娟玲花香燕红艳霄宁侠绒娥'
const groupDigits = '一二三四五六七八'

/** An invented name; most heads of households in the villages are men, most three characters long. */
export function inventName(random: Random, from = surnames): string {
  // Squaring the draw favours the surnames at the front.
  const place = Math.floor((random.below(1_000) / 1_000) ** 2 * from.length)
  const female = random.chance(0.3)
  const [first, second] = female ? [femaleFirst, femaleSecond] : [maleFirst, maleSecond]
  const middle = random.chance(0.85) ? draw(random, first) : ''
  return `${from[place] ?? '王'}${middle}${draw(random, second)}`
}

/** The surnames that a village mostly bears: a few of the county's. */
export function villageSurnames(random: Random): string {
  return Array.from({ length: 9 }, () => inventName(random).slice(0, 1)).join('')
}

/** 一组 … 八组. */
export function groupName(index: number): string {
  return `${groupDigits[index] ?? '一'}组`
}

function draw(random: Random, characters: string): string {
  return characters[random.below(characters.length)] ?? ''
}
