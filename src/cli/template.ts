import type { Command } from 'commander'
import type { RosterKind } from '../domain/roster-columns.ts'
import { rosterTemplate } from '../domain/roster-files.ts'
import { writeSheet } from './output-file.ts'
import { rosterKindArgument } from './roster-input.ts'
import type { Shell } from './shell.ts'

/** `template`: the CSV of a roster file to fill in. */
export function addTemplate(program: Command, shell: Shell): void {
  program
    .command('template')
    .summary('打印名册文件的模板')
    .description('打印名册文件的模板（列名和一行示例）；用 --out 存成文件，可直接用表格软件打开。')
    .addArgument(rosterKindArgument())
    .option('--out <文件>', '存成文件')
    .action(async (kind: RosterKind, { out }: { out?: string }) => {
      const template = rosterTemplate(kind)
      if (out === undefined) return shell.out(template.trimEnd())
      await writeSheet(out, [template])
      shell.out(`模板已存为 ${out}。`)
    })
}
