import { listEntries } from '../../db/queries/entry-lists.ts'
import type { Entry } from '../core/nouns.ts'
import type { SpeakerContext } from './context.ts'
import type { House } from './house.ts'
import type { Award } from './pack-lists.ts'

/** More results than a city enters in a year. */
const MOST = 5_000

/** What the packs' documents attach to a result: the prize for its grade and place, and what a veto means. */
export function consequenceOf({ packs }: Pick<House, 'packs'>, values: Record<string, unknown>): Record<string, string> {
  const award = packs.flatMap(({ awards }) => awards).find(({ result, grade }) => result === values.type && grade === values.grade)
  const yuan = award ? prizeOf(award, values.place) : null
  const veto = values.type === '一票否决' ? packs.flatMap(({ veto: words }) => words ?? [])[0] : undefined
  return {
    ...(award && yuan !== null ? { award: `按文件奖励 ${yuan / 10_000} 万元（${award.row}${award.note ? `，${award.note}` : ''}）` } : {}),
    ...(veto ? { consequence: veto } : {}),
  }
}

function prizeOf({ yuan }: Award, place: unknown): number | null {
  if (typeof yuan === 'number') return yuan
  return typeof place === 'number' ? (yuan[place - 1] ?? null) : null
}

/** Results of a unit and all below it in a year, newest first; for lists, prizes and yearly scores. */
export async function resultsOf({ db, house }: Pick<SpeakerContext, 'db' | 'house'>, unitId: number, year: number): Promise<Entry[]> {
  const unitIds = house.directory.subtree(unitId).map(({ id }) => id)
  return await listEntries(db, { kind: 'result', unitIds, from: `${year}-01-01`, to: `${year + 1}-01-01` }, MOST, true)
}

/** 省级考核 优秀 第1名 按文件奖励 200 万元，文号 …（编号 1027）. */
export function resultWords({ no, fields, class: type }: Entry, names: { unit: string }): string {
  const said = (key: string, before = ''): string => (fields[key] === undefined ? '' : `${before}${String(fields[key])}`)
  const place = fields.place === undefined ? '' : `第${String(fields.place)}名`
  const parts = [
    names.unit,
    said('person'),
    type ?? '',
    said('level'),
    said('grade'),
    place,
    said('points', '加分 '),
    said('award'),
    said('consequence'),
    said('note'),
  ]
  return `${parts.filter((part) => part !== '').join(' ')}，依据 ${said('document')}（编号 ${no}）`
}
