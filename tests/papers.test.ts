import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadCommands } from '../src/app.ts'
import { renderHandbook } from '../src/cli/docs.ts'
import { environmentKeys } from '../src/environment.ts'

const read = (path: string): string => readFileSync(path, 'utf8')

/** The Markdown files of the project, by their path from its root. */
function findPapers(): string[] {
  const within = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
  return [...readdirSync('.'), ...['docs', 'db', 'packs', 'src'].flatMap(within)].filter((path) => path.endsWith('.md'))
}

/** Code is no place for links: `[a](b)` may be an example there. */
const withoutCode = (markdown: string): string => markdown.replace(/^([ \t]*```).*?^\1/gms, '').replace(/`[^`\n]*`/g, '')

/** The targets of a paper's links and pictures that lie in the project. */
function linksOf(paper: string): string[] {
  const targets = [...withoutCode(read(paper)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
  return targets.filter((target) => !/^[a-z]+:/i.test(target))
}

/** The anchors of a paper's headings: small letters, punctuation gone, blanks as dashes. */
function anchorsOf(paper: string): string[] {
  const headings = [...withoutCode(read(paper)).matchAll(/^#+ (.+)$/gm)].map(([, words = '']) => words)
  return headings.map((words) =>
    words
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  )
}

function isBroken(paper: string, link: string): boolean {
  const [path = '', anchor] = decodeURI(link).split('#')
  const target = path === '' ? paper : join(dirname(paper), path)
  if (!existsSync(target)) return true
  return anchor !== undefined && !anchorsOf(target).includes(anchor)
}

/** What a paper's tables name in code quotes and is the name of a file or folder. */
function filesInTables(paper: string): string[] {
  const rows = read(paper)
    .split('\n')
    .filter((line) => line.startsWith('|'))
  const quoted = rows.flatMap((row) => [...row.matchAll(/`([^`]+)`/g)].map(([, words = '']) => words))
  return quoted.filter((words) => /^[\w.-]+(?:\/[\w.-]*)+$/.test(words))
}

describe('the papers', () => {
  it('begin in README.md with the two commands that run and test everything', () => {
    expect(read('README.md').split('\n').slice(0, 4)).toEqual(['```sh', 'npm ci && npm start', 'npm ci && npm test', '```'])
  })

  it('tell the operator every variable of the environment', () => {
    const operations = read('docs/operations.zh-CN.md')

    expect(environmentKeys.filter((key) => !operations.includes(`\`${key}\``))).toEqual([])
  })

  it('list every variable in .env.example', () => {
    const listed = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, key]) => key)

    expect(listed).toEqual([...environmentKeys])
  })

  it('link to files and headings that exist', () => {
    const broken = findPapers().flatMap((paper) => linksOf(paper).flatMap((link) => (isBroken(paper, link) ? [`${paper}: ${link}`] : [])))

    expect(broken).toEqual([])
  })

  it('hold the handbook as the commands declare it', async () => {
    expect(read('docs/handbook.zh-CN.md'), 'run npm run docs').toBe(renderHandbook((await loadCommands()).all))
  })

  it('name only files that exist in the tables of docs/architecture.md', () => {
    const named = filesInTables('docs/architecture.md')

    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((path) => !existsSync(path))).toEqual([])
  })
})
