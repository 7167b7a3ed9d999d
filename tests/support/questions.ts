import help from '../../commands/help.ts'
import household from '../../commands/household.ts'
import info from '../../commands/info.ts'
import inspection from '../../commands/inspection.ts'
import meeting from '../../commands/meeting.ts'
import mine from '../../commands/mine.ts'
import missing from '../../commands/missing.ts'
import progress from '../../commands/progress.ts'
import ranking from '../../commands/ranking.ts'
import risk from '../../commands/risk.ts'
import rules from '../../commands/rules.ts'
import todo from '../../commands/todo.ts'
import visit from '../../commands/visit.ts'
import { indexCommands, type QueryCommand } from '../../src/domain/command.ts'
import type { QueryReading } from '../../src/language/types.ts'
import { type Ledger, question, shown } from './ledger.ts'

/** The commands that questions are about, and the questions. */
export const askCommands = indexCommands([
  visit,
  risk,
  meeting,
  info,
  inspection,
  progress,
  ranking,
  missing,
  todo,
  mine,
  household,
  rules,
  help,
])

/** Periods as the reader gives them. */
export const june = { from: '2023-06-01', to: '2023-07-01', key: '2023-06', label: '2023年6月' }
export const lastQuarter = { from: '2023-10-01', to: '2024-01-01', key: '2023Q4', label: '2023年四季度' }

/** Where and when a question is asked; a group by its unit's name, else the direct chat. */
export interface Asking {
  group?: string
  now?: string
  text?: string
  parts?: Partial<QueryReading>
}

/** Asks one question and gives what is shown: mark, text in the chat, text in the direct chat. */
export async function askLedger(
  ledger: Ledger,
  name: string,
  person: string,
  asking: Asking = {},
): Promise<{ mark: string; text: string; direct: string }> {
  const { group, now = '2023-06-15 09:00', text = '', parts = {} } = asking
  const context = await ledger.ask(person, { now, text, ...(group === undefined ? {} : { group }) })
  const reply = await queryOf(name).run(context, question(parts))
  return { mark: reply.mark, text: shown(reply.blocks), direct: reply.direct ? shown(reply.direct.blocks) : '' }
}

function queryOf(name: string): QueryCommand {
  const command = askCommands.byName.get(name)
  if (command?.form !== 'query') throw new Error(`${name} is no question`)
  return command
}
