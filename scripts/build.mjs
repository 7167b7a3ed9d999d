// Builds dist/: compiled TypeScript, the data files that are read at run time, and the sandbox page.
// Runs by itself after `npm ci` (script `prepare`). Any error ends it with a non-zero exit.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const started = Date.now()
process.chdir(dirname(dirname(fileURLToPath(import.meta.url))))

// Commands and schedules are found by their folder: a file left over from an earlier build would still be loaded.
rmSync('dist', { recursive: true, force: true })

// Never `npx tsc`: without the devDependencies it would fetch a stranger's package of that name.
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' })

copy('db/migrations', () => true)
copy('db/demo', (name) => name.endsWith('.csv'))
copy('packs', (name) => name.endsWith('.yaml'))
await buildSandboxPage('src/web/sandbox-page')

console.log(`dist/ built in ${((Date.now() - started) / 1000).toFixed(1)} s`)

/** Copies a folder's wanted files to the same place below dist/. */
function copy(folder, wanted) {
  cpSync(folder, join('dist', folder), {
    recursive: true,
    filter: (source) => statSync(source).isDirectory() || wanted(source),
  })
}

/** Builds the page as its own vite.config.ts says. */
async function buildSandboxPage(folder) {
  if (!existsSync(join(folder, 'index.html'))) {
    console.log(`${folder} holds no index.html: the sandbox page is left out`)
    return
  }
  const { build } = await import('vite')
  await build({ configFile: join(folder, 'vite.config.ts'), logLevel: 'warn' })
}
