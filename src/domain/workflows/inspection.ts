import type { UnitRef } from '../../core/fields.ts'
import { spanEnd } from '../case-rules.ts'
import type { Draft } from '../entries.ts'
import { speakingPost } from '../scope.ts'
import type { Doing, Effect, Workflow } from '../workflow.ts'
import { speakingUnit } from './actors.ts'
import { unitRef } from './units.ts'

/** Each finding becomes an issue of the inspected unit, given to it and to whoever else is named. */
function feedBack(doing: Doing): Effect | string {
  const { entry, values, house, rules, today, context } = doing
  const findings = (entry.fields.findings as string[] | undefined) ?? []
  if (findings.length === 0) return '没有发现可以交办的问题。'
  const inspected = house.directory.unit(entry.unitId)
  const own: UnitRef = { code: inspected.code, name: inspected.officialName }
  const named = ((values.parties as UnitRef[] | undefined) ?? []).filter(({ code }) => code !== own.code)
  const due = typeof values.due === 'string' ? values.due : spanEnd(today, rules.issue.rectify, house.calendar)
  const by = speakingPost(context)
  const drafts = findings.map(
    (finding): Draft => ({
      kind: 'issue',
      class: null,
      unitId: entry.unitId,
      byUnitId: entry.byUnitId,
      byPost: by?.title ?? null,
      memberId: context.speaker.id,
      typedById: context.speaker.id,
      date: today,
      householdId: null,
      fields: {
        content: finding,
        source: entry.class === '暗访' ? '暗访' : '督查',
        inspection: entry.no,
        unit: own,
        parties: [own, ...named].filter((unit) => unitRef(house.directory, unit) !== null).map((unit) => ({ unit })),
        assignedBy: speakingUnit(context),
        assignedOn: today,
        due,
        firstDue: due,
      },
      status: 'assigned',
      sentAt: context.message.sentAt,
    }),
  )
  return {
    status: 'assigned',
    fields: { assignedOn: today },
    says: `已交办${inspected.name}，共${findings.length}个问题。`,
    entries: drafts,
  }
}

/** 督查 (A8, D7): secret until it is assigned; its findings become issues of the inspected unit. */
export const inspection: Workflow = {
  kind: 'inspection',
  states: { recorded: { word: '已记录', settled: true }, assigned: { word: '已反馈', settled: true } },
  actions: [
    {
      word: '交办',
      aliases: ['反馈'],
      step: 'assigned',
      from: ['recorded'],
      to: ['assigned'],
      who: ['inspector', 'leader', 'assigner'],
      fields: () => ({
        parties: { type: 'units', label: '责任单位', aliases: ['单位', '部门', '责任部门'] },
        due: { type: 'date', label: '时限', aliases: ['截止', '期限', '整改时限'], direction: 'ahead' },
        note: { type: 'text', label: '要求', main: true },
      }),
      does: feedBack,
      summary: '把督查发现逐条交给被督查单位整改，可以同时交给部门',
      example: '水务局 时限:6月30日',
    },
  ],
  expects: () => [],
}
