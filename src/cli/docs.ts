import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Command as Program } from 'commander'
import { loadCommands } from '../app.ts'
import { heading, text } from '../core/blocks.ts'
import { UserError } from '../core/errors.ts'
import type { Command } from '../domain/command.ts'
import { commandHelp } from '../domain/documents/help.ts'
import { renderMarkdown } from '../render/markdown.ts'
import type { Shell } from './shell.ts'

const page = 'docs/handbook.zh-CN.md'

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

/** `docs`: writes the handbook page from the commands' own declarations; `--check` only tells whether it is up to date. */
export function addDocs(program: Program, shell: Shell): void {
  program
    .command('docs')
    .summary('重新生成使用手册')
    .description(`由各项命令的说明重新生成使用手册 ${page}。`)
    .option('--check', '只检查手册是不是最新')
    .action(async (options: { check?: boolean }) => {
      const handbook = renderHandbook((await loadCommands()).all)
      const file = fileURLToPath(new URL(`../../${pathFromBuild()}${page}`, import.meta.url))
      if (options.check) {
        if (readFileSync(file, 'utf8') !== handbook) throw new UserError('使用手册不是最新的，请运行 npm run docs。')
        shell.out('使用手册是最新的。')
        return
      }
      writeFileSync(file, handbook)
      shell.out(`已写好 ${page}`)
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
