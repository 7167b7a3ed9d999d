import type { ContactFileRow, HouseholdRow, MemberRow, UnitRow } from '../core/roster-rows.ts'
import { type RosterColumn, type RosterKind, rosterColumns } from './roster-columns.ts'
import { contactSchema, householdSchema, memberSchema, type RowSchema, unitSchema } from './roster-schemas.ts'
import type { Table } from './table-file.ts'

/** A row with its line in the file, so that later checks can name it. */
export type Lined<Row> = Row & { line: number }

/** What is wrong in a line, and how to put it right. */
export interface Fault {
  line: number
  message: string
}

/** What a file gave. With any fault nothing may be imported; warnings are only told. */
export interface RosterReading<Row> {
  rows: Lined<Row>[]
  faults: Fault[]
  warnings: Fault[]
}

/** The CSV to fill in: a line of Chinese titles and an example. */
export function rosterTemplate(kind: RosterKind): string {
  const columns = rosterColumns[kind]
  return `${columns.map(({ titles }) => titles[0]).join(',')}\n${columns.map(({ example }) => example).join(',')}\n`
}

/** Reads units. A parent must be in the file or among the known codes; only one unit may be without parent. */
export function readUnits(table: Table, knownCodes: ReadonlySet<string> = new Set()): RosterReading<UnitRow> {
  const reading = readRows(table, 'units', unitSchema)
  const repeated = repeatedRows(reading.rows, (row) => `单位编码 ${row.code}`)
  return withFaults(reading, [...repeated, ...parentFaults(reading.rows, knownCodes)])
}

/** Reads households; where village codes are given, a household's village must be one of them. */
export function readHouseholds(table: Table, villageCodes?: ReadonlySet<string>): RosterReading<HouseholdRow> {
  const reading = readRows(table, 'households', householdSchema)
  const remedy = '，如确是两户，请在姓名后加以区别'
  const repeated = repeatedRows(reading.rows, (row) => `村 ${row.villageCode} ${row.groupName}的户主${row.head}`, remedy)
  const unknown = villageCodes ? unknownCodes(reading.rows, (row) => row.villageCode, villageCodes) : []
  return withFaults(reading, [...repeated, ...unknown])
}

/** Reads members' posts; where unit codes are given, a member's unit must be one of them. */
export function readMembers(table: Table, unitCodes?: ReadonlySet<string>): RosterReading<MemberRow> {
  const reading = readRows(table, 'members', memberSchema)
  const account = (row: MemberRow): string => (row.userId === null ? '' : `（${row.userId}）`)
  const repeated = repeatedRows(reading.rows, (row) => `${row.name}${account(row)}在单位 ${row.unitCode} 的职务${row.post}`)
  const unknown = unitCodes ? unknownCodes(reading.rows, (row) => row.unitCode, unitCodes) : []
  return withFaults(reading, [...repeated, ...sharedAccounts(reading.rows), ...unknown])
}

/** Reads pairings; whom the names mean is settled with the roster at hand (contact-import.ts). */
export function readContacts(table: Table): RosterReading<ContactFileRow> {
  const reading = readRows(table, 'contacts', contactSchema)
  const repeated = repeatedRows(reading.rows, (row) => `${row.kind} ${row.who} ${row.unit ?? row.matter ?? ''}`)
  return withFaults(reading, repeated)
}

function withFaults<Row>(reading: RosterReading<Row>, more: Fault[]): RosterReading<Row> {
  return { ...reading, faults: [...reading.faults, ...more].sort((a, b) => a.line - b.line) }
}

function readRows<Row>(table: Table, kind: RosterKind, schema: RowSchema<Row>): RosterReading<Row> {
  const reading: RosterReading<Row> = { rows: [], faults: [], warnings: [] }
  const identity = identityFault(table)
  if (identity) return { ...reading, faults: [identity] }
  const places = rosterColumns[kind].map((column) => ({ column, index: table.columns.findIndex((title) => isTitleOf(title, column)) }))
  reading.faults.push(...titleFaults(table, kind))
  reading.warnings.push(...titleWarnings(table, kind))
  if (reading.faults.length > 0) return reading
  for (const { line, values } of table.rows) {
    const extra = values.slice(table.columns.length).some((value) => value !== '')
    if (extra)
      reading.faults.push({ line, message: `这一行有 ${values.length} 格，列名只有 ${table.columns.length} 个：含逗号的内容要加引号。` })
    const cells = Object.fromEntries(
      places.map(({ column, index }) => [column.field, values[index] ?? (index < 0 && column.keepsWithout ? undefined : '')]),
    )
    const parsed = schema.safeParse(cells)
    if (parsed.success) reading.rows.push({ ...parsed.data, line })
    for (const issue of parsed.error?.issues ?? []) {
      const column = places.find((place) => place.column.field === issue.path[0])?.column
      reading.faults.push({ line, message: `${column?.titles[0] ?? ''}：${issue.message}。` })
    }
  }
  return reading
}

function isTitleOf(title: string, column: RosterColumn): boolean {
  const typed = title.replace(/\s/g, '').toLowerCase()
  return typed === column.field || column.titles.some((known) => known.toLowerCase() === typed)
}

