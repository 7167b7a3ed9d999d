import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Command as Program } from 'commander'
import { loadCommands, loadSchedules } from '../app.ts'
import { heading, text } from '../core/blocks.ts'
import { UserError } from '../core/errors.ts'
import type { Command } from '../domain/command.ts'
import { commandHelp } from '../domain/documents/help.ts'
import { mechanisms } from '../domain/mechanism-rows.ts'
import { readPacks } from '../pack-files.ts'
import { renderMarkdown } from '../render/markdown.ts'
import { renderMechanisms } from './mechanisms-page.ts'
import type { Shell } from './shell.ts'

const handbookPage = 'docs/handbook.zh-CN.md'
const mechanismsPage = 'docs/mechanisms.zh-CN.md'

const parts: { form: Command['form']; title: string; lead: string }[] = [
  {
    form: 'report',
    title: '一、上报',
    lead: '开头写这个词，后面的内容随便怎么排：可以写“标签：内容”，也可以直接说。没写清的，机器人会接着问。',
  },
  { form: 'query', title: '二、查询', lead: '直接问就行，单位、事项、时间和问法先后不限，例如“马岭镇本月走访进度”“6月走访排名前十”。' },
  { form: 'action', title: '三、办理', lead: '写在记录编号前面，例如“查 1027”。' },
  { form: 'word', title: '四、设置', lead: '由管理员，或第一次使用的人来发。' },
]

/** `docs`: writes the handbook from the commands' own declarations and the table of mechanisms from the packs; `--check` only tells whether they are up to date. */
export function addDocs(program: Program, shell: Shell): void {
  program
    .command('docs')
    .summary('重新生成使用手册和机制对照表')
    .description(`由各项命令的说明重新生成使用手册 ${handbookPage}，由规则包重新生成机制对照表 ${mechanismsPage}。`)
    .option('--check', '只检查这两页是不是最新')
    .action(async (options: { check?: boolean }) => {
      const surroundings = { commands: (await loadCommands()).all, schedules: await loadSchedules() }
      const names = mechanisms.map(({ pack }) => pack)
      const pages = [
        { page: handbookPage, content: renderHandbook(surroundings.commands) },
        { page: mechanismsPage, content: renderMechanisms(readPacks(names, surroundings), surroundings) },
      ]
      for (const { page, content } of pages) {
        const file = fileURLToPath(new URL(`../../${pathFromBuild()}${page}`, import.meta.url))
        if (!options.check) writeFileSync(file, content)
        else if (!existsSync(file) || readFileSync(file, 'utf8') !== content)
          throw new UserError(`${page} 不是最新的，请运行 npm run docs。`)
        shell.out(options.check ? `${page} 是最新的。` : `已写好 ${page}`)
      }
    })
}

/** The project's root lies one folder further up when the program runs built. */
function pathFromBuild(): string {
  return import.meta.url.includes('/dist/src/') ? '../' : ''
}

/** The whole handbook as Markdown. */
export function renderHandbook(commands: Command[]): string {
  const sections = parts.flatMap(({ form, title, lead }) => {
    const own = commands.filter((command) => command.form === form)
    return [renderMarkdown([heading(title), text(lead)]), ...own.map((command) => renderMarkdown(commandHelp(command), 3))]
  })
  const opening =
    '# 使用手册\n\n本页由程序按各项命令的声明生成（`npm run docs`），请不要手工修改。例子里的 {户主}、{村}、{编号} 换成您自己的。\n'
  return [opening, ...sections].join('\n')
}
