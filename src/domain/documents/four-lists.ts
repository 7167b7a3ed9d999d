import { listEntries } from '../../../db/queries/entry-lists.ts'
import { type Block, heading, note, text } from '../../core/blocks.ts'
import type { Entry, Unit } from '../../core/nouns.ts'
import { caseView } from '../cases.ts'
import type { SpeakerContext } from '../context.ts'
import { shortTime } from '../figure-notes.ts'
import { settledStatuses, statusWord } from '../status-words.ts'
import { issueFields, partiesOf } from '../workflows/issue-parties.ts'
import { partyIds } from '../workflows/issue-signing.ts'
import { leadersInCharge } from '../workflows/units.ts'

/** More open problems than a county has. */
const MOST_ISSUES = 2_000

type Table = Extract<Block, { kind: 'table' }>

/** 问题清单、任务清单、时限清单、责任清单 (A13): four views of the problems that are not struck off. */
export async function fourLists(context: SpeakerContext, unit: Unit): Promise<Block[]> {
  const { db, house, now } = context
  const unitIds = house.directory.subtree(unit.id).map(({ id }) => id)
  const issues = await listEntries(db, { kind: 'issue', unitIds, notStatuses: settledStatuses('issue') }, MOST_ISSUES)
  if (issues.length === 0) return [heading(`${unit.name} 四张清单`), text('没有未销号的问题。')]
  const content = (entry: Entry): string => String(entry.fields.content ?? '')
  return [
    heading(`${unit.name} 四张清单（未销号 ${issues.length} 条）`),
    text('问题清单'),
    table(['编号', '单位', '问题', '来源', '办到哪一步'], issues, (entry) => [
      house.directory.unit(entry.unitId).name,
      content(entry),
      String(entry.fields.source ?? ''),
      statusWord(entry),
    ]),
    text('任务清单'),
    table(['编号', '整改任务', '类型', '整改情况'], issues, (entry) => [content(entry), sortOf(entry), workOf(entry)]),
    text('时限清单'),
    table(['编号', '交办日期', '第一次时限', '现在时限', '延期'], issues, datesOf),
    text('责任清单'),
    table(['编号', '责任单位', '分管领导', '交办单位'], issues, (entry) => responsible(context, entry)),
    note(`口径：没有销号的问题，撤回、不属实、已解释的不列；数据截至${shortTime(now)}`),
  ]
}

function table(titles: string[], issues: Entry[], cells: (entry: Entry) => string[]): Table {
  return {
    kind: 'table',
    columns: titles.map((title, index) => ({ title, ...(index === 0 ? { align: 'right' as const } : {}) })),
    rows: issues.map((entry) => [String(entry.no), ...cells(entry)]),
  }
}

/** 立行立改, or 长期 with its timetable (A13). */
function sortOf(entry: Entry): string {
  const timetables = partiesOf({ entry }).flatMap(({ timetable }) => timetable ?? [])
  return timetables.length > 0 ? `长期整改：${timetables.join('；')}` : '立行立改'
}

function workOf(entry: Entry): string {
  return partiesOf({ entry })
    .flatMap(({ unit, rectification, rectifiedOn }) => (rectification ? [`${unit.name}（${rectifiedOn ?? ''}）${rectification}`] : []))
    .join('；')
}

function datesOf(entry: Entry): string[] {
  const { assignedOn = '', firstDue = '', due = '', extensions = [] } = issueFields({ entry })
  return [assignedOn, firstDue, due, extensions.length > 0 ? `${extensions.length}次` : '']
}

function responsible(context: SpeakerContext, entry: Entry): string[] {
  const view = caseView(context, entry)
  const leaders = leadersInCharge(view, partyIds(view)).flatMap((id) => context.house.directory.person(id) ?? [])
  return [
    partiesOf(view)
      .map(({ unit }) => unit.name)
      .join('、'),
    leaders.join('、'),
    issueFields(view).assignedBy?.name ?? '',
  ]
}
