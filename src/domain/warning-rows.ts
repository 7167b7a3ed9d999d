import type { Household, Unit } from '../core/nouns.ts'
import { parseAmount } from '../language/values/amounts.ts'
import { shortDate } from './figure-notes.ts'
import type { House } from './house.ts'
import type { Table } from './table-file.ts'

/** One row of a department's warning list as it was understood. */
export interface WarningRow {
  line: number
  village: string
  head: string
  cause: string
  situation: string
  amount: number | null
  /** When it happened, as written: how late the push came. */
  happenedOn: string | null
}

/** A row with its household, or why it has none. */
export type MatchedRow = WarningRow & ({ household: Household } | { fault: string })

const titles = {
  township: ['乡镇', '镇', '乡', '街道', '所属乡镇'],
  village: ['村', '行政村', '村名', '所在村', '村（社区）'],
  group: ['组', '村组', '村民小组', '小组'],
  head: ['户主', '户主姓名', '姓名'],
  cause: ['原因', '风险原因', '风险类型', '类型', '预警类型'],
  situation: ['情况', '基本情况', '预警内容', '内容', '说明', '具体情况'],
  amount: ['金额', '自付金额', '支出', '自付'],
  happenedOn: ['发生日期', '发生时间', '日期'],
} as const
type Column = keyof typeof titles
const required: Column[] = ['village', 'head']

/** Rows of one list: more are to be parted. */
const MOST_ROWS = 5_000

/** Reads the rows of a list by its column titles; a sentence says what is wrong with the whole file. */
export function readWarnings(table: Table, causes: string[]): WarningRow[] | string {
  const forbidden = table.columns.find((title) => /身份证|证件号/.test(title))
  if (forbidden) return `表里有“${forbidden}”一列：身份证号不能进系统，请删去这一列再发。`
  const at = new Map<Column, number>()
  for (const [column, names] of Object.entries(titles) as [Column, readonly string[]][]) {
    const index = table.columns.findIndex((title) => names.includes(title.replace(/\s/g, '')))
    if (index !== -1) at.set(column, index)
  }
  const missing = required.filter((column) => !at.has(column))
  if (missing.length > 0)
    return `表里没有${missing.map((column) => `“${titles[column][0]}”`).join('、')}一列。第一行请写列名：村、户主、原因、情况。`
  if (table.rows.length > MOST_ROWS) return `表里有 ${table.rows.length} 行，一次最多 ${MOST_ROWS} 行，请分几份发。`
  return table.rows.map(({ line, values }) => {
    const cell = (column: Column): string => values[at.get(column) ?? -1] ?? ''
    const amount = cell('amount') === '' ? Number.NaN : parseAmount(cell('amount'))
    return {
      line,
      village: [cell('township'), cell('village'), cell('group')].filter(Boolean).join(' '),
      head: cell('head'),
      cause: causeOf(cell('cause'), causes),
      situation: cell('situation') || cell('cause'),
      amount: Number.isNaN(amount) ? null : amount,
      happenedOn: cell('happenedOn') || null,
    }
  })
}

/** 因病, 病, 大病住院: the cause that the words name, else 其他. */
function causeOf(words: string, causes: string[]): string {
  return (
    causes.find((cause) => words.includes(cause)) ??
    causes.find((cause) => words !== '' && words.includes(cause.replace(/^因/, ''))) ??
    '其他'
  )
}

/** Finds each row's household within the ground that the department works for; several or none of that name are faults. */
export function matchRow({ directory }: House, row: WarningRow, groundId: number): MatchedRow {
  const [first = '', second, third] = row.village.split(' ')
  const all = directory.subtree(groundId).filter(({ kind }) => kind === 'village')
  const named = (unit: Unit, name: string): boolean => unit.name === name || unit.officialName === name || unit.aliases.includes(name)
  const township = directory.units.find((unit) => unit.kind === 'township' && named(unit, first))
  const villageName = township ? (second ?? '') : first
  const group = township ? third : second
  const villages = all.filter((unit) => named(unit, villageName) && (!township || unit.parentId === township.id))
  const [village] = villages
  if (!village) return { ...row, fault: `没有“${villageName}”这个村` }
  if (villages.length > 1) return { ...row, fault: `“${villageName}”有 ${villages.length} 个，请加“乡镇”一列` }
  const placed = directory.households(village.id).filter(({ groupName }) => group === undefined || groupName === group)
  return { ...row, ...householdOf(placed, row.head) }
}

/** Who bears the name now, else who bore it (shown with both names). */
function householdOf(placed: Household[], name: string): { household: Household; head: string } | { fault: string } {
  const present = placed.filter(({ until }) => until === null)
  const own = present.filter(({ head }) => head === name)
  const meant = own.length > 0 ? own : present.filter(({ formerHeads }) => formerHeads?.includes(name))
  const [household] = meant
  if (household && meant.length === 1) return { household, head: household.head === name ? name : `${household.head}（原户主${name}）` }
  if (household) return { fault: `名册里有 ${meant.length} 户同名，请加“组”一列` }
  const left = placed.find(({ head, until }) => head === name && until !== null)
  return { fault: left?.until ? `这一户已于${shortDate(left.until)}移出名册` : '名册里没有这一户' }
}
