import type { Command } from 'commander'
import type { Store } from '../../db/client.ts'
import { addAudit } from '../../db/queries/audit.ts'
import { type EntryFilter, listEntries } from '../../db/queries/entry-lists.ts'
import { loadCommands } from '../app.ts'
import { addDays, isDate, toIso } from '../clock.ts'
import { UserError } from '../core/errors.ts'
import type { Entry } from '../core/nouns.ts'
import type { ReportCommand } from '../domain/command.ts'
import { createHouseKeeper, type House } from '../domain/house.ts'
import { toCsvLine, writeSheet } from './output-file.ts'
import { ledgerNow, readConfig, type Shell, withStore } from './shell.ts'

interface ExportOptions {
  kind?: string
  from?: string
  to?: string
  out: string
}

const BATCH = 1000
const titles = ['编号', '种类', '类别', '单位编码', '单位', '上报单位', '职务', '上报人', '日期', '户主', '内容', '状态', '上报时间']

/** `export entries`: the ledger as a table, with heads of households; the export is written into the audit book. */
export function addExport(program: Command, shell: Shell): void {
  program
    .command('export')
    .summary('导出台账')
    .description('导出台账')
    .command('entries')
    .summary('导出条目为 CSV')
    .description('导出条目为 CSV（含户主姓名，请妥善保管；每次导出都记入审计）。')
    .requiredOption('--out <文件>', '存成的文件')
    .option('--kind <种类>', '只导出一种，如 走访 或 visit')
    .option('--from <日期>', '从这一天起，如 2023-06-01')
    .option('--to <日期>', '到这一天止（含当天）')
    .action((options: ExportOptions) => exportEntries(shell, options))
}

async function exportEntries(shell: Shell, options: ExportOptions): Promise<void> {
  const config = readConfig(shell)
  const reports = (await loadCommands()).all.filter((command) => command.form === 'report')
  const filter = toFilter(options, reports)
  const count = await withStore(config, async (store) => {
    const house = await createHouseKeeper([])(store.read)
    const at = await ledgerNow(store, config)
    const detail = `${options.kind ?? '全部'} ${options.from ?? ''}—${options.to ?? ''}`
    // Before the file is written: an export that is not in the book must not exist.
    await store.transaction((tx) => addAudit(tx, { at, memberId: null, action: 'export', target: 'entries', detail }))
    const lines = { count: 0 }
    await writeSheet(options.out, entryLines({ store, filter, house, reports }, lines))
    return lines.count
  })
  shell.out(`已导出 ${count} 条到 ${options.out}。`)
}

function toFilter({ kind, from, to }: ExportOptions, reports: ReportCommand[]): EntryFilter {
  const report = reports.find((command) => command.name === kind || command.title === kind)
  if (kind !== undefined && !report)
    throw new UserError(`没有“${kind}”这种条目：可写 ${reports.map((command) => command.title).join('、')}。`)
  for (const date of [from, to]) {
    if (date !== undefined && !isDate(date)) throw new UserError(`“${date}”不是日期：请写成 2023-06-01。`)
  }
  return { all: true, ...(report ? { kind: report.name } : {}), ...(from ? { from } : {}), ...(to ? { to: addDays(to, 1) } : {}) }
}

interface Source {
  store: Store
  filter: EntryFilter
  house: House
  reports: ReportCommand[]
}

async function* entryLines({ store, filter, house, reports }: Source, lines: { count: number }): AsyncGenerator<string> {
  yield toCsvLine(titles)
  for (let afterNo = 0; ; ) {
    const entries = await listEntries(store.read, { ...filter, afterNo }, BATCH)
    const last = entries.at(-1)
    if (!last) return
    yield entries.map((entry) => toCsvLine(toCells(entry, house, reports))).join('')
    lines.count += entries.length
    afterNo = last.no
  }
}

function toCells(entry: Entry, { directory }: House, reports: ReportCommand[]): (string | number | null)[] {
  const report = reports.find((command) => command.name === entry.kind)
  const unit = directory.unit(entry.unitId)
  const household = entry.householdId === null ? undefined : directory.household(entry.householdId)
  return [
    entry.no,
    report?.title ?? entry.kind,
    entry.class,
    unit.code,
    unit.name,
    entry.byUnitId === null ? null : directory.unit(entry.byUnitId).name,
    entry.byPost,
    entry.memberId === null ? null : (directory.member(entry.memberId, entry.date)?.name ?? null),
    entry.date,
    household?.head ?? null,
    describeFields(entry, report),
    entry.status,
    toIso(entry.createdAt),
  ]
}

/** 情况：在合作社务工；方式：入户. What has a column of its own is left out. */
function describeFields(entry: Entry, report: ReportCommand | undefined): string {
  const own = ['household', 'householdId', 'date', 'unit']
  return Object.entries(entry.fields)
    .filter(([key, value]) => !own.includes(key) && value !== null)
    .map(([key, value]) => `${report?.fields[key]?.label ?? key}：${toWords(value)}`)
    .join('；')
}

/** A stored value whole: lists joined, units by name, decisions with owner and due date. */
function toWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(toWords).join('、')
  if (typeof value !== 'object' || value === null) return String(value)
  if ('name' in value) return String(value.name)
  if ('text' in value) return Object.values(value).join('，')
  return Object.entries(value)
    .map(([name, item]) => `${name} ${toWords(item)}`)
    .join('，')
}
