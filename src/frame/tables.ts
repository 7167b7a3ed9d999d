import type { Db } from '../../db/client.ts'
import type { FileRow } from '../../db/queries/entries.ts'
import { type Clock, toDate } from '../clock.ts'
import { UserError } from '../core/errors.ts'
import type { Entry } from '../core/nouns.ts'
import type { Commands } from '../domain/command.ts'
import type { HouseKeeper } from '../domain/house.ts'
import type { QuietHours } from '../domain/quiet-hours.ts'
import { parseTable, type Table } from '../domain/table-file.ts'
import { queueNotice } from './outgoing.ts'

/** Files that are tables for the report that they came with: read before the transaction, taken inside it. */
export interface TableTaker {
  /** The table, why it could not be read, or null where nobody wants one. */
  read(entry: Entry | null, file: { name: string; bytes: Uint8Array }): Promise<Table | string | null>
  take(tx: Db, entry: Entry, table: Table | string): Promise<void>
}

/** Pictures beside the table are no tables. */
const OTHER = /^(?:image|audio|video)\//

/** Is this file one that may be a table? */
export function mayBeTable({ mime }: Pick<FileRow, 'mime'>): boolean {
  return !OTHER.test(mime)
}

/** Hands tables to the commands that take them; what follows is queued in the same transaction. */
export function createTableTaker(parts: { commands: Commands; keepHouse: HouseKeeper; clock: Clock; quiet: QuietHours }): TableTaker {
  const { commands, keepHouse, clock, quiet } = parts
  const taker = (entry: Entry | null) => {
    const command = entry && commands.byName.get(entry.kind)
    return command?.form === 'report' ? command.takesTable : undefined
  }
  return {
    async read(entry, { name, bytes }) {
      if (!taker(entry)) return null
      try {
        return await parseTable(Buffer.from(bytes), name)
      } catch (thrown) {
        if (thrown instanceof UserError) return thrown.message
        throw thrown
      }
    },
    async take(tx, entry, table) {
      const now = clock.now()
      const house = await keepHouse(tx)
      const notices = (await taker(entry)?.({ db: tx, house, now, today: toDate(now), commands }, { entry, table })) ?? []
      for (const notice of notices) await queueNotice(tx, house, notice, { now, quiet })
    },
  }
}
