import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

/** A source file of ours: its path from the project's root, and its text. */
export interface Source {
  path: string
  text: string
}

/** One import or re-export of a file, by its path from the root or, for packages, its name. */
export interface Import {
  target: string
  typeOnly: boolean
}

const FOLDERS = ['src', 'commands', 'schedules', 'db']

/** All TypeScript of the program. The sandbox page runs in the browser and is a program of its own. */
export function readSources(): Source[] {
  return FOLDERS.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
    .filter((path) => path.endsWith('.ts') && !path.startsWith('src/web/sandbox-page/'))
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
}

/** What a file imports, statically or not. */
export function importsOf({ path, text }: Source): Import[] {
  const statements = text.matchAll(/^(?:import|export)\b(\s+type\b)?(?:[^'"`;]*?\bfrom)?\s*'([^']+)'/gm)
  const dynamic = text.matchAll(/\bimport\(\s*()'([^']+)'/g)
  return [...statements, ...dynamic].map(([, type, name = '']) => ({
    target: name.startsWith('.') ? normalize(join(dirname(path), name)) : name,
    typeOnly: Boolean(type),
  }))
}

/** The room that a path lies in: `src/domain/a.ts` → domain, `src/log.ts` → log, `db/a.ts` → db. */
export function roomOf(path: string): string {
  const [top = '', second = ''] = path.split('/')
  return top === 'src' ? second.replace(/\.ts$/, '') : top
}

/** Lines of code that hold `word`; comments do not count. */
export function linesWith(word: RegExp, { text }: Source): number[] {
  return withoutComments(text)
    .split('\n')
    .flatMap((line, i) => (word.test(line) ? [i + 1] : []))
}

/** Names that a file exports without a doc comment. A group without blank lines between shares the comment above it. */
export function undocumentedExports({ text }: Source): string[] {
  const lines = text.split('\n')
  return lines.flatMap((line, i) => {
    const name = /^export (?:async )?(?:abstract )?(?:function\*?|const|interface|type|class) (\w+)/.exec(line)?.[1]
    return name === undefined || isDocumented(lines, i) ? [] : [name]
  })
}

function isDocumented(lines: string[], at: number): boolean {
  for (let i = at - 1; i >= 0 && lines[i]?.trim() !== ''; i--) {
    if (lines[i]?.trim().endsWith('*/')) return true
  }
  return false
}

/**
 * Lines where a query is built and dropped: drizzle's builders run only when awaited, so a forgotten `await` silently does
 * nothing, and neither types nor lint see it (a builder is no Promise).
 */
export function droppedQueries({ text }: Source): number[] {
  const code = withoutComments(text)
  const builders = code.matchAll(/(?:\w+\.)*(?:\b(?:tx|db)\s*\.(?:insert|update|delete|select)|\b\w+\.execute)\(/g)
  return [...builders].filter(({ index }) => isDropped(code.slice(0, index))).map(({ index }) => code.slice(0, index).split('\n').length)
}

/** Does a statement begin after this code, rather than an operand, an argument or what is awaited or returned? */
function isDropped(before: string): boolean {
  const ownLine = /\n\s*$/.test(before)
  return ownLine ? !/(?:[=(,[?:&|]|=>|\b(?:await|return))$/.test(before.trimEnd()) : /(?:[){;]|\b(?:else|void))$/.test(before.trimEnd())
}

/** Comments become blanks, so that lines keep their numbers. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<![:'"])\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, ' '))
}
