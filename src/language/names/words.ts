import { isDoubleSurname, surnameAt } from './surnames.ts'

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/** Beginnings that were cut before: one message asks for the same few again and again. */
const cut = new Map<string, string>()
const MOST_CUT = 2_000

/** The first word of a text as the dictionary of the runtime cuts it. */
export function firstWord(text: string): string {
  const beginning = text.slice(0, 8)
  const known = cut.get(beginning) ?? cutFirst(beginning)
  if (cut.size >= MOST_CUT) cut.clear()
  cut.set(beginning, known)
  return known
}

function cutFirst(text: string): string {
  for (const { segment } of segmenter.segment(text)) return segment
  return ''
}

/** Is the whole text one word of the dictionary (任务, 安全), so that it need not be a name? */
export function isOrdinaryWord(text: string): boolean {
  return text.length > 1 && firstWord(text) === text
}

/** Does the text begin with a word of several characters that is no surname (石头房, not 司马常河)? */
export function startsWithWord(text: string): boolean {
  const word = firstWord(text)
  return word.length > 1 && !isDoubleSurname(word)
}

/** Characters that stand in ordinary sentences and hardly ever in given names. */
const NO_NAME =
  /[的了是在不没吗呢吧这那还也都就很太更最跟与及或者把被让给看问养修盖买卖做打病送她他它你我谁哪几啥么怎个户岁块亩只两已将能要想但因为每些此该够累啊嗯呀啦哦嘛住种走访查报去说到地得过]/

/** Surnames that mostly are something else: 于上周, 常下乡. */
const FUNCTION_SURNAME = /^[于从向常时连全经万方单平相安平温包路易商计管成]/
/** Words of reports that the dictionary lacks. */
const NO_NAMES =
  /^(?:明白卡|方案|时限|金额|单子|双联户|党群|支委|易返贫|易致贫|路灯|水管|温室|柴火|牛圈|羊圈|房顶|房前|石墙|米面|谷场|薄弱|危房|危改|边缘|空巢|留守|毕业|冷库|冷链|殷实|游客|经费|管护|包联|包抓|连户|巩固|全[村镇县乡社区组家部体面]|万家|花名|鱼塘|黄牛|祝[大各您你])/

/** Has this the form of a person's name: a surname, then one or two characters that occur in given names? */
export function hasNameForm(text: string): boolean {
  const surname = surnameAt(text)
  const given = text.slice(surname.length)
  if (surname === '' || given.length < 1 || given.length > 2 || !/^\p{Script=Han}+$/u.test(given)) return false
  return !NO_NAME.test(given) && !isOrdinaryWord(text) && !NO_NAMES.test(text)
}

/** Is this more likely a person's name than the beginning of a sentence? */
export function looksLikeName(text: string): boolean {
  if (!hasNameForm(text) || startsWithWord(text)) return false
  return !FUNCTION_SURNAME.test(text) || !isOrdinaryWord(text.slice(1))
}

/** Could this character stand in a given name? */
export function fitsInName(character: string): boolean {
  return /^\p{Script=Han}$/u.test(character) && !NO_NAME.test(character)
}

const KIN = '媳妇|老婆|老伴|老汉|儿子|女儿|儿媳|丈夫|妻子|爱人|两口|夫妻|夫妇|一家|全家|本人|父亲|母亲|父子|母女|孙子|孙女|老人|家里|家中'
/** What ends a name for certain: a pause, or words for whose household it is. */
const COUNTED = '(?:等|共)?[\\d一二两三四五六七八九十]{1,3}(?:户|家(?!里)|口人|个人|人)'
const PAUSE = new RegExp(`^(?:$|[^\\p{Script=Han}\\w]|[家户他她]|${KIN}|${COUNTED})`, 'u')
/** What hardly ever goes on with a name. */
const SENTENCE =
  /^(?:[在说去有的被把没已是正还也都就和跟]|因[病残学灾意住饮失产]|今[天年早日]|昨[天日晚]|前[天年]|上午|下午|目前|现在|情况|反映|收入|由于|自付|住院|年初|去年)/

/** Does a name end here, going by what follows? */
export function endsName(rest: string): boolean {
  return PAUSE.test(rest) || SENTENCE.test(rest)
}

/** Does a name end here for certain? */
export function surelyEndsName(rest: string): boolean {
  return PAUSE.test(rest)
}
