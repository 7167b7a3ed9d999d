import type { Entry } from '../core/nouns.ts'

/** What became of one row of a department's list, as it is kept with the list. */
export interface WarningLine {
  line: number
  village: string
  head: string
  cause: string
  /** The risk that was opened. */
  no?: number
  /** The open risk of the same household and cause that it repeats. */
  sameAs?: number
  fault?: string
}

/** The lines of a list that was spread; empty before. */
export function linesOf({ fields }: Pick<Entry, 'fields'>): WarningLine[] {
  return Array.isArray(fields.rows) ? (fields.rows as WarningLine[]) : []
}

/** 共12行：已下发9户，重复2户，没有找到1户. */
export function summaryOf(lines: WarningLine[]): string {
  const count = (fits: (line: WarningLine) => boolean): number => lines.filter(fits).length
  const parts = [
    `已下发 ${count(({ no }) => no !== undefined)} 户`,
    `重复 ${count(({ sameAs }) => sameAs !== undefined)} 户`,
    `没有下发 ${count(({ fault }) => fault !== undefined)} 行`,
  ]
  return `共 ${lines.length} 行：${parts.join('，')}`
}
