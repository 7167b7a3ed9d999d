import { type Block, list, text } from '../core/blocks.ts'
import type { Entry } from '../core/nouns.ts'
import type { Notice } from '../core/reply.ts'
import type { TableGround } from './command.ts'
import { applyStep, createEntry } from './entries.ts'
import { policyNamed, policyState } from './policies.ts'
import { lineUnit } from './scope.ts'
import type { Table, TableRow } from './table-file.ts'
import { matchRow } from './warning-rows.ts'

const titles = {
  township: ['乡镇', '镇', '乡'],
  village: ['村', '行政村', '村名'],
  group: ['组', '村组', '村民小组'],
  head: ['户主', '户主姓名', '姓名'],
  policy: ['政策', '政策名称'],
  state: ['落实', '状态', '是否享受', '享受情况'],
  reason: ['原因', '未享原因', '说明'],
} as const
type Column = keyof typeof titles

/** Faults that the answer lists. */
const MOST_FAULTS = 20

/**
 * 政策名单 (B15): a department's list prefills the check-list, so that villages need not say again what is known. What has no state is
 * 已享: a department lists who receives. Runs in the transaction that marks the file as stored; a list is taken once.
 */
export async function takePolicyList(ground: TableGround, { entry, table }: { entry: Entry; table: Table | string }): Promise<Notice[]> {
  const by = entry.typedById ?? entry.memberId
  if (by === null || entry.status !== 'received') return []
  const tell = (blocks: Block[]): Notice[] => [{ to: { memberId: by }, key: `policy-list/${entry.no}`, content: { blocks } }]
  const columns = typeof table === 'string' ? table : columnsOf(table)
  if (typeof table === 'string' || typeof columns === 'string')
    return tell([text(`政策名单 ${entry.no} 没有导入：${typeof columns === 'string' ? columns : ''}改好后请重新发“政策名单”。`)])
  const groundId = lineUnit(ground.house.directory, entry.byUnitId ?? entry.unitId)
  const faults: string[] = []
  let taken = 0
  for (const row of table.rows) {
    const fault = await takeRow(ground, { entry, groundId, cell: (column) => row.values[columns.get(column) ?? -1] ?? '', row })
    if (fault === null) taken += 1
    else faults.push(`第${row.line}行：${fault}`)
  }
  const summary = `共 ${table.rows.length} 行：已登记 ${taken} 项，没有登记 ${faults.length} 行`
  await applyStep(ground.db, entry, {
    action: 'taken',
    memberId: by,
    at: ground.now,
    text: summary,
    change: { status: 'recorded', fields: { summary } },
  })
  const more = faults.length > MOST_FAULTS ? [text(`……还有 ${faults.length - MOST_FAULTS} 行`)] : []
  return tell([text(`政策名单 ${entry.no}：${summary}。`), ...(faults.length > 0 ? [list(faults.slice(0, MOST_FAULTS)), ...more] : [])])
}

function columnsOf({ columns }: Table): Map<Column, number> | string {
  const forbidden = columns.find((title) => /身份证|证件号/.test(title))
  if (forbidden) return `表里有“${forbidden}”一列：身份证号不能进系统，请删去这一列。`
  const at = new Map<Column, number>()
  for (const [column, names] of Object.entries(titles) as [Column, readonly string[]][]) {
    const index = columns.findIndex((title) => names.includes(title.replace(/\s/g, '')))
    if (index !== -1) at.set(column, index)
  }
  const missing = (['village', 'head', 'policy'] as const).filter((column) => !at.has(column))
  return missing.length === 0 ? at : `表里没有${missing.map((column) => `“${titles[column][0]}”`).join('、')}一列。`
}

/** One row becomes a statement about its household; a sentence says why not. */
async function takeRow(
  { db, house, now }: TableGround,
  about: { entry: Entry; groundId: number; row: TableRow; cell: (column: Column) => string },
): Promise<string | null> {
  const { entry, groundId, row, cell } = about
  const village = [cell('township'), cell('village'), cell('group')].filter(Boolean).join(' ')
  const matched = matchRow(
    house,
    { line: row.line, village, head: cell('head'), cause: '', situation: '', amount: null, happenedOn: null },
    groundId,
  )
  if ('fault' in matched) return matched.fault
  const named = policyNamed(house, cell('policy'))
  if (!named) return `政策清单里没有“${cell('policy')}”`
  const state = cell('state') === '' ? '已享' : policyState(cell('state'))
  if (state === null) return `看不懂“${cell('state')}”，请写已享、应享、未享或不符合`
  const reason = cell('reason')
  if (state === '未享' && reason === '') return '未享要写原因'
  const { household } = matched
  await createEntry(
    db,
    {
      kind: 'policy-check',
      class: state,
      unitId: household.villageId,
      byUnitId: entry.byUnitId,
      byPost: entry.byPost,
      memberId: entry.memberId,
      typedById: entry.typedById,
      date: entry.date,
      householdId: household.id,
      fields: {
        household: household.head,
        householdId: household.id,
        policy: named.policy.name,
        state,
        list: entry.no,
        ...(reason === '' ? {} : { reason }),
      },
      status: 'recorded',
      sentAt: entry.sentAt,
    },
    now,
  )
  return null
}
