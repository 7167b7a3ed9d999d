import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { HouseholdKind, UnitKind } from '../../../src/core/nouns.ts'
import type { Roster, Speaker } from '../../../src/language/types.ts'

type Row = Record<string, string>

function read(name: string): Row[] {
  const rows: Row[] = parse(readFileSync(new URL(`../../fixtures/world-dev/${name}.csv`, import.meta.url)), { columns: true, bom: true })
  return rows
}

const units = read('units')
const idOf = new Map(units.map((row, at) => [row.code ?? '', at + 1]))
const parentOf = new Map(units.map((row) => [row.code ?? '', row.parent_code ?? '']))

function pathOf(code: string): string {
  const parent = parentOf.get(code) ?? ''
  return `${parent === '' ? '/' : pathOf(parent)}${idOf.get(code) ?? 0}/`
}

/** Row id of a unit of the development world. */
export function unitId(code: string): number {
  return idOf.get(code) ?? 0
}

/** The roster of the development world; row ids are line numbers. */
export const worldRoster: Roster = {
  units: units.map((row) => {
    const code = row.code ?? ''
    const parent = row.parent_code ?? ''
    const aliases = (row.aliases ?? '').split('|').filter((alias) => alias !== '')
    return {
      id: unitId(code),
      code,
      name: row.name ?? '',
      kind: row.kind as UnitKind,
      parentId: parent === '' ? null : unitId(parent),
      path: pathOf(code),
      aliases,
    }
  }),
  households: read('households').map((row, at) => ({
    id: at + 1,
    villageId: unitId(row.village_code ?? ''),
    groupName: row.group_name ?? '',
    head: row.head ?? '',
    kind: row.kind as HouseholdKind,
  })),
  members: read('members').map((row, at) => ({
    id: at + 1,
    name: row.name ?? '',
    unitIds: [unitId(row.unit_code ?? '')],
    titles: [row.post ?? ''],
  })),
  indicators: [
    { name: '资金支出率', aliases: ['支出率', '资金支出进度', '资金支出'] },
    { name: '开工率', aliases: ['项目开工率'] },
    { name: '完工率', aliases: ['项目完工率'] },
    { name: '产业占比', aliases: ['产业资金占比'] },
  ],
}

/** Somebody whose only post is in this unit. */
export function speakerOf(code: string): Speaker {
  return { scopeUnitIds: [unitId(code)], homeUnitId: unitId(code), chatUnitId: null }
}
