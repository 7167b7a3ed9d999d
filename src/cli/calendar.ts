import type { Command } from 'commander'
import { z } from 'zod'
import { putCalendarDays } from '../../db/queries/calendar.ts'
import { bumpRosterVersion } from '../../db/queries/roster-version.ts'
import { isDate } from '../clock.ts'
import { UserError } from '../core/errors.ts'
import { readTable } from '../domain/table-file.ts'
import { readConfig, type Shell, withStore } from './shell.ts'

const Day = z.object({
  date: z.string().refine(isDate, '日期请写成 2027-02-12'),
  working: z.enum(['是', '否'], '“是否上班”请写 是 或 否').transform((word) => word === '是'),
  name: z.string().transform((name) => name || null),
})

/** `calendar`: takes in days that differ from the calendar shipped with the program (a new year's holidays, a local holiday). */
export function addCalendar(program: Command, shell: Shell): void {
  program
    .command('calendar')
    .summary('导入放假调休安排')
    .description('导入放假调休安排：每行一天，三列为 日期,是否上班,名称，例如 2027-02-06,是,春节调休上班。有一行不对，整份都不导入。')
    .argument('<文件>', 'CSV 或 XLSX 文件')
    .action((file: string) => importDays(shell, file))
}

async function importDays(shell: Shell, file: string): Promise<void> {
  const { rows } = await readTable(file)
  const read = rows.map(({ line, values: [date = '', working = '', name = ''] }) => ({
    line,
    result: Day.safeParse({ date, working, name }),
  }))
  const faults = read.flatMap(({ line, result }) =>
    result.success ? [] : [`第 ${line} 行：${result.error.issues.map((issue) => issue.message).join('；')}`],
  )
  if (faults.length > 0) throw new UserError([...faults, '一行也没有导入。'].join('\n'))
  const days = read.flatMap(({ result }) => (result.success ? [result.data] : []))
  await withStore(readConfig(shell), (store) =>
    store.transaction(async (tx) => {
      await putCalendarDays(tx, days)
      await bumpRosterVersion(tx)
    }),
  )
  shell.out(`已导入 ${days.length} 天。`)
}
