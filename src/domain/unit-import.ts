import type { Db } from '../../db/client.ts'
import { listUnits, type UnitRecord } from '../../db/queries/roster.ts'
import { addUnits, putUnits } from '../../db/queries/roster-bulk.ts'
import { UserError } from '../core/errors.ts'
import type { UnitRow } from '../core/roster-rows.ts'
import { finishImport, type ImportResult } from './import-result.ts'

/**
 * Adds units, or updates those known by code; parents may stand anywhere in the rows or be known already. Throws a `UserError`
 * when the units would not form one tree. A unit that is merged, or going to be, stays as it is and is told of.
 */
export async function importUnits(tx: Db, rows: readonly UnitRow[]): Promise<ImportResult> {
  const before = new Map((await listUnits(tx)).map((unit) => [unit.code, unit]))
  const added = rows.filter((row) => !before.has(row.code))
  await addUnits(
    tx,
    added.map(({ code, name, kind, aliases }) => ({ code, name, kind, aliases })),
  )
  const stored = await listUnits(tx)
  const placed = placeUnits(stored, rows)
  const moved = placed.filter((unit, index) => JSON.stringify(unit) !== JSON.stringify(stored[index]))
  await putUnits(tx, moved)
  const movedCodes = new Set(moved.map((unit) => unit.code))
  const changed = rows.filter((row) => before.has(row.code) && movedCodes.has(row.code)).length
  return await finishImport(tx, {
    added: added.length,
    changed,
    unchanged: rows.length - added.length - changed,
    warnings: mergedWarnings(stored, rows),
  })
}

function mergedWarnings(stored: UnitRecord[], rows: readonly UnitRow[]): string[] {
  const named = new Set(rows.map((row) => row.code))
  const merged = stored.filter((unit) => unit.mergedIntoId !== null && named.has(unit.code))
  return merged.map(({ name, until, mergedIntoId }) => {
    const into = stored.find((unit) => unit.id === mergedIntoId)?.name ?? ''
    return `${name}（截止 ${until}）并入${into}，文件里的这一行没有改动它。要取消合并，请由系统管理员发“取消合并 ${name}”。`
  })
}

/** The stored units as the rows want them, with parents and paths; in the same order. */
function placeUnits(stored: UnitRecord[], rows: readonly UnitRow[]): UnitRecord[] {
  const rowOf = new Map(rows.map((row) => [row.code, row]))
  const idOf = new Map(stored.map((unit) => [unit.code, unit.id]))
  const wanted = stored.map((unit): UnitRecord => {
    const row = rowOf.get(unit.code)
    // What becomes of a unit that is merged away is not a file's to say (counting-rules 6).
    if (!row || unit.mergedIntoId !== null) return unit
    const parentId = row.parentCode === null ? null : idOf.get(row.parentCode)
    if (parentId === undefined) throw new UserError(`没有编码为 ${row.parentCode} 的上级单位：请补上该单位，或改正上级编码。`)
    const attributes = row.attributes ?? unit.attributes
    return { ...unit, name: row.name, kind: row.kind, parentId, aliases: row.aliases, attributes }
  })
  const roots = wanted.filter((unit) => unit.parentId === null)
  if (roots.length > 1) throw new UserError(`最上级单位只能有一个，现在有 ${roots.map((unit) => unit.name).join('、')}：请补上上级编码。`)
  const byId = new Map(wanted.map((unit) => [unit.id, unit]))
  return wanted.map((unit) => ({ ...unit, path: pathOf(unit, byId) }))
}

function pathOf(unit: UnitRecord, byId: ReadonlyMap<number, UnitRecord>): string {
  const ids: number[] = []
  for (let at: UnitRecord | undefined = unit; at; at = at.parentId === null ? undefined : byId.get(at.parentId)) {
    if (ids.includes(at.id)) throw new UserError(`${unit.name}的上级绕回了它自己：请改正上级编码。`)
    ids.unshift(at.id)
  }
  return `/${ids.join('/')}/`
}
