import type { Db } from '../../db/client.ts'
import type { ContactRow } from '../../db/queries/roster.ts'
import { listContactRecords, replaceContacts } from '../../db/queries/roster-bulk.ts'
import type { DateText } from '../clock.ts'
import type { Unit } from '../core/nouns.ts'
import type { ContactFileRow } from '../core/roster-rows.ts'
import { contactFault, contactRules } from './contact-kinds.ts'
import type { Directory } from './directory.ts'
import { finishImport, type ImportResult } from './import-result.ts'
import type { Fault, Lined, RosterReading } from './roster-files.ts'

/** Settles whom the names of a file mean; names that mean nobody, or several, are faults of their lines. */
export function resolveContacts(reading: RosterReading<ContactFileRow>, directory: Directory, on: DateText): RosterReading<ContactRow> {
  const faults: Fault[] = [...reading.faults]
  const rows: Lined<ContactRow>[] = []
  for (const row of reading.rows) {
    const found = resolve(row, directory, on)
    if (typeof found === 'string') faults.push({ line: row.line, message: found })
    else rows.push({ ...found, line: row.line })
  }
  return { rows, faults: faults.sort((a, b) => a.line - b.line), warnings: reading.warnings }
}

function resolve(row: ContactFileRow, directory: Directory, on: DateText): ContactRow | string {
  const holder = contactRules[row.kind].holder === 'member' ? memberOf(row, directory, on) : unitHolder(row, directory)
  if (typeof holder === 'string') return holder
  const common = { kind: row.kind, ...holder }
  if (row.matter !== null) {
    if (!contactRules[row.kind].matters) return `分管事项：只有“分管”可以写事项，“${row.kind}”请写对象单位。`
    return row.unit === null
      ? { ...common, forUnitId: null, matter: row.matter }
      : '分管事项：对象单位和分管事项只写一个，要都登记请分两行。'
  }
  if (row.unit === null)
    return `对象单位：没有填写，请填单位编码或名称${contactRules[row.kind].matters ? '，或在“分管事项”里写事项' : ''}。`
  const ground = unitNamed(row.unit, directory)
  if (typeof ground === 'string') return `对象单位：${ground}`
  const fault = contactFault(row.kind, 'ground', ground)
  return fault === null ? { ...common, forUnitId: ground.id, matter: null } : `对象单位：${fault}`
}

type Holder = Pick<ContactRow, 'memberId' | 'unitId'>

function memberOf({ who, whoUnit }: ContactFileRow, directory: Directory, on: DateText): Holder | string {
  const at = whoUnit === null ? null : unitNamed(whoUnit, directory)
  if (typeof at === 'string') return `所在单位：${at}`
  const bearers = directory.members(on).flatMap((member) => {
    const post = member.name === who ? member.posts.find(({ unitId }) => at === null || unitId === at.id) : undefined
    return post ? [{ memberId: member.id, unitId: post.unitId }] : []
  })
  const [only, ...others] = bearers
  if (!only) return `人员名册里没有在任的“${who}”${at === null ? '' : `（${at.name}）`}：请先导入人员，或改正姓名。`
  return others.length === 0 ? only : `叫“${who}”的有 ${bearers.length} 位：请在“所在单位”一列写明单位编码。`
}

function unitHolder({ kind, who }: ContactFileRow, directory: Directory): Holder | string {
  const unit = unitNamed(who, directory)
  if (typeof unit === 'string') return unit
  return contactFault(kind, 'holder', unit) ?? { memberId: null, unitId: unit.id }
}

/** A unit by its code, else by its name or an alias. */
function unitNamed(typed: string, directory: Directory): Unit | string {
  const coded = directory.unitByCode(typed)
  if (coded && !directory.isClosed(coded.id)) return coded
  const [only, ...others] = directory.units.filter((unit) => [unit.name, unit.officialName, ...unit.aliases].includes(typed))
  if (!only) return `没有“${typed}”这个单位：请先导入单位，或改正编码、名称。`
  return others.length === 0 ? only : `叫“${typed}”的单位有 ${others.length + 1} 个：请写单位编码。`
}

/**
 * Writes pairings. Whoever the file names with a kind of pairing has exactly those of this kind that the file gives him; others of his
 * are taken away, counted as changed and told of, and who is not in the file keeps what he has. Counts are of pairings.
 */
export async function importContacts(tx: Db, rows: readonly ContactRow[], directory: Directory): Promise<ImportResult> {
  const wanted = new Map(rows.map((row) => [keyOf(row), row]))
  const holders = new Set(rows.map(holderKey))
  const known = (await listContactRecords(tx)).filter((row) => holders.has(holderKey(row)))
  const kept = new Set(known.map(keyOf).filter((key) => wanted.has(key)))
  const gone = known.filter((row) => !wanted.has(keyOf(row)))
  const added = [...wanted].filter(([key]) => !kept.has(key)).map(([, row]) => row)
  await replaceContacts(tx, {
    gone: gone.map(({ id }) => id),
    added: added.map(({ kind, memberId, unitId, forUnitId, matter }) => ({ kind, memberId, unitId, forUnitId, matter })),
  })
  const warnings = gone.map((row) => `文件里没有“${describe(row, directory)}”，已取消。`)
  return await finishImport(tx, { added: added.length, changed: gone.length, unchanged: kept.size, warnings })
}

function holderKey({ kind, memberId, unitId }: ContactRow): string {
  return `${kind} ${memberId === null ? `unit ${unitId}` : `member ${memberId}`}`
}

function keyOf(row: ContactRow): string {
  return `${holderKey(row)} ${row.forUnitId ?? ''} ${row.matter ?? ''}`
}

function describe({ kind, memberId, unitId, forUnitId, matter }: ContactRow, directory: Directory): string {
  const who = memberId === null ? directory.unit(unitId).name : (directory.person(memberId) ?? '')
  return `${kind} ${who} ${forUnitId === null ? matter : directory.unit(forUnitId).name}`
}
