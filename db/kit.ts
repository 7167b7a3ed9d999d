import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/**
 * The column kit: all that tables are made of. The schema is a function of it, so that one definition serves every engine.
 * Only types that mean the same in JavaScript on SQLite and PostgreSQL are here; JSON is kept as text on both.
 */
export const sqliteKit = {
  table: sqliteTable,
  /** Row id, given by the database. */
  id: () => integer().primaryKey({ autoIncrement: true }),
  /** Number in the order of adding, given by the database, in a table that nothing is taken out of. */
  sequence: () => integer().primaryKey(),
  /** Whole number: ids, counts, fen, epoch milliseconds. */
  integer: () => integer(),
  text: () => text(),
  boolean: () => integer({ mode: 'boolean' }),
  json: <T>() => text({ mode: 'json' }).$type<T>(),
  /** Text that holds one of a few words. */
  word: <T extends string>() => text().$type<T>(),
  index,
  uniqueIndex,
  primaryKey,
}

/** The kit's type; the PostgreSQL kit is made to fit it. */
export type Kit = typeof sqliteKit
