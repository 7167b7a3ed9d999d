import { createHash } from 'node:crypto'
import { z } from 'zod'
import { findSteps } from '../db/queries/entries.ts'
import { newestNo } from '../db/queries/inspection.ts'
import { note, numbered, text } from '../src/core/blocks.ts'
import type { Notice } from '../src/core/reply.ts'
import { createEntry, hashStep } from '../src/domain/entries.ts'
import { toInsiders } from '../src/domain/insider-notices.ts'
import { defineSchedule, type ScheduleContext } from '../src/domain/schedule.ts'
import { drawFrom, drawnKinds, frameOf, MOST_DRAWN } from '../src/domain/spot-check.ts'
import { selectUnits } from '../src/domain/subjects.ts'

const Settings = z.strictObject({
  count: z.int().min(1).max(MOST_DRAWN).default(5),
  /** Left out: all households. */
  kind: z.enum(drawnKinds.map(({ name }) => name)).optional(),
})
type Settings = z.output<typeof Settings>

/** 一周一抽查 (C3): draws households of each selected unit; the draw is an 抽查 entry that can be repeated from its seed, told to inspectors only. */
export default defineSchedule<Settings>({
  summary: '随机抽查：从每个选定的单位抽几户，种子留档、可以重抽核对，名单只私信督查员和分管、包抓领导',
  settings: Settings,
  whenMissed: 'run-once',
  async run(context): Promise<Notice[]> {
    const { house, entry } = context
    const drawn: { unitId: number; no: number; lines: string[] }[] = []
    for (const unit of selectUnits(house.directory.units, entry.to ?? { kind: ['county'] })) {
      const made = await drawOne(context, unit.id)
      if (made) drawn.push(made)
    }
    return toInsiders(context, drawn, (own) => ({
      blocks: own.flatMap(({ unitId, no, lines }) => [
        text(`${house.directory.unit(unitId).name} ${entry.title} #${no}，请入户核对：`),
        numbered(lines),
        note(`逐户填结果请发：抽查 ${no} 结果 1 属实，2 不属实 房屋漏雨；怎么核对是随机抽的，请发：依据 ${no}`),
      ]),
    }))
  },
})

/** One draw as an entry; where fewer households are left than are wanted, all of them. */
async function drawOne(
  context: ScheduleContext<Settings>,
  unitId: number,
): Promise<{ unitId: number; no: number; lines: string[] } | null> {
  const { db, house, today, dueAt, settings } = context
  const { kind } = settings
  const count = Math.min(settings.count, frameOf(house, unitId, { kind, on: today }).length)
  const draw = count === 0 ? null : drawFrom(house, { unitId, kind, count, on: today, seed: await seedOf(context, unitId) })
  if (draw === null || typeof draw === 'string') return null
  const { code, officialName } = house.directory.unit(unitId)
  const draft = {
    kind: 'spot-check',
    class: null,
    unitId,
    byUnitId: house.directory.root?.id ?? unitId,
    byPost: null,
    memberId: null,
    typedById: null,
    date: today,
    householdId: null,
    fields: { unit: { code, name: officialName }, count, ...(kind ? { kind } : {}), ...draw },
    status: 'checking',
    sentAt: dueAt,
  }
  return { unitId, no: (await createEntry(db, draft, dueAt)).no, lines: draw.drawn }
}

/** Nobody chooses the seed, and nobody can draw until he likes it: it follows from the time and the ledger's newest step. */
async function seedOf({ db, pack, entry, dueAt }: ScheduleContext<Settings>, unitId: number): Promise<string> {
  const last = (await findSteps(db, await newestNo(db))).at(-1)
  const about = `${pack.name}/${entry.id}/${dueAt}/${unitId}/${last ? hashStep(last) : ''}`
  return createHash('sha256').update(about).digest('hex').slice(0, 16)
}
