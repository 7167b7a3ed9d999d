import { z } from 'zod'
import type { Notice } from '../src/core/reply.ts'
import { type ShownSignal, signalsDocument } from '../src/domain/documents/signals.ts'
import { toInsiders } from '../src/domain/insider-notices.ts'
import { isKept } from '../src/domain/ledger-start.ts'
import { periodOf, previousPeriod } from '../src/domain/periods.ts'
import { defineSchedule } from '../src/domain/schedule.ts'
import { findSignals, statementsOn } from '../src/domain/signals.ts'

/** 疑似信号 of the month that has just ended (D9), in private to those who may look into the villages concerned. */
export default defineSchedule({
  summary: '上月疑似信号（集中纳入、集中消除、文字相近、照片重复），只私信督查员和分管、包抓领导',
  settings: z.strictObject({}),
  whenMissed: 'run-once',
  async run(context): Promise<Notice[]> {
    const { house, dueAt } = context
    const month = previousPeriod(periodOf('month', context.today))
    if (!(await isKept(context.db, month))) return []
    const signals: ShownSignal[] = []
    for (const signal of await findSignals(context, month)) signals.push({ ...signal, statements: await statementsOn(context, signal) })
    return toInsiders(context, signals, (own) => ({ blocks: signalsDocument(house, own, { label: month.label, now: dueAt }) }))
  },
})
