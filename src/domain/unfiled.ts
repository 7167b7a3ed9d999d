import type { Block } from '../core/blocks.ts'
import { heading, list, note, text } from '../core/blocks.ts'
import { shortTime } from './figure-notes.ts'
import { allDuties, type PackDuty } from './house.ts'
import { dutyPeriod, isDone, type Source, type Standing, standings } from './progress.ts'
import { DUTY_LIST, TASK_LIST } from './workflows/task.ts'

/** Duties to file lists (A12, C1, E3): tasks of the class 任务清单 or 职责清单. */
export function listDuties(source: Pick<Source, 'house'>): PackDuty[] {
  return allDuties(source.house).filter(
    ({ duty }) => duty.report.kind === 'task' && duty.report.class?.some((name) => name === TASK_LIST || name === DUTY_LIST),
  )
}

/** Who has not filed the lists of one duty, and how many are missing. */
export interface Unfiled {
  packDuty: PackDuty
  missing: Standing[]
  /** 3个牵头部门4项任务清单未报送; '' when all have filed. */
  sentence: string
}

/** 3 lead departments with 4 lists have not filed (E3), of one duty below the given roots. */
export async function unfiledOf(source: Source, packDuty: PackDuty, at: { today: string; now: number; roots: number[] }): Promise<Unfiled> {
  const { duty } = packDuty
  const found = await standings(source, packDuty, { period: dutyPeriod(packDuty, at.today), now: at.now, roots: at.roots })
  const missing = found.filter((standing) => !isDone(standing))
  const lists = missing.reduce((sum, { required, done }) => sum + required - done, 0)
  const who = duty.who.attribute?.[0] ?? (duty.who.kind?.includes('department') ? '部门' : '单位')
  const name = duty.report.class?.[0] ?? TASK_LIST
  return { packDuty, missing, sentence: missing.length === 0 ? '' : `${missing.length}个${who}${lists}项${name}未报送` }
}

/** 谁没报清单, as a document: for each duty the sentence and the names. */
export async function unfiledBlocks(source: Source, at: { today: string; now: number; roots: number[] }): Promise<Block[]> {
  const blocks: Block[] = [heading('清单报送情况')]
  const duties = listDuties(source)
  for (const packDuty of duties) {
    const { missing, sentence } = await unfiledOf(source, packDuty, at)
    blocks.push(text(`${packDuty.duty.title}：${sentence === '' ? '都已报送' : sentence}`))
    if (missing.length > 0) blocks.push(list(missing.map(({ subject, required, done }) => `${subject.name}：差 ${required - done} 项`)))
  }
  if (duties.length === 0) blocks.push(text('本县的规则包里没有报送清单的规定动作。'))
  return [...blocks, note(`口径：按现行规定动作，清单到规定的步骤（审定、备案）才算报送；数据截至${shortTime(at.now)}`)]
}
