import { type Block, heading, list, text } from '../../core/blocks.ts'
import type { FieldSpec } from '../../core/fields.ts'
import type { Member } from '../../core/nouns.ts'
import type { Command, Commands, Example } from '../command.ts'
import { isAdmin } from '../scope.ts'

/** How an example is shown: as written in the handbook, filled from the roster in a chat. */
export type ShowExample = (example: Example) => string

const groups: { form: Command['form']; title: string }[] = [
  { form: 'report', title: '上报（开头写这个词）' },
  { form: 'query', title: '查询（直接问）' },
  { form: 'action', title: '办理（后面跟编号）' },
  { form: 'word', title: '设置' },
]

/** What a person may type: the reports with what they are for, the rest by name, as it must fit a phone's screens. */
export function helpOverview(commands: Commands, member: Member): Block[] {
  const allowed = commands.all.filter((command) => isAdmin(member) || member.posts.some((post) => command.roles.includes(post.role)))
  const sections = groups.flatMap(({ form, title }) => {
    const part = allowed.filter((command) => command.form === form)
    if (part.length === 0) return []
    if (form !== 'report') return [text(`${title}：${part.map((command) => command.title).join('、')}`)]
    return [text(`${title}：`), list(part.map((command) => `${command.title}：${inShort(command.summary)}`))]
  })
  return [heading('能做什么'), ...sections, text('看某一项是做什么的、怎么写，请发“帮助 走访”这样的话。')]
}

/** What it is for; how it is written stands in its own help. */
function inShort(summary: string): string {
  return summary.split(/[，；]例如：|，发“|；/)[0] ?? summary
}

/** One command: what it is for, other words for it, its fields with labels, required ones first, and examples. */
export function commandHelp(command: Command, show: ShowExample = (example) => example.say): Block[] {
  const others = command.aliases.length > 0 ? [text(`也可以说：${command.aliases.join('、')}`)] : []
  const fields = command.form === 'report' ? fieldBlocks(Object.values(command.fields).filter((field) => !field.given)) : []
  const examples = command.examples.length > 0 ? [text('例如：'), list(command.examples.map(show))] : []
  return [heading(command.title), text(command.summary), ...others, ...fields, ...examples]
}

function fieldBlocks(fields: FieldSpec[]): Block[] {
  const required = fields.filter((field) => field.required)
  const optional = fields.filter((field) => !field.required)
  return [
    ...(required.length > 0 ? [text('要写：'), list(required.map(fieldLine))] : []),
    ...(optional.length > 0 ? [text('可以写：'), list(optional.map(fieldLine))] : []),
  ]
}

/** 方式：入户/电话/其他; 户主（也写 姓名、农户），如 王亦态. */
function fieldLine(field: FieldSpec): string {
  const aliases = field.aliases && field.aliases.length > 0 ? `（也写 ${field.aliases.join('、')}）` : ''
  const options = field.options ? `：${field.options.map((option) => option.name).join('/')}${field.open ? '，或其他' : ''}` : ''
  return `${field.label}${aliases}${options}${field.hint ? `，如 ${field.hint}` : ''}`
}

/** The command that a word names: its title, an alias, or its beginning. */
export function findCommand(commands: Commands, word: string): Command | undefined {
  const named = commands.all.find((command) => [command.title, ...command.aliases].includes(word))
  return (
    named ??
    commands.all.find((command) =>
      [command.title, ...command.aliases].some((name) => word !== '' && (name.includes(word) || word.includes(name))),
    )
  )
}
