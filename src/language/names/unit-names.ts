import type { Roster } from '../types.ts'
import { isOrdinaryWord } from './words.ts'

/** A unit as the roster gives it. */
export type UnitRow = Roster['units'][number]

/** How a unit bears a name: its own, a township's without 镇, a village's without 村, a bureau's short form. The smaller, the stronger. */
export const strengths = { own: 0, township: 1, village: 2, short: 3 } as const
export type Strength = (typeof strengths)[keyof typeof strengths]

/** One name of a unit. `loose` names are also ordinary words (花园, 和平) and count only when they stand alone. */
export interface UnitName {
  name: string
  strength: Strength
  loose: boolean
}

const VILLAGE_OFFICE = /(?:社区居民委员会|社区居委会|居民委员会|居委会|村民委员会|村委会)$/
const TOWNSHIP_END = /(?:镇|乡|街道|街道办事处|办事处|苏木|县|区|市)$/
/** Townships are often called by words; these stand for themselves in too many sentences. */
const WORDY = new Set(
  '和平 团结 解放 光明 胜利 中心 平安 幸福 新城 建设 人民 文化 前进 红旗 东风 向阳 友谊 民主 自由 富强 新华 太平 城关 城区 开发 工业 高新 发展 合作 互助 先锋 跃进 卫星 永安 双桥 中山'.split(
    ' ',
  ),
)

/** All names by which a unit is called; `parentName` is taken off bureaus (庆城县水务局 → 水务局). */
export function namesOf(unit: UnitRow, parentName: string): UnitName[] {
  const own = [unit.name, ...unit.aliases].map((name): UnitName => ({ name, strength: strengths.own, loose: false }))
  return [...own, ...otherNames(unit, parentName)].filter(
    ({ name }, at, all) => name.length > 1 && all.findIndex((each) => each.name === name) === at,
  )
}

function otherNames(unit: UnitRow, parentName: string): UnitName[] {
  if (unit.kind === 'village') return villageNames(unit.name)
  if (unit.kind === 'township' || unit.kind === 'county' || unit.kind === 'city') {
    const name = unit.name.replace(TOWNSHIP_END, '')
    return [{ name, strength: strengths.township, loose: WORDY.has(name) }]
  }
  const name = withoutParent(unit.name, parentName)
  return [{ name, strength: strengths.short, loose: false }]
}

/** 纸房村委会 → 纸房村, 纸房村民委员会, 纸房; 美台社区居委会 → 美台社区, 美台. */
function villageNames(full: string): UnitName[] {
  const base = full.replace(VILLAGE_OFFICE, '')
  const isCommunity = /居/.test(full.slice(base.length)) || base.endsWith('社区')
  const bare = base.replace(/(?:村|社区)$/, '')
  const named = isCommunity
    ? [`${bare}社区`, `${bare}社区居委会`, `${bare}居委会`]
    : [base.endsWith('村') ? base : `${base}村`, `${bare}村`, `${bare}村委会`, `${bare}村民委员会`]
  const parts = named.map((name): UnitName => ({ name, strength: strengths.village, loose: false }))
  return bare.length > 1 ? [...parts, { name: bare, strength: strengths.village, loose: isOrdinaryWord(bare) || WORDY.has(bare) }] : parts
}

/** 庆城县水务局 → 水务局, 县委第一督查组 stays. */
export function withoutParent(name: string, parentName: string): string {
  const place = parentName.replace(TOWNSHIP_END, '')
  if (name.startsWith(parentName)) return name.slice(parentName.length)
  return place.length > 1 && name.startsWith(place) ? name.slice(place.length) : name
}

/** The part and the ending of a unit's name by which typing errors are found (马岭 + 镇); null when it has none. */
export function partAndEnding(name: string): { part: string; ending: string } | null {
  const match = /^(?<part>\p{Script=Han}{2,5})(?<ending>镇|乡|街道|社区|村|局)$/u.exec(name)
  const { part, ending } = match?.groups ?? {}
  return part === undefined || ending === undefined ? null : { part, ending }
}
