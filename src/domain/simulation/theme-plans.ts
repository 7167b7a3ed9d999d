import type { DateText } from '../../clock.ts'
import { THEME, themeFields } from '../themes.ts'
import { actorOf } from './desk.ts'
import { type Play, push } from './state.ts'

/** Draws the month's theme of every county, or of the topmost unit where there is none, and has it set today (B19: 每月一主题). */
export function planThemes(play: Play, day: DateText): void {
  const { stage, pack, themes } = play
  const { directory } = stage.house
  themes.clear()
  if (pack.themes.length === 0) return
  const counties = directory.units.filter(({ kind }) => kind === 'county')
  for (const { id } of counties.length > 0 ? counties : directory.units.filter(({ parentId }) => parentId === null)) {
    const theme = pack.themes[stage.random.below(pack.themes.length)]
    const member = actorOf(stage, id)
    if (!theme || !member) continue
    themes.set(id, theme.class)
    const by = { byUnitId: id, byPost: member.posts[0]?.title ?? null, memberId: member.id, typedById: member.id }
    const draft = {
      ...by,
      kind: THEME,
      class: theme.class,
      unitId: id,
      date: day,
      householdId: null,
      fields: themeFields(theme),
      status: 'recorded',
    }
    push(play.reportsByDay, day, { sentOn: day, draft })
  }
}

/** The class of issue that this month's theme looks for in a unit; null where none is set. */
export function themeClassOf({ stage, themes }: Play, unitId: number): string | null {
  const { directory } = stage.house
  for (let id: number | null = unitId; id !== null; id = directory.unit(id).parentId) {
    const theme = themes.get(id)
    if (theme !== undefined) return theme
  }
  return null
}
