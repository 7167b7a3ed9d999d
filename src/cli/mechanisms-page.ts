import { type Block, heading, text } from '../core/blocks.ts'
import { type MechanismRow, mechanisms } from '../domain/mechanism-rows.ts'
import { kindsOf, type Pack, type ScheduleEntry } from '../domain/pack.ts'
import type { PackSurroundings } from '../domain/pack-check.ts'
import { describeWhen } from '../domain/recurrence.ts'
import { workflows } from '../domain/workflows/all.ts'
import { renderMarkdown } from '../render/markdown.ts'
import { describeSelector, everyWords } from './pack-words.ts'

const opening =
  '# 机制对照表\n\n五份文件的每一条，在群里怎么说、规则包里是哪条规定动作、有哪些定时通知和文书。本页由程序按规则包和各项命令生成（`npm run docs`），请不要手工修改。“—”表示这一条没有这一项；整行都是“—”的，表示还没有做。\n'

/** The page docs/mechanisms.zh-CN.md: each row of the documents with the commands, duties, notices and documents that carry it. */
export function renderMechanisms(packs: Pack[], surroundings: PackSurroundings): string {
  const sections = mechanisms.map(({ pack: name, rows }) => {
    const pack = packs.find((one) => one.name === name)
    const blocks: Block[] = [
      heading(pack ? `${pack.title}（${name}）` : name),
      text(pack ? `依据：${pack.source}` : '还没有规则包'),
      {
        kind: 'table',
        columns: ['条目', '机制', '在群里怎么说', '规定动作', '定时通知', '查询和文书'].map((title) => ({ title })),
        rows: rows.map((row) => rowCells(row, packs, { ...surroundings, own: pack })),
      },
    ]
    return renderMarkdown(blocks)
  })
  return `${[opening, ...sections].join('\n').trimEnd()}\n`
}

function rowCells(
  { row, title, words }: MechanismRow,
  packs: Pack[],
  { commands, schedules, own: ownPack }: PackSurroundings & { own: Pack | undefined },
): string[] {
  const named = words.flatMap((word) => {
    const command = commands.find((one) => one.title === word) ?? commands.find((one) => one.aliases.includes(word))
    return command ? [{ word, isQuery: command.form === 'query', isCase: isCase(command.name) }] : []
  })
  const said = named.filter(({ isQuery }) => !isQuery).map(({ word }) => word)
  const duties = packs.flatMap((pack) => pack.duties.filter((duty) => duty.row === row))
  const deadlines = named.some((one) => one.isCase) ? (ownPack?.schedules ?? []).filter(({ run }) => run === 'case-deadlines') : []
  const entries = [...packs.flatMap((pack) => pack.schedules.filter((entry) => rowsOf(pack, entry).includes(row))), ...deadlines]
  const papers = [
    ...(duties.length > 0 ? ['进度'] : []),
    ...named.filter(({ isQuery }) => isQuery).map(({ word }) => word),
    ...packs.flatMap(({ score }) => (score?.row === row ? [score.title] : [])),
    ...packs.flatMap(({ rankings, duties: own }) =>
      rankings.filter(({ duty }) => own.some((one) => one.id === duty && one.row === row)).map((ranking) => `${ranking.title}排名`),
    ),
  ]
  return [
    row,
    title,
    cell(said),
    cell(duties.map((duty) => `${duty.title}：${describeSelector(duty.who)}${everyWords[duty.every]}${amountWords(duty)}`)),
    cell(entryWords([...new Set(entries)], schedules)),
    cell([...new Set(papers)]),
  ]
}

/** Is it followed up step by step, with deadlines that are watched? */
function isCase(command: string): boolean {
  return command.startsWith('case-') || (workflows.get(command)?.actions.length ?? 0) > 0
}

/** The rows that a notice carries: its own, or those of the duties which it ranks or reminds of. */
function rowsOf(pack: Pack, { row, run, with: settings }: ScheduleEntry): string[] {
  if (row !== undefined && run !== 'duty-reminders') return [row]
  const ranking = pack.rankings.find(({ id }) => id === settings.ranking)
  const named = Array.isArray(settings.duties) ? settings.duties : null
  const about = pack.duties.filter(({ id, every }) =>
    run === 'duty-reminders' ? every === settings.every && (named === null || named.includes(id)) : id === ranking?.duty,
  )
  return [...(row === undefined ? [] : [row]), ...about.map((duty) => duty.row)]
}

/** Notices of one title in one: 本月规定动作提醒（每月20日 09:00、每月倒数第3个工作日 09:00）. */
function entryWords(entries: ScheduleEntry[], schedules: PackSurroundings['schedules']): string[] {
  return [...new Set(entries.map(({ title }) => title))].map((title) => {
    const same = entries.filter((entry) => entry.title === title)
    const times = same.map(({ when }) => describeWhen(when)).join('、')
    return `${title}（${times}${same.every(({ run }) => schedules.has(run)) ? '' : '，还没有做'}）`
  })
}

function amountWords(duty: Pack['duties'][number]): string {
  return duty.atLeast === undefined ? '按名册走到' : ` ${duty.atLeast} 次${kindsOf(duty).length > 1 ? '（几种都算）' : ''}`
}

function cell(parts: string[]): string {
  return parts.length === 0 ? '—' : parts.join('；')
}
