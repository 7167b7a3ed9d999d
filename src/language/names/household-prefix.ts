import { NUMBER_RUN, parseNumber } from '../values/numbers.ts'

const TIME = /(?:[\s,，、:：]|今天|昨天|前天|刚才|刚刚|上午|下午)*/y
const FILLERS =
  /(?:[\s,，、:：。.]|嗯|啊|呃|哦|那个|这个|就是|我们|咱们|咱|村里的?|户主|[【[(]?(?:农户|贫困户|脱贫户|监测户|边缘户|一般户|低保户|特困户|脱贫不稳定户|边缘易致贫户|突发严重困难户)[】\])]?|一下|了|过|去|到|对)*/y
const GROUP = new RegExp(`第?(${NUMBER_RUN})(?:村民)?小?(?:组|社|队)\\s*的?`, 'y')
const GROUP_AFTER = new RegExp(
  `\\s*[(（]\\s*第?(${NUMBER_RUN})(?:村民)?小?(?:组|社|队)?\\s*[)）]|[\\s,，、]*第?(${NUMBER_RUN})(?:村民)?小?(?:组|社|队)\\s*$`,
  'y',
)
/** 家 that belongs to the name; 家里, 家中, 家人 say something about it. */
const HOME = /家(?![里中人庭属长具务境乡])|户(?![口主籍型])|屋[里头]/y

function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

/** Where the words begin that may name a household: after pauses and times. */
export function skipTime(text: string): number {
  return endOf(TIME, text, 0)
}

/** The place after what people say before a name: 那个, 户主, 了 (走访了…). */
export function skipFillers(text: string, at: number): number {
  return endOf(FILLERS, text, at)
}

/** The place after 家 or 户 behind a name. */
export function skipHome(text: string, at: number): number {
  return endOf(HOME, text, at)
}

/** A group's number before a name (三组的, 第3组). */
export function groupBefore(text: string, at: number): { group: number; end: number } | null {
  return readGroup(GROUP, text, at)
}

/** A group in brackets behind a name (王志刚(三组)), or at the very end (王志刚 三组). */
export function groupAfter(text: string, at: number): { group: number; end: number } | null {
  return readGroup(GROUP_AFTER, text, at)
}

function readGroup(pattern: RegExp, text: string, at: number): { group: number; end: number } | null {
  pattern.lastIndex = at
  const match = pattern.exec(text)
  const group = parseNumber(match?.[1] ?? match?.[2] ?? '')
  return Number.isNaN(group) ? null : { group, end: pattern.lastIndex }
}

/** A group by its number (三组), or, where groups are hamlets, by its name without 村 or 组 (丛潭). */
export type Group = number | string

/** The number in a group's name, NaN when it has none. */
export function groupNumber(name: string): number {
  return parseNumber(name.match(new RegExp(NUMBER_RUN))?.[0] ?? '')
}

const GROUP_KIND = /(?:自然村|村民小组|小组|村|组|社|队|屯)$/

/** A hamlet's name without what it is: 丛潭村 → 丛潭. */
export function hamletName(name: string): string {
  const bare = name.replace(GROUP_KIND, '')
  return bare.length > 1 ? bare : name
}

/** Does a household's group bear this number or name? */
export function isOfGroup(groupName: string, group: Group): boolean {
  return typeof group === 'number' ? groupNumber(groupName) === group : hamletName(groupName) === group
}

/** A group behind a name that ends the text: 王志刚(三组), 王志刚 三组. */
export function groupAtEnd(text: string): { at: number; group: number } | null {
  for (let at = 2; at < text.length; at += 1) {
    const group = groupAfter(text, at)
    if (group?.end === text.length) return { at, group: group.group }
  }
  return null
}

const TITLE = /(?:[他她]们?家的?|家里?的?|户|同志|老人|大爷|大妈|一家|全家)$/

/** A labelled name without what people say after it: 王亦态家, 李宁霞同志. */
export function withoutTitle(name: string): string {
  return name.replace(TITLE, '')
}
