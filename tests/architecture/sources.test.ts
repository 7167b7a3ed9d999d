import { describe, expect, it } from 'vitest'
import { droppedQueries, importsOf, linesWith, roomOf, undocumentedExports } from './sources.ts'

const source = (text: string, path = 'src/domain/entries.ts') => ({ path, text })

describe('importsOf', () => {
  it('finds every way to import', () => {
    const text = [
      `import { a } from '../clock.ts'`,
      `import type { B } from './scope.ts'`,
      `import {`,
      `  c,`,
      `} from '../../db/client.ts'`,
      `import 'drizzle-orm'`,
      `export { d } from 'zod'`,
      `export const e = 'from'`,
      `const f = await import('./pack.ts')`,
    ].join('\n')

    expect(importsOf(source(text))).toEqual([
      { target: 'src/clock.ts', typeOnly: false },
      { target: 'src/domain/scope.ts', typeOnly: true },
      { target: 'db/client.ts', typeOnly: false },
      { target: 'drizzle-orm', typeOnly: false },
      { target: 'zod', typeOnly: false },
      { target: 'src/domain/pack.ts', typeOnly: false },
    ])
  })
})

describe('roomOf', () => {
  it.each([
    ['src/domain/documents/a.ts', 'domain'],
    ['src/log.ts', 'log'],
    ['db/queries/a.ts', 'db'],
    ['commands/visit.ts', 'commands'],
  ])('puts %s into %s', (path, room) => {
    expect(roomOf(path)).toBe(room)
  })
})

describe('undocumentedExports', () => {
  it('wants a comment above each export or the group it stands in', () => {
    const text = '/** A. */\nexport const a = 1\nexport type A = typeof a\n\nexport function b() {}\n\nexport interface C {}\nconst d = 1\n'

    expect(undocumentedExports(source(text))).toEqual(['b', 'C'])
  })
})

describe('linesWith', () => {
  it('does not look into comments', () => {
    expect(linesWith(/process\.env/, source('// process.env\n/* process.env */\nprocess.env.A'))).toEqual([3])
  })
})

describe('droppedQueries', () => {
  it.each([
    'tx.insert(entries).values(row)',
    'const a = 1\n  tx\n    .update(entries)\n    .set(row)',
    'if (known) tx.delete(entries)',
    'if (known) {\n  tx.delete(entries)\n}',
    'else db.insert(entries)',
    'void tx.insert(entries)',
    'rows.forEach((row) => { tx.insert(entries).values(row) })',
    'statements.addEntry.execute(row)',
    'await a() // wait\n// then\ntx.delete(entries)',
  ])('sees %j', (text) => {
    expect(droppedQueries(source(`\n${text}`))).toHaveLength(1)
  })

  it.each([
    'await tx.insert(entries).values(row)',
    'return await db\n  .select()',
    'return db.select()',
    'const rows = await\n  db.select()',
    'const query =\n  db.select()',
    'await Promise.all([\n  tx.insert(a),\n  tx.insert(b),\n])',
    'exists(\n  db.select().from(entries),\n)',
    'const find = (no: number) => db.select().from(entries)',
    '// tx.insert(entries)',
    'const rows = wanted ? db.select() : []',
  ])('lets %j pass', (text) => {
    expect(droppedQueries(source(`\n${text}`))).toEqual([])
  })
})
