import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

// Needs Chromium and what `npm run build` made; run by `npx vitest run --config tests/browser/vitest.config.ts`.
export default defineConfig({
  root: resolve(import.meta.dirname, '../..'),
  test: {
    include: ['tests/browser/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
