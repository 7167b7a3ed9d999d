import type { UnitKind } from '../../core/nouns.ts'
import { bottomOf, type RankLine, topOf } from '../ranking.ts'

/** 前N and 后N as asked for; both left out = everybody. */
export interface Cut {
  top?: number | undefined
  bottom?: number | undefined
}

/** The lines asked for: first ones, last ones, both, or all. */
export function takeCut(lines: RankLine[], cut: Cut): RankLine[] {
  if (cut.top === undefined && cut.bottom === undefined) return lines
  const first = cut.top === undefined ? [] : topOf(lines, cut.top)
  const last = cut.bottom === undefined ? [] : bottomOf(lines, cut.bottom)
  return [...first, ...last.filter((line) => !first.includes(line))]
}

/** 排名, 前3名, 后3名. */
export function cutWords({ top, bottom }: Cut): string {
  const parts = [...(top === undefined ? [] : [`前${top}名`]), ...(bottom === undefined ? [] : [`后${bottom}名`])]
  return parts.length === 0 ? '排名' : parts.join('、')
}

const kindWords: Record<UnitKind, string> = {
  province: '省',
  city: '市',
  county: '县',
  township: '乡镇',
  village: '村',
  department: '部门',
  taskforce: '专班、专责工作组',
  enterprise: '企业',
  inspection: '督查组',
}

/** What units of a kind are called. */
export function kindWord(kind: UnitKind): string {
  return kindWords[kind]
}
