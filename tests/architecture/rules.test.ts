import { describe, expect, it } from 'vitest'
import { droppedQueries, type Import, importsOf, linesWith, readSources, roomOf, type Source, undocumentedExports } from './sources.ts'

const BELOW_DOMAIN = ['clock', 'log', 'core', 'db', 'language', 'render']
const DOMAIN = [...BELOW_DOMAIN, 'domain']
/** For the rooms that tie the others together. */
const BELOW_WEB = [...DOMAIN, 'frame', 'platforms', 'environment', 'config', 'seal']

/** What each room may import besides itself. A room that is not named here does not exist. */
const ROOMS: Record<string, string[]> = {
  clock: [],
  environment: ['clock'],
  config: ['clock', 'environment', 'platforms'],
  log: ['clock', 'environment'],
  core: ['clock'],
  db: ['clock', 'log', 'core'],
  language: ['clock', 'core'],
  render: ['clock', 'core'],
  seal: ['core'],
  domain: BELOW_DOMAIN,
  commands: DOMAIN,
  schedules: DOMAIN,
  frame: DOMAIN,
  platforms: ['clock', 'log', 'core', 'render'],
  'pack-files': [...DOMAIN],
  engine: BELOW_WEB,
  'open-platforms': BELOW_WEB,
  app: [...BELOW_WEB, 'pack-files', 'engine', 'open-platforms'],
  web: [...BELOW_WEB, 'app'],
  cli: [...BELOW_WEB, 'app', 'pack-files', 'open-platforms'],
  main: [...BELOW_WEB, 'web', 'app', 'open-platforms'],
}

/** The contracts in core may name types of the rooms around it, since types cost nothing at run time. */
const CORE_TYPES = ['db', 'language']

const sources = readSources()

/** `file: what` for everything that `find` finds. */
function findings(find: (source: Source) => (string | number)[]): string[] {
  return sources.flatMap((source) => find(source).map((found) => `${source.path}: ${found}`))
}

function mayImport(from: string, { target, typeOnly }: Import): boolean {
  const to = roomOf(target)
  return to === from || (ROOMS[from] ?? []).includes(to) || (from === 'core' && typeOnly && CORE_TYPES.includes(to))
}

const isOurs = (target: string) => /^(?:src|commands|schedules|db)\//.test(target)
const isDatabasePackage = (target: string) => /^(?:drizzle-orm|better-sqlite3)(?:\/|$)/.test(target)

describe('the house', () => {
  it('has files to look at', () => {
    expect(sources.length).toBeGreaterThan(10)
  })

  it('consists of the rooms that are named', () => {
    expect(findings(({ path }) => (ROOMS[roomOf(path)] ? [] : ['unknown room']))).toEqual([])
  })

  it('imports in one direction only', () => {
    const wrong = (source: Source) =>
      importsOf(source)
        .filter(({ target }) => isOurs(target))
        .filter((found) => !mayImport(roomOf(source.path), found))

    expect(findings((source) => wrong(source).map(({ target }) => target))).toEqual([])
  })

  it('touches the database only in db/', () => {
    const wrong = (source: Source) =>
      roomOf(source.path) === 'db' ? [] : importsOf(source).filter(({ target }) => isDatabasePackage(target))

    expect(findings((source) => wrong(source).map(({ target }) => target))).toEqual([])
  })

  it('reads the environment only in src/config.ts', () => {
    expect(findings((source) => (source.path === 'src/config.ts' ? [] : linesWith(/\bprocess\.env\b/, source)))).toEqual([])
  })

  it('ends the process only in the two main files', () => {
    const mains = ['src/main.ts', 'src/cli/main.ts']

    expect(findings((source) => (mains.includes(source.path) ? [] : linesWith(/\bprocess\.(?:exit|abort)\b/, source)))).toEqual([])
  })

  it('documents every export', () => {
    expect(findings(undocumentedExports)).toEqual([])
  })

  it('awaits or returns every query that it builds', () => {
    expect(findings(droppedQueries)).toEqual([])
  })
})
