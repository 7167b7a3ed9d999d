import { type DateText, dateParts } from '../clock.ts'
import type { Unit } from '../core/nouns.ts'
import type { Directory } from './directory.ts'
import type { House } from './house.ts'
import { dayIn } from './pack-projects.ts'
import type { Threshold } from './pack-thresholds.ts'
import type { Project } from './projects.ts'

/** Sums over projects, in yuan; shares are quotients of sums, never averages (counting-rules 15). */
export interface Sums {
  projects: number
  allocated: number
  paid: number
  /** Of 中省衔接资金: all of it, what is for industry, and how many projects do not say whether they are. */
  central: number
  industry: number
  unsaid: number
}

const isCentral = ({ source }: Project): boolean => source === '中省衔接资金'

/** Adds projects up. */
export function sumProjects(projects: Project[]): Sums {
  const total = (some: Project[], of: (project: Project) => number): number => some.reduce((sum, project) => sum + of(project), 0)
  const central = projects.filter(isCentral)
  return {
    projects: projects.length,
    allocated: total(projects, ({ allocated }) => allocated),
    paid: total(projects, ({ paid }) => paid),
    central: total(central, ({ allocated }) => allocated),
    industry: total(
      central.filter(({ isIndustry }) => isIndustry === true),
      ({ allocated }) => allocated,
    ),
    unsaid: projects.filter(({ source, isIndustry }) => source === null || isIndustry === null).length,
  }
}

/** 支出率 = 支出额 ÷ 下达额; null where nothing was allocated. */
export function spendingRate({ allocated, paid }: Pick<Sums, 'allocated' | 'paid'>): number | null {
  return allocated > 0 ? paid / allocated : null
}

/** 产业占比 = 用于产业的 ÷ 中省财政衔接资金. */
export function industryShare({ central, industry }: Pick<Sums, 'central' | 'industry'>): number | null {
  return central > 0 ? industry / central : null
}

/** The threshold that holds on a day, the last whose date is over, and the one that comes next. */
export interface Thresholds {
  passed: (Threshold & { on: DateText }) | null
  next: (Threshold & { on: DateText }) | null
  industry: Threshold | null
}

/** What the packs demand on a day of a year (E2). A date that is today is still ahead. */
export function thresholdsOn({ packs }: Pick<House, 'packs'>, today: DateText): Thresholds {
  const all = packs.flatMap(({ thresholds }) => thresholds)
  const { year } = dateParts(today)
  const dated = all
    .flatMap((one) => (one.figure === '资金支出率' && one.by ? [{ ...one, on: dayIn(year, one.by) }] : []))
    .sort((a, b) => (a.on < b.on ? -1 : 1))
  return {
    passed: dated.filter(({ on }) => on < today).at(-1) ?? null,
    next: dated.find(({ on }) => on >= today) ?? null,
    industry: all.find(({ figure }) => figure === '产业占比') ?? null,
  }
}

/** What one unit has spent, and its place among its like. */
export interface SpendingLine {
  unit: Unit
  sums: Sums
  rate: number | null
  place: number | null
}

/** The units right below one with what their subtrees spent; ranked by quotient of sums within their kind, equals share a place (counting-rules 15 and 17). */
export function rankSpending(
  { directory }: { directory: Pick<Directory, 'children' | 'isWithin'> },
  unitId: number,
  projects: Project[],
): SpendingLine[] {
  const lines = directory.children(unitId).flatMap((unit) => {
    const own = projects.filter((project) => directory.isWithin(project.unitId, unit.id))
    const sums = sumProjects(own)
    return own.length === 0 ? [] : [{ unit, sums, rate: spendingRate(sums) }]
  })
  const kinds = [...new Set(lines.map(({ unit }) => unit.kind))]
  return kinds.flatMap((kind) => {
    const group = lines.filter(({ unit }) => unit.kind === kind).sort((a, b) => (b.rate ?? -1) - (a.rate ?? -1))
    return group.map((line) => ({ ...line, place: placeOf(line.rate, group) }))
  })
}

/** Equal quotients of whole yuan are the same number, so that equals are found by comparing. */
function placeOf(rate: number | null, group: { rate: number | null }[]): number | null {
  const ranked = group.filter((one) => one.rate !== null)
  if (rate === null || ranked.length < 2) return null
  return 1 + ranked.filter((one) => (one.rate ?? 0) > rate).length
}
