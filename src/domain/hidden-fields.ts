import type { FieldType } from '../core/fields.ts'
import type { Chat } from '../core/nouns.ts'
import type { ReportCommand } from './command.ts'

/** Fields that say of which sort an entry is, whom it is about and until when: the fact without its content. */
const PLAIN: ReadonlySet<FieldType> = new Set<FieldType>(['household', 'unit', 'units', 'choice', 'date', 'period'])

/**
 * The fields of a report that a chat must not show: in groups those that its command keeps private; where outsiders are in the group
 * everything but the fact (interface §1, 绑定).
 */
export function hiddenHere({ chat }: { chat: Pick<Chat, 'kind' | 'outsiders'> }, command: ReportCommand): string[] {
  if (chat.kind !== 'group') return []
  const content = Object.entries(command.fields).flatMap(([key, { type }]) => (chat.outsiders && !PLAIN.has(type) ? [key] : []))
  return [...new Set([...(command.privateFields ?? []), ...content])]
}

/** Is this a group that villagers or enterprises read as well, so that it is shown less? */
export function isOpenGroup({ chat }: { chat: Pick<Chat, 'kind' | 'outsiders'> }): boolean {
  return chat.kind === 'group' && chat.outsiders
}
