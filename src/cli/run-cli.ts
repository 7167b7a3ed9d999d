import { Command, CommanderError } from 'commander'
import { StoreError } from '../../db/guard.ts'
import { toError, UserError } from '../core/errors.ts'
import { textWidth } from '../render/text-width.ts'
import { addAdminCode } from './admin-code.ts'
import { addBackup } from './backup.ts'
import { addCalendar } from './calendar.ts'
import { addDocs } from './docs.ts'
import { addDoctor } from './doctor.ts'
import { addExport } from './export.ts'
import { addImport } from './import.ts'
import { addInit } from './init.ts'
import { addPack } from './pack.ts'
import { addRead } from './read.ts'
import { addRebuild } from './rebuild.ts'
import { addReplay } from './replay.ts'
import { addRestore } from './restore.ts'
import type { Shell } from './shell.ts'
import { addSimulate } from './simulate.ts'
import { addTemplate } from './template.ts'
import { addVerify } from './verify.ts'
import { addWebhookCommands } from './webhook.ts'

/** The commands, in the order of the help. */
const commands = [
  addInit,
  addDoctor,
  addAdminCode,
  addImport,
  addCalendar,
  addTemplate,
  addPack,
  addExport,
  addVerify,
  addRebuild,
  addBackup,
  addRestore,
  addReplay,
  addRead,
  addSimulate,
  addWebhookCommands,
  addDocs,
]

/** Runs one shell command; returns the exit code. Faults go to `err` in Chinese, those of the program itself with their stack. */
export async function runCli(argv: readonly string[], shell: Shell): Promise<number> {
  try {
    await createProgram(shell).parseAsync(argv, { from: 'user' })
    return 0
  } catch (thrown) {
    const error = toError(thrown)
    if (error instanceof CommanderError && isHelp(error)) return error.exitCode
    shell.err(explain(error))
    return 1
  }
}

function createProgram(shell: Shell): Command {
  const program = new Command('npm run cli --')
  program
    .description('乡报的维护命令')
    .helpOption('-h, --help', '显示帮助')
    .helpCommand('help [命令]', '显示某个命令的帮助')
    .configureOutput({
      writeOut: (text) => shell.out(text.trimEnd()),
      writeErr: (text) => shell.err(text.trimEnd()),
      outputError: () => {},
    })
    .configureHelp({
      displayWidth: textWidth,
      styleTitle: (title) => titles[title] ?? title,
      styleUsage: (usage) => usage.replace('[options]', '[选项]').replace('[command]', '<命令>'),
      subcommandTerm: (command) => [command.name(), ...command.registeredArguments.map((argument) => `<${argument.name()}>`)].join(' '),
    })
    .showSuggestionAfterError(false)
    .exitOverride()
  for (const add of commands) add(program, shell)
  return program
}

const titles: Record<string, string> = { 'Usage:': '用法：', 'Arguments:': '参数：', 'Options:': '选项：', 'Commands:': '命令：' }

function isHelp(error: CommanderError): boolean {
  return error.code === 'commander.help' || error.code === 'commander.helpDisplayed'
}

function explain(error: Error): string {
  if (error instanceof CommanderError) return `${complaint(error)}用法请看 npm run cli -- --help`
  if (error instanceof UserError || error instanceof StoreError) return error.message
  return `出了意外的错误，请把下面的内容发给维护人员：\n${error.stack ?? error.message}`
}

/** What was typed wrongly; the library says it in English, with what was typed in quotes. */
function complaint({ code, message }: CommanderError): string {
  const typed = /'([^']*)'/.exec(message)?.[1] ?? ''
  switch (code) {
    case 'commander.unknownCommand':
      return `没有“${typed}”这个命令。`
    case 'commander.unknownOption':
      return `没有“${typed}”这个选项。`
    case 'commander.missingArgument':
      return `缺少参数“${typed}”。`
    case 'commander.missingMandatoryOptionValue':
      return `缺少选项“${typed}”。`
    case 'commander.optionMissingArgument':
      return `选项“${typed}”后面缺少内容。`
    case 'commander.excessArguments':
      return '参数太多了；路径里有空格时要加引号。'
    default:
      return `写法不对（${message}）。`
  }
}