function titleFaults(table: Table, kind: RosterKind): Fault[] {
  return rosterColumns[kind].flatMap((column) => {
    const found = table.columns.filter((title) => isTitleOf(title, column)).length
    const name = `“${column.titles[0]}”（${column.field}）`
    if (found > 1) return [{ line: table.line, message: `${name}一列出现了 ${found} 次：请只留一列。` }]
    return found === 0 && column.required ? [{ line: table.line, message: `缺少${name}一列：请照模板的列名填写。` }] : []
  })
}

function titleWarnings(table: Table, kind: RosterKind): Fault[] {
  const unknown = table.columns.filter((title) => title !== '' && !rosterColumns[kind].some((column) => isTitleOf(title, column)))
  return unknown.map((title) => ({ line: table.line, message: `“${title}”一列不认识，没有导入。` }))
}

/** Identity numbers never enter (design §7.8): the file is refused as a whole, and the number is not repeated. */
function identityFault(table: Table): Fault | undefined {
  const message = '文件里有身份证号，整份文件没有导入：请删去身份证号一列（和备注里的身份证号）后再导入。'
  if (table.columns.some((title) => /身份证|身份号|证件号|id_?card|identity/i.test(title))) return { line: table.line, message }
  const accounts = table.columns.findIndex((title) =>
    rosterColumns.members.some((column) => column.field === 'user_id' && isTitleOf(title, column)),
  )
  // Accounts of chat platforms may have 18 digits too: there, only what bears a date of birth is taken for an identity number.
  const row = table.rows.find(({ values }) =>
    values.some((value, index) => (index === accounts ? bearsBirthDate(value) : looksLikeIdentity(value))),
  )
  return row && { line: row.line, message }
}

/** Also inside longer numbers (a disability certificate holds one) and as a spreadsheet's scientific notation leaves it: 6.21E+17. */
function looksLikeIdentity(value: string): boolean {
  return /\d{17}[\dXx]|^\d(\.\d+)?E\+17$/i.test(value.normalize('NFKC').replace(/(?<=\d)\s+(?=[\dXx])/g, ''))
}

function bearsBirthDate(value: string): boolean {
  return /(?<!\d)[1-8]\d{5}(18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)/.test(value)
}

/** Rows that are named alike are the same thing: only the first may stand. */
function repeatedRows<Row>(rows: Lined<Row>[], nameOf: (row: Row) => string, remedy = '，请只留一行'): Fault[] {
  const first = new Map<string, number>()
  return rows.flatMap((row) => {
    const name = nameOf(row)
    const earlier = first.get(name)
    if (earlier === undefined) first.set(name, row.line)
    return earlier === undefined ? [] : [{ line: row.line, message: `${name}与第 ${earlier} 行重复${remedy}。` }]
  })
}

function unknownCodes<Row>(rows: Lined<Row>[], codeOf: (row: Row) => string, known: ReadonlySet<string>): Fault[] {
  const unknown = rows.filter((row) => !known.has(codeOf(row)))
  return unknown.map((row) => ({ line: row.line, message: `没有编码为 ${codeOf(row)} 的单位：请先导入单位，或改正编码。` }))
}

/** One account is one person, who may hold several posts. */
function sharedAccounts(rows: Lined<MemberRow>[]): Fault[] {
  const owners = new Map<string, Lined<MemberRow>>()
  return rows.flatMap((row) => {
    if (row.userId === null) return []
    const key = `${row.platform} ${row.userId}`
    const owner = owners.get(key) ?? row
    owners.set(key, owner)
    const message = `平台账号 ${row.userId} 在第 ${owner.line} 行是${owner.name}的：一个账号只能属于一个人。`
    return owner.name === row.name ? [] : [{ line: row.line, message }]
  })
}

function parentFaults(rows: Lined<UnitRow>[], knownCodes: ReadonlySet<string>): Fault[] {
  const byCode = new Map(rows.map((row) => [row.code, row]))
  // In a file that adds to known units, only the known topmost one may come without parent.
  const root = rows.find((row) => row.parentCode === null && (knownCodes.size === 0 || knownCodes.has(row.code)))
  return rows.flatMap((row) => {
    const { line, parentCode } = row
    if (parentCode === null) return row === root ? [] : [{ line, message: '没有填上级编码：只有最上级单位可以空着，而且只能有一个。' }]
    if (!byCode.has(parentCode) && !knownCodes.has(parentCode)) {
      return [{ line, message: `没有编码为 ${parentCode} 的上级单位：请补上该单位，或改正上级编码。` }]
    }
    return isUnderItself(row, byCode) ? [{ line, message: `${row.name}的上级绕回了它自己：请改正上级编码。` }] : []
  })
}

function isUnderItself(row: UnitRow, byCode: ReadonlyMap<string, UnitRow>): boolean {
  const seen = new Set<string>()
  let above = row.parentCode
  while (above !== null && above !== row.code && !seen.has(above)) {
    seen.add(above)
    above = byCode.get(above)?.parentCode ?? null
  }
  return above === row.code
}
