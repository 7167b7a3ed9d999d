import { listEntries } from '../../../db/queries/entry-lists.ts'
import { type Block, type Content, heading, note, numbered, text } from '../../core/blocks.ts'
import type { Entry, Unit } from '../../core/nouns.ts'
import { privately, type SpeakerContext } from '../context.ts'
import { deadlineWords, shortTime } from '../figure-notes.ts'
import { allDuties } from '../house.ts'
import { periodOf } from '../periods.ts'
import { dutyPeriod, isDone, type Standing, standings } from '../progress.ts'
import { isInsider, maySeeEntry } from '../secrecy.ts'
import { settledStatuses } from '../status-words.ts'
import { themeOf, themesIn } from '../themes.ts'

/** Names in one line; the rest is counted. */
const MOST_NAMES = 20
/** Entries of one kind and month that are looked at. */
const MOST_ENTRIES = 5_000

const nameOf = (theme: Entry): string => String(theme.fields.theme)
const itemsOf = (theme: Entry): string[] => (Array.isArray(theme.fields.items) ? theme.fields.items.map(String) : [])

/** The check-list as each village gets it when the theme is set. */
export function themeNotice(theme: Entry): Content {
  return {
    blocks: [
      heading(`本月主题：${nameOf(theme)}`),
      text('请对照清单逐户排查：'),
      numbered(itemsOf(theme)),
      text(`发现问题请发：问题 内容 类别：${theme.class ?? ''}（几个问题可以分行写）；没有问题请发：零报告 本月主题`),
      ...(typeof theme.fields.note === 'string' ? [note(theme.fields.note)] : []),
    ],
  }
}

/** How the theme of the month stands below a unit: who has answered, what was found and put right, reviewed and inspected (四定闭环). */
export async function themeDocument(context: SpeakerContext, unit: Unit, theme: Entry): Promise<Block[]> {
  const { directory } = context.house
  const root = directory.isWithin(unit.id, theme.unitId) ? unit : directory.unit(theme.unitId)
  const period = periodOf('month', theme.date)
  return [
    heading(`${root.name} 本月主题：${nameOf(theme)}（${period.label}）`),
    text(`清单：${itemsOf(theme).join('、')}`),
    ...(await answersBlocks(context, root, theme)),
    text(await issueLine(context, root, theme)),
    text(await reviewLine(context, root, theme)),
    text(await inspectionLine(context, root, theme)),
    note(`口径：#${theme.no} 定的主题，问题按类别“${theme.class ?? ''}”计；数据截至${shortTime(context.now)}`),
  ]
}

/** 定期定向排查: 3 of 5 villages have answered (2 with issues, 1 with 零报告); who has not. */
async function answersBlocks(context: SpeakerContext, root: Unit, theme: Entry): Promise<Block[]> {
  const { house, now } = context
  const themes = await themesIn(context, periodOf('month', theme.date))
  const lines: Block[] = []
  for (const packDuty of allDuties(house).filter(({ duty }) => duty.report.theme)) {
    const only = (subject: { unitId: number }): boolean => themeOf(house, themes, subject.unitId)?.no === theme.no
    const all = await standings(context, packDuty, { period: dutyPeriod(packDuty, theme.date), now, roots: [root.id], only })
    if (all.length > 0) lines.push(text(answerWords(all)))
  }
  return lines
}

function answerWords(all: Standing[]): string {
  const zero = all.filter(({ zeroAt }) => zeroAt !== null).length
  const found = all.filter(({ done }) => done > 0).length
  const open = all.filter((standing) => !isDone(standing)).map(({ subject }) => subject.name)
  const names = `${open.slice(0, MOST_NAMES).join('、')}${open.length > MOST_NAMES ? `等 ${open.length} 个` : ''}`
  const until = deadlineWords(all[0]?.deadline ?? 0)
  const state = open.length === 0 ? '全部已报' : `还没报的 ${open.length} 个（${until}前）：${names}`
  return `排查：应报 ${all.length} 个，报问题 ${found} 个，零报告 ${zero} 个；${state}。`
}

/** Entries of the month below the unit, of one kind. */
async function entriesOf({ db, house }: SpeakerContext, about: { root: Unit; theme: Entry; kind: string }): Promise<Entry[]> {
  const { root, theme, kind } = about
  const { from, to } = periodOf('month', theme.date)
  const unitIds = house.directory.subtree(root.id).map(({ id }) => id)
  return await listEntries(db, { kind, unitIds, from, to }, MOST_ENTRIES)
}

/** 定期定责整改. */
async function issueLine(context: SpeakerContext, root: Unit, theme: Entry): Promise<string> {
  const issues = (await entriesOf(context, { root, theme, kind: 'issue' })).filter((entry) => entry.class === theme.class)
  const settled = settledStatuses('issue')
  const closed = issues.filter(({ status }) => settled.includes(status)).length
  const given = issues.filter(({ status }) => status !== 'found').length
  return `整改：发现问题 ${issues.length} 个，已交办 ${given} 个，已销号或办结 ${closed} 个。`
}

/** 定期定项调度: meetings of the month whose topic names the theme. */
async function reviewLine(context: SpeakerContext, root: Unit, theme: Entry): Promise<string> {
  const meetings = await entriesOf(context, { root, theme, kind: 'meeting' })
  const named = meetings.filter(({ fields }) => speaksOf(theme, fields))
  return named.length === 0
    ? `调度：还没有会议研究，开了请报：会议 类型：调度会 主题：${nameOf(theme)}`
    : `调度：开会研究 ${named.length} 次（${named.map(({ no }) => `编号 ${no}`).join('、')}）。`
}

/** 定期定点督导: inspections stay secret, so that only insiders read how many, in their direct chat. */
async function inspectionLine(context: SpeakerContext, root: Unit, theme: Entry): Promise<string> {
  if (context.chat.kind === 'group' || !isInsider(privately(context))) return '督导：由督查组掌握，交办后公开。'
  const inspections = (await entriesOf(context, { root, theme, kind: 'inspection' })).filter((entry) => maySeeEntry(context, entry))
  return `督导：您看得到的 ${inspections.filter(({ fields }) => speaksOf(theme, fields)).length} 次。`
}

function speaksOf(theme: Entry, fields: Record<string, unknown>): boolean {
  const words = JSON.stringify(fields)
  return words.includes(nameOf(theme)) || (theme.class !== null && words.includes(theme.class))
}
