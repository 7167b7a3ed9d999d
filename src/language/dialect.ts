/**
 * Question words and denials of the dialects of Jiangxi, Hunan, Hubei, Sichuan, Gansu and Shaanxi, each beside the words of the same length that the
 * commands know. Longer ones stand first.
 */
const PAIRS: [typed: string, plain: string][] = [
  ['啷个样', '怎么样'],
  ['咋个样', '怎么样'],
  ['咋么样', '怎么样'],
  ['么个样', '怎么样'],
  ['么里样', '怎么样'],
  ['哪门样', '怎么样'],
  ['阿么样', '怎么样'],
  ['么样', '咋样'],
  ['啷样', '咋样'],
  ['么子', '什么'],
  ['么事', '什么'],
  ['么里', '什么'],
  ['么哩', '什么'],
  ['么个', '什么'],
  ['啥子', '什么'],
  ['甚么', '什么'],
  ['哈样', '啥样'],
  ['哪达', '哪里'],
  ['哪搭', '哪里'],
  ['啷个', '怎么'],
  ['咋个', '怎么'],
  ['咋么', '怎么'],
  ['哪门', '怎么'],
  ['阿么', '怎么'],
  ['几多', '多少'],
  ['额们', '我们'],
  ['俺们', '我们'],
  ['将将', '刚刚'],
  ['哪只', '哪个'],
  ['没得', '没有'],
  ['莫得', '没有'],
  ['冒得', '没有'],
]

const plainOf = new Map(PAIRS)
/** 什么样, 这么个, 要么 hold some of them, as do 没得到 and 冒得很高. */
const WORDS = new RegExp(`(?<![什怎这那多要十])(?:${PAIRS.map(([typed]) => typed).join('|')})(?![到罪很出起])`, 'g')
/** 冒走访, 冒开会 in Hunan; 感冒, 冒烟 are others. */
const NOT_DONE = /(?<![感直假])冒(?=走|入户|开会|报|搞|整改|销号)/g
/** 好多 is a question in Sichuan where it is asked for (一共好多户, 报了好多条？), and elsewhere means many. */
const HOW_MANY = /(?<=(?:一共|总共|拢共)[^,，。;；]{0,10})好多(?=[户条个次人件份家项])|好多(?=[户条个次人件份家项][^,，。;；]{0,8}[?？]$)/g
/** Most texts hold none of the characters that these words begin with. */
const SIGNS = /[哈么啷咋阿啥甚几哪没莫冒额俺将好]/

/** The text with words of dialects put into those that the commands know; every character keeps its place. */
export function withoutDialect(text: string): string {
  return SIGNS.test(text)
    ? text
        .replace(WORDS, (typed) => plainOf.get(typed) ?? typed)
        .replace(NOT_DONE, '没')
        .replace(HOW_MANY, '多少')
    : text
}
