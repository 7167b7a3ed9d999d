import { resolve } from 'node:path'
import { defineConfig } from 'vite'

const projectRoot = resolve(import.meta.dirname, '../../..')

/** Builds the sandbox page to dist/sandbox-page, whence the server hands it out under /sandbox/. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/sandbox/',
  cacheDir: resolve(projectRoot, 'node_modules/.vite/sandbox-page'),
  build: { outDir: resolve(projectRoot, 'dist/sandbox-page'), emptyOutDir: true, target: 'es2022' },
})
