import type { Household, Member } from '../core/nouns.ts'
import type { SpeakerContext } from './context.ts'
import { allDuties, type House, type PackDuty } from './house.ts'
import { dutyPeriod } from './progress.ts'
import { postRoot } from './scope.ts'
import { missingHouseholds } from './still-missing.ts'
import { selectUnits } from './subjects.ts'

/** What a 帮扶责任人 may report on his own households, whatever his unit (interface §1, end of the report commands). */
const carerReports: ReadonlySet<string> = new Set(['visit', 'risk'])

/** The households in a person's care that lie outside these units: they alone of their villages are known to him. */
export function caredOutside(house: House, { id }: Pick<Member, 'id'>, unitIds: number[]): Household[] {
  return house.directory.caredFor(id).filter(({ villageId }) => !house.lexicon.isWithin(villageId, unitIds))
}

/** May he report this on this household because he answers for it? */
export function reportsAsCarer(speaker: Pick<Member, 'id'>, kind: string, household: Pick<Household, 'carerId' | 'until'>): boolean {
  return carerReports.has(kind) && household.carerId === speaker.id && household.until === null
}

/** Does he answer for any household, so that he may report such things at all? */
export function mayReportAsCarer(house: House, speaker: Pick<Member, 'id'>, kind: string): boolean {
  return carerReports.has(kind) && house.directory.caredFor(speaker.id).length > 0
}

/** The same for who speaks, seen from his posts. */
export function caredElsewhere({ house, speaker }: Pick<SpeakerContext, 'house' | 'speaker'>): Household[] {
  return caredOutside(
    house,
    speaker,
    speaker.posts.map((post) => postRoot(house.directory, post)),
  )
}

/** Households in care that nobody has been to yet, by the rule over all households of their villages; `rule` is null where there is none. */
export async function caredUnvisited(
  context: SpeakerContext,
  cared: Household[],
): Promise<{ missing: Household[]; rule: PackDuty | null }> {
  const { house, now, today } = context
  const missing: Household[] = []
  let rule: PackDuty | null = null
  const wanted = new Set(cared.map(({ id }) => id))
  for (const villageId of new Set(cared.map((household) => household.villageId))) {
    const village = house.directory.unit(villageId)
    const found = allDuties(house).find(
      ({ duty }) => duty.covers === 'households' && duty.count !== 'member' && selectUnits([village], duty.who).length > 0,
    )
    if (!found) continue
    rule ??= found
    const subject = { type: 'unit' as const, id: villageId, name: village.name, unitId: villageId }
    const behind = await missingHouseholds(context, found, { period: dutyPeriod(found, today), now, subject })
    missing.push(...behind.filter(({ id }) => wanted.has(id)))
  }
  return { missing, rule }
}

/** A 帮扶责任人's households elsewhere that nobody has been to yet; by name in his direct chat only. */
export async function caredLines(context: SpeakerContext): Promise<string[]> {
  const { missing } = await caredUnvisited(context, caredElsewhere(context))
  if (missing.length > 0 && context.chat.kind === 'group') return [`还有 ${missing.length} 户没走访，名单请私聊发“我的待办”看`]
  return missing.map(({ villageId, groupName, head }) => `${context.house.directory.unit(villageId).name}${groupName} ${head}：还没走访`)
}
