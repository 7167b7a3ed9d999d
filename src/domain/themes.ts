import type { Db } from '../../db/client.ts'
import { listEntries } from '../../db/queries/entry-lists.ts'
import type { Entry } from '../core/nouns.ts'
import type { House } from './house.ts'
import type { Duty } from './pack.ts'
import type { Theme } from './pack-themes.ts'

/** The kind of entry that a county's theme of the month is. */
export const THEME = 'theme'

/** Themes that are looked at for one period: one a county and month. */
const MOST_THEMES = 500

/** The themes that hold in a span of days, the newest of each unit that set one; a county's own goes before the city's. */
export async function themesIn({ db }: { db: Db }, span: { from: string; to: string }): Promise<Entry[]> {
  const all = await listEntries(db, { kind: THEME, from: span.from, to: span.to }, MOST_THEMES, true)
  return all.filter(({ unitId }, index) => all.findIndex((other) => other.unitId === unitId) === index)
}

/** The theme that holds for a unit: the nearest set by a unit above it. */
export function themeOf({ directory }: House, themes: Entry[], unitId: number): Entry | undefined {
  const over = themes.filter((theme) => directory.isWithin(unitId, theme.unitId))
  return over.sort((a, b) => directory.unit(b.unitId).path.length - directory.unit(a.unitId).path.length)[0]
}

/** A duty over the theme of the month as it is where each theme holds; nobody owes it where none was set (B19). */
export async function themedDuties(
  source: { db: Db; house: House },
  duty: Duty,
  period: { from: string; to: string },
): Promise<{ duty: Duty; holds: (unitId: number) => boolean }[]> {
  const themes = await themesIn(source, period)
  const held = new Map<number, Entry | null>()
  // Asked for each of thousands of units, once for each theme.
  const themeFor = (unitId: number): Entry | null => {
    const known = held.get(unitId)
    if (known !== undefined) return known
    const theme = themeOf(source.house, themes, unitId) ?? null
    held.set(unitId, theme)
    return theme
  }
  return themes.map((theme) => ({
    duty: { ...duty, report: { kind: duty.report.kind, also: duty.report.also, class: [theme.class ?? ''] } },
    holds: (unitId) => themeFor(unitId) === theme,
  }))
}

/** What an entry keeps of a theme, so that it reads the same when the pack has changed. */
export function themeFields({ name, items, note }: Theme): Record<string, unknown> {
  return { theme: name, items, ...(note === undefined ? {} : { note }) }
}
