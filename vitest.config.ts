import { configDefaults, defineConfig } from 'vitest/config'

// The browser tests have a configuration of their own (they need Chromium); benchmarks are run by `npm run bench`.
export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'tests/browser/**', 'tests/bench/**'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
  },
})
