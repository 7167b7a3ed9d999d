import type { Entry } from '../../core/nouns.ts'
import type { SpeakerContext } from '../context.ts'
import { showValue } from '../echo.ts'
import { shortDate } from '../figure-notes.ts'
import { hiddenHere } from '../hidden-fields.ts'
import { matterTitle } from '../inquiry.ts'
import { shownName } from '../scope.ts'

/** Required fields that say whom or which kind an entry is about; the first other one says what it is. */
const namesOrClasses: ReadonlySet<string> = new Set(['household', 'unit', 'choice'])

/** Longest piece of a text that a list shows. */
const PIECE_LENGTH = 24

/** One entry in a list: #1027 走访 6月15日 王亦态 在合作社务工…; heads masked where the chat asks for it, private fields left out in groups. */
export function entryLine(context: SpeakerContext, entry: Entry): string {
  const parts = [`#${entry.no}`, matterTitle(context, entry.kind), shortDate(entry.date), ...subjectWords(context, entry)]
  return parts.filter((part) => part !== '').join(' ')
}

function subjectWords(context: SpeakerContext, entry: Entry): string[] {
  const household = context.house.directory.household(entry.householdId ?? -1)
  if (household) return [shownName(context, household.head), privateWords(context, entry)]
  const command = context.commands.byName.get(entry.kind)
  if (command?.form !== 'report' || (context.chat.kind === 'group' && command.secret)) return []
  const hidden = hiddenHere(context, command)
  const about = command.about ? context.house.directory.unit(entry.unitId).name : ''
  const [key, spec] = Object.entries(command.fields).find(([, field]) => field.required && !namesOrClasses.has(field.type)) ?? []
  const value = key === undefined || hidden.includes(key) ? undefined : entry.fields[key]
  return [about, spec && value !== undefined ? piece(showValue(spec, value)) : '']
}

/** What was found there: not in groups where the command keeps it private, and never above village level. */
function privateWords(context: SpeakerContext, entry: Entry): string {
  const command = context.commands.byName.get(entry.kind)
  const hidden = command?.form === 'report' ? hiddenHere(context, command) : []
  return hidden.includes('situation') ? '' : piece(entry.fields.situation)
}

function piece(value: unknown): string {
  if (typeof value !== 'string') return ''
  const characters = [...value.replace(/\s+/g, ' ')]
  return characters.length <= PIECE_LENGTH ? characters.join('') : `${characters.slice(0, PIECE_LENGTH).join('')}…`
}
