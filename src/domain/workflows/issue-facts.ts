import { showDate } from '../echo.ts'
import type { CaseView } from '../workflow.ts'
import { timeliness } from './fields.ts'
import { issueFields, type Party, partiesOf } from './issue-parties.ts'

/** States in which nothing is left to be put right. */
const nothingLeft: readonly string[] = ['rectified', 'signed', 'closed', 'dismissed', 'explained']

/** What 查 shows: each unit's part, signatures, extensions, who passed it on, 回头看. */
export function issueFacts(view: CaseView): Record<string, string> {
  const { entry, today } = view
  const { signatures = [], extensions = [], passedOn = [], lookedBack = [], due, assignedBy } = issueFields(view)
  const done =
    partiesOf(view)
      .flatMap(({ rectifiedOn }) => rectifiedOn ?? [])
      .sort()
      .at(-1) ?? null
  return {
    交办单位: assignedBy?.name ?? '',
    办理: partiesOf(view).map(partyWords).join('；'),
    整改时限: due === undefined ? '' : showDate(due),
    时限情况:
      entry.status === 'dismissed' || entry.status === 'explained'
        ? ''
        : (timeliness(issueFields(view), nothingLeft.includes(entry.status) ? done : null, today) ?? ''),
    延期: extensions.map(({ to, reason: why }) => `至${showDate(to)}（${why}）`).join('；'),
    转办: passedOn.map(({ from, to, on }) => `${showDate(on)} ${from.name}转${to.name}`).join('；'),
    签字: signatures.map(({ as, name, on }) => `${as}${name}（${showDate(on)}）`).join('；'),
    回头看: lookedBack.map(({ result, on }) => `${showDate(on)}${result}`).join('；'),
  }
}

function partyWords({ unit, verdict: said, rectification, rectifiedOn, timetable }: Party): string {
  const parts = [
    said ?? '待核实',
    timetable && !rectifiedOn ? `长期整改，时间表：${timetable}` : '',
    rectifiedOn ? `${showDate(rectifiedOn)}整改：${rectification ?? ''}` : '',
  ]
  return `${unit.name}：${parts.filter(Boolean).join('，')}`
}
